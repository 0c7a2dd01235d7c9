"""The tables of the class board. A room ends, and all that hangs on it goes with it (`ON DELETE CASCADE`).

Times are seconds since 1970, UTC. Secrets stand here as SHA-256 alone. `migrations/` makes these tables;
a test holds both equal.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

# SQLite counts by itself in a column of its own type INTEGER alone
NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _number(name: str = "id") -> Column[int]:
    return Column(name, NUMBER, primary_key=True, autoincrement=True)


def _of(name: str, target: str, key: bool = False) -> Column[int]:
    return Column(name, NUMBER, ForeignKey(target, ondelete="CASCADE"), nullable=False, primary_key=key)


TABLES = MetaData()

rooms = Table(
    "rooms",
    TABLES,
    _number(),
    Column("code", String(6), nullable=False, unique=True),
    Column("secret", LargeBinary(32), nullable=False),  # the teacher's, hashed
    Column("opened", Double, nullable=False),
    Column("ends", Double, nullable=False, index=True),
    Column("version", Integer, nullable=False),  # counts every change
    Column("orders", Integer, nullable=False, server_default="0"),  # counts the teacher's
    Column("frozen", Boolean, nullable=False),
    Column("page", Text, nullable=False),  # where the teacher has brought the class; empty while it is free
    Column("task", Text, nullable=False),  # JSON: what is rated or labelled; empty for nothing
)

members = Table(
    "members",
    TABLES,
    _number(),
    _of("room", "rooms.id"),
    Column("token", LargeBinary(32), nullable=False, unique=True),  # hashed
    Column("animal", String(20), nullable=False),
    Column("name", String(40), nullable=False),  # of their own choice; empty for the animal
    Column("readings", Text, nullable=False),  # JSON: what the member's own network reads in each drawing
    Index("members_of_room", "room"),
)

questions = Table(
    "questions",
    TABLES,
    _number(),
    _of("room", "rooms.id"),
    Column("key", String(80), nullable=False),  # "lesson/step"; empty for one that the teacher wrote
    Column("text", Text, nullable=False),
    Column("options", Text, nullable=False),  # JSON: a list of texts
    Column("answer", SmallInteger),  # which option is right, if one is
    Column("round", SmallInteger, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("revealed", Boolean, nullable=False),
    Index("questions_of_room", "room"),
)

votes = Table(
    "votes",
    TABLES,
    _of("question", "questions.id", key=True),
    _of("member", "members.id", key=True),
    Column("round", SmallInteger, primary_key=True),
    Column("choice", SmallInteger, nullable=False),
    Index("votes_of_member", "member"),
)

drawings = Table(
    "drawings",
    TABLES,
    _number(),
    _of("room", "rooms.id"),
    _of("member", "members.id"),
    Column("label", SmallInteger, nullable=False),
    Column("pixels", LargeBinary(784), nullable=False),
    Index("drawings_of_room", "room"),
    Index("drawings_of_member", "member"),
)

marks = Table(  # ratings from 1 to 5, or labels 0 and 1, of the things or sentences of the room's task
    "marks",
    TABLES,
    _of("member", "members.id", key=True),
    Column("item", SmallInteger, primary_key=True),
    Column("value", SmallInteger, nullable=False),
)
