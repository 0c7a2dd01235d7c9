"""What a teacher does to keep a class together and in order: bring it to a page, freeze, remove, empty.

Each function is one write of the teacher's, within `Classroom.teacher`; `leave` is one of a member's.
"""

import re

from sqlalchemy import ColumnElement, delete, select, update

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.rooms import Desk
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.store_tables import drawings, marks, members, questions, rooms, votes

# a page of ours and its settings; nothing that leads anywhere else
PAGE = re.compile(r"[a-z_]+(\?[A-Za-z0-9_.~*+%=&:,;@!$'()/?-]*)?")


def bring(desk: Desk, page: str) -> None:
    """Bring the class to a page with these settings, "losses?slope=1"; an empty one sets it free."""
    if len(page) > bounds.LONGEST_PAGE or (page and not PAGE.fullmatch(page)):
        raise Refused("page")
    _set(desk, page=page)


def freeze(desk: Desk, frozen: bool) -> None:
    """Whether the class may do nothing for the moment: neither join, nor vote, nor draw."""
    _set(desk, frozen=frozen)


def remove_member(desk: Desk, member: int) -> None:
    """Send somebody out, with all that they have voted and drawn."""
    desk.connection.execute(delete(members).where(_one(desk, member)))


def remove_name(desk: Desk, member: int) -> None:
    """Put the animal in the place of a name that somebody chose."""
    desk.connection.execute(update(members).where(_one(desk, member)).values(name=""))


def leave(desk: Desk) -> None:
    """A member gives the seat up; it goes with them unless they have voted, drawn or rated."""
    given = [select(table.c.member).where(table.c.member == desk.me) for table in (votes, drawings, marks)]
    if not any(desk.connection.execute(one.limit(1)).first() for one in given):
        remove_member(desk, desk.me)


def empty(desk: Desk) -> None:
    """Delete all questions, votes, drawings and ratings; everybody stays."""
    here = desk.room["id"]
    for table in (questions, drawings):
        desk.connection.execute(delete(table).where(table.c.room == here))
    there = select(members.c.id).where(members.c.room == here)
    desk.connection.execute(delete(marks).where(marks.c.member.in_(there)))
    desk.connection.execute(update(members).where(members.c.room == here).values(readings=""))
    _set(desk, task="")


def _one(desk: Desk, member: int) -> ColumnElement[bool]:
    return (members.c.id == member) & (members.c.room == desk.room["id"])


def _set(desk: Desk, **values: object) -> None:
    desk.connection.execute(update(rooms).where(rooms.c.id == desk.room["id"]).values(**values))
