"""What a class makes together: drawings, its own test set, with what networks read; ratings and labels.

Each function is one write of a member's, within `Classroom.member`, or of the teacher's.
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import delete, func, insert, select, update

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.rooms import Desk
from dlplay.classroom.rooms_board import SIDE
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.store_tables import drawings, marks, members, rooms

VALUES = {"rating": range(1, 6), "label": range(2)}  # by the kind of a task


def draw(desk: Desk, pixels: np.ndarray, label: int) -> None:
    """Put a digit into the class's test set: uint8 (28, 28) as the network reads it, and what it is.

    Raises:
        Refused: "drawing" for anything else or an empty sheet, "label" for no digit, "full" where the member,
            or the class, has drawn enough.
    """
    if pixels.dtype != np.uint8 or pixels.shape != (SIDE, SIDE) or not pixels.any():
        raise Refused("drawing")
    if label not in range(10):
        raise Refused("label")
    count = select(func.count()).select_from(drawings)
    own = desk.connection.execute(count.where(drawings.c.member == desk.me)).scalar_one()
    room = desk.connection.execute(count.where(drawings.c.room == desk.room["id"])).scalar_one()
    if own >= bounds.MOST_OF_A_MEMBER or room >= bounds.MOST_DRAWINGS:
        raise Refused("full")
    desk.connection.execute(
        insert(drawings).values(
            room=desk.room["id"], member=desk.me, label=int(label), pixels=pixels.tobytes()
        )
    )


def withdraw(desk: Desk, drawing: int) -> None:
    """Take a drawing out: a member one of their own, the teacher any."""
    mine = [drawings.c.member == desk.me] if desk.member is not None else []
    desk.connection.execute(
        delete(drawings).where(drawings.c.id == drawing, drawings.c.room == desk.room["id"], *mine)
    )


def send_readings(desk: Desk, read: Mapping[int, int]) -> None:
    """What the member's own network reads in drawings of the class: id of the drawing -> digit."""
    here = select(drawings.c.id).where(drawings.c.room == desk.room["id"])
    known = set(desk.connection.execute(here).scalars())
    if not read or not set(read) <= known or not set(read.values()) <= set(range(10)):
        raise Refused("drawing")
    written = json.dumps({str(drawing): int(label) for drawing, label in read.items()})
    desk.connection.execute(update(members).where(members.c.id == desk.me).values(readings=written))


def set_task(desk: Desk, kind: str, items: Sequence[str]) -> None:
    """The teacher lets the class rate things from 1 to 5, or label sentences; earlier ones are deleted."""
    if kind not in VALUES:
        raise Refused("item")
    written = bounds.texts_of(items, 2, bounds.MOST_ITEMS, bounds.LONGEST_ITEM, "item")
    _forget_marks(desk)
    task = json.dumps({"kind": kind, "items": written})
    desk.connection.execute(update(rooms).where(rooms.c.id == desk.room["id"]).values(task=task))


def end_task(desk: Desk) -> None:
    """The teacher takes the task back, and all that was given for it is deleted."""
    _forget_marks(desk)
    desk.connection.execute(update(rooms).where(rooms.c.id == desk.room["id"]).values(task=""))


def mark(desk: Desk, item: int, value: int, meant: str | None = None) -> None:
    """A member's rating, or label, of one thing; a later one takes the place of the first.

    Args:
        meant: the thing that the member has read, where other ones may be rated by now.
    """
    task = json.loads(desk.room["task"] or "{}")
    if not task or not 0 <= item < len(task["items"]) or value not in VALUES[task["kind"]]:
        raise Refused("item")
    if meant not in (None, task["items"][item]):
        raise Refused("item")
    mine = marks.c.member == desk.me, marks.c.item == item
    if not desk.connection.execute(update(marks).where(*mine).values(value=value)).rowcount:
        desk.connection.execute(insert(marks).values(member=desk.me, item=item, value=value))


def _forget_marks(desk: Desk) -> None:
    here = select(members.c.id).where(members.c.room == desk.room["id"])
    desk.connection.execute(delete(marks).where(marks.c.member.in_(here)))
