"""Rooms: a teacher opens one and gets a code for the class and a secret; students join by the code.

    classroom = Classroom(Store("sqlite:///class.sqlite3"))
    keys = classroom.open("who asks")
    seat = classroom.join(keys.code, name="", visitor="who asks")
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Which is steeper?", ["ReLU", "sigmoid"])
    with classroom.member(seat) as desk:
        rooms_votes.vote(desk, 0)
    classroom.board(keys.code).question.counts(1)

Whoever writes says who they are by a secret that only they have. What stands within `with` happens at once or
not at all, and is counted in the room's version, and in its orders too where the teacher does it: who looks
again asks for one of these numbers, and all who look from this process share the answer. Nothing is kept of a
person but the name that they chose, if they did; a room and all of its data are deleted twelve hours after it
was opened.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.animals import ANIMALS
from dlplay.classroom.rooms_board import Board, Seen, room_of
from dlplay.classroom.rooms_bounds import Pace, Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.rooms_looks import Look, Looks
from dlplay.classroom.steady import Steady
from dlplay.classroom.store import Store
from dlplay.classroom.store_tables import members, rooms

TRIES = 20  # new codes, of which hardly ever one is taken


class Desk(NamedTuple):
    """A write that has begun: its transaction, the room, and the member who writes; None for the teacher."""

    connection: Connection
    room: RowMapping
    member: RowMapping | None

    @property
    def me(self) -> int:
        """The member's id. Raises Refused for the teacher, who has no vote."""
        if self.member is None:
            raise Refused("seat")
        return self.member["id"]


class Classroom:
    """All rooms of a database; `clock` tells the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] | None = None):
        self._store, self._clock = store, clock or Steady()
        self._looks = Looks(store, self._clock)
        # A class behind one address joins within seconds; a vote may be changed, but not for ever
        self._opening, self._joining = Pace(20, 30.0), Pace(150, 1.0)
        self._asking, self._writing = Pace(60, 0.5), Pace(15, 1.0)

    def open(self, visitor: str) -> Keys:
        """A new room; its secret is known to who opened it alone.

        Args:
            visitor: who asks, for a bound on how many rooms somebody opens.
        """
        self._opening.take(visitor)
        keys, now = Keys("", secrets.token_urlsafe(16)), self._clock()
        with self._store.writing() as connection:
            connection.execute(delete(rooms).where(rooms.c.ends <= now))
            if _count(connection) >= bounds.MOST_ROOMS:  # somebody may have opened them to keep others out
                seats = select(members.c.id).where(members.c.room == rooms.c.id).exists()
                unused = rooms.c.opened <= now - 3600 * bounds.UNUSED
                connection.execute(delete(rooms).where(unused, ~seats))
            if _count(connection) >= bounds.MOST_ROOMS:
                raise Refused("rooms")
            codes = (bounds.new_code() for _ in range(TRIES))
            keys = keys._replace(code=next(one for one in codes if room_of(connection, one) is None))
            connection.execute(
                insert(rooms).values(
                    code=keys.code,
                    secret=bounds.hashed(keys.secret),
                    opened=now,
                    ends=now + 3600 * bounds.HOURS,
                    version=1,
                    orders=0,
                    frozen=False,
                    page="",
                    task="",
                )
            )
        return keys

    def join(self, code: str, name: str = "", visitor: str = "") -> Seat:
        """A seat in a room, under an animal that nobody else has there, or a name of one's own."""
        self._joining.take(visitor)
        seat, wanted = Seat(bounds.code_of(code), secrets.token_urlsafe(16)), bounds.name_of(name)
        with self._write(seat.code) as (connection, room):
            if room["frozen"]:
                raise Refused("frozen")
            there = connection.execute(
                select(members.c.animal, members.c.name).where(members.c.room == room["id"])
            ).all()
            if len(there) >= bounds.MOST_MEMBERS:
                raise Refused("full")
            if wanted and bounds.alike(wanted) in {bounds.alike(one.name) for one in there}:
                raise Refused("taken")
            free = [one for one in ANIMALS if one not in {other.animal for other in there}]
            connection.execute(
                insert(members).values(
                    room=room["id"],
                    token=bounds.hashed(seat.token),
                    animal=secrets.choice(free),
                    name=wanted,
                    readings="",
                )
            )
        return seat

    @contextmanager
    def teacher(self, keys: Keys) -> Iterator[Desk]:
        """A write of the teacher's."""
        self._asking.take(bounds.hashed(keys.secret))
        with self._write(keys.code, orders=1) as (connection, room):
            if not bounds.same(keys.secret, room["secret"]):
                raise Refused("teacher")
            yield Desk(connection, room, None)

    @contextmanager
    def member(self, seat: Seat) -> Iterator[Desk]:
        """A write of a student's; refused while the teacher has frozen the room."""
        self._writing.take(seat.token[:100])
        with self._write(seat.code) as (connection, room):
            member = self._member(connection, room, seat)
            if room["frozen"]:
                raise Refused("frozen")
            yield Desk(connection, room, member)

    def is_teacher(self, keys: Keys) -> bool:
        """Whether the secret is this room's."""
        with self._store.reading() as connection:
            return bounds.same(keys.secret, self._room(connection, keys.code)["secret"])

    def who(self, seat: Seat) -> int:
        """The id of the member who sits there. Raises Refused: "seat" for one who was removed."""
        with self._store.reading() as connection:
            return self._member(connection, self._room(connection, seat.code), seat)["id"]

    def exists(self, code: str, visitor: str) -> str:
        """The code as it is written, if there is such a room; raises Refused."""
        self._joining.take(visitor)
        written = bounds.code_of(code)
        self.version(written)
        return written

    def version(self, code: str) -> int:
        """A number that grows with every change of a room."""
        return self._looks.look(code).version

    def look(self, code: str, visitor: str) -> Look:
        """Whether something has changed, for who asks again and again.

        Args:
            visitor: who asks, for a bound on how fast somebody tries codes at random.
        """
        if not self._looks.known(code):
            self._joining.take(visitor)
        return self._looks.look(code)

    def seen_lately(self, code: str) -> Look | None:
        """The same without the database: None where nobody has looked within the last moment."""
        return self._looks.lately(code)

    def board(self, code: str) -> Board:
        """All of a room."""
        return self._looks.board(code)

    def seen(self, seat: Seat) -> tuple[Board, Seen]:
        """All of a room, and what the member who sits there may know of it."""
        me, board = self.who(seat), self.board(seat.code)
        if me not in board.people:  # let in by another process, or sent out, since somebody here has looked
            self.forget(seat.code)
            board = self.board(seat.code)
        return board, board.seen_by(me)

    def forget(self, code: str) -> None:
        """Let the next look of this process read the database at once."""
        self._looks.forget(code)

    def close(self, keys: Keys) -> None:
        """End the room now: nothing is left of it."""
        with self.teacher(keys) as desk:
            desk.connection.execute(delete(rooms).where(rooms.c.id == desk.room["id"]))

    def answers(self) -> bool:
        """Whether the database can be reached now."""
        try:
            with self._store.reading() as connection:
                connection.execute(select(1))
        except Refused:
            return False
        return True

    def sweep(self) -> int:
        """Delete the rooms whose time is over; returns how many there were."""
        with self._store.writing() as connection:
            return connection.execute(delete(rooms).where(rooms.c.ends <= self._clock())).rowcount

    def keep_sweeping(self, every: float = 600.0) -> None:
        """Do so now and every so many seconds, in a thread of its own, for as long as the process lives."""

        def work() -> None:
            while True:
                with suppress(Refused):  # away: another time
                    self.sweep()
                time.sleep(every)

        threading.Thread(target=work, name="dlplay-rooms", daemon=True).start()

    @contextmanager
    def _write(self, code: str, orders: int = 0) -> Iterator[tuple[Connection, RowMapping]]:
        with self._store.writing(code) as connection:
            room = self._room(connection, code, lock=True)
            yield connection, room
            counted = {"version": rooms.c.version + 1, "orders": rooms.c.orders + orders}
            connection.execute(update(rooms).where(rooms.c.id == room["id"]).values(counted))
        self.forget(code)

    def _room(self, connection: Connection, code: str, lock: bool = False) -> RowMapping:
        room = room_of(connection, code, lock)
        if room is None or room["ends"] <= self._clock():
            raise Refused("gone")
        return room

    def _member(self, connection: Connection, room: RowMapping, seat: Seat) -> RowMapping:
        member = (
            connection.execute(
                select(members).where(
                    members.c.token == bounds.hashed(seat.token), members.c.room == room["id"]
                )
            )
            .mappings()
            .first()
        )
        if member is None:
            raise Refused("seat")
        return member


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(rooms)).scalar_one()
