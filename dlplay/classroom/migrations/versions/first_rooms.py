"""Rooms, members, questions, votes, drawings, marks."""

import sqlalchemy as sa
from alembic import op

revision = "first_rooms"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rooms",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("opened", sa.Double, nullable=False),
        sa.Column("ends", sa.Double, nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("room", NUMBER, sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("token", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("animal", sa.String(20), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("readings", sa.Text, nullable=False),
        sa.Index("members_of_room", "room"),
    )
    op.create_table(
        "questions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("room", NUMBER, sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("answer", sa.SmallInteger),
        sa.Column("round", sa.SmallInteger, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("revealed", sa.Boolean, nullable=False),
        sa.Index("questions_of_room", "room"),
    )
    member = sa.ForeignKey("members.id", ondelete="CASCADE")
    op.create_table(
        "votes",
        sa.Column("question", NUMBER, sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("member", NUMBER, member, primary_key=True),
        sa.Column("round", sa.SmallInteger, primary_key=True),
        sa.Column("choice", sa.SmallInteger, nullable=False),
        sa.Index("votes_of_member", "member"),
    )
    op.create_table(
        "drawings",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("room", NUMBER, sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("member", NUMBER, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("label", sa.SmallInteger, nullable=False),
        sa.Column("pixels", sa.LargeBinary(784), nullable=False),
        sa.Index("drawings_of_room", "room"),
        sa.Index("drawings_of_member", "member"),
    )
    op.create_table(
        "marks",
        sa.Column("member", NUMBER, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("item", sa.SmallInteger, primary_key=True),
        sa.Column("value", sa.SmallInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop them, those that others point to last."""
    for name in ("marks", "drawings", "votes", "questions", "members", "rooms"):
        op.drop_table(name)
