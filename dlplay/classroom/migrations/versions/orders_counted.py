"""A count of what the teacher has done in a room: for that alone students look."""

import sqlalchemy as sa
from alembic import op

revision = "orders_counted"
down_revision = "first_rooms"


def upgrade() -> None:
    """Add it; rooms that are open have none so far."""
    op.add_column("rooms", sa.Column("orders", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("rooms", "orders")
