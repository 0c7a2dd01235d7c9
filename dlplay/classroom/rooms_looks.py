"""Whether a room has changed, asked by many again and again, and answered from one small row.

All who look from this process share what one of them has read a moment ago; the whole of a room is read anew
only after a change.
"""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy.engine import RowMapping

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.rooms_board import Board, read, room_of
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.store import Store

LATELY = 0.25  # seconds for which what one visitor has read serves all
KNOWN, MOST_KNOWN = 60.0, 1000  # seconds for which a room is known after a look, and how many are


class Look(NamedTuple):
    """What is read of a room to find out whether something has changed."""

    at: float
    version: int
    orders: int
    secret: bytes  # the teacher's, hashed
    board: Board | None

    def change(self, secret: str) -> int:
        """A number that grows: with every change for who has the teacher's `secret`, for others with the
        teacher's alone. So it tells no student when another has voted.
        """
        return self.version if secret and bounds.same(secret, self.secret) else self.orders


GONE = Look(0.0, -1, -1, b"", None)  # in the place of a room that is not there


class Looks:
    """What was read lately of the rooms of a database; `clock` tells the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float]):
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._seen: dict[str, Look] = {}

    def known(self, code: str) -> bool:
        """Whether somebody has looked at this room within a minute."""
        return code in self._seen

    def lately(self, code: str) -> Look | None:
        """What somebody has read within the last moment; None if nobody has. Raises Refused: "gone"."""
        seen = self._seen.get(code)
        return _there(seen) if seen and time.monotonic() - seen.at < LATELY else None

    def look(self, code: str) -> Look:
        """That, or what stands in the database. Raises Refused: "gone", "away"."""
        if (lately := self.lately(code)) is not None:
            return lately
        now, before = time.monotonic(), self._seen.get(code, GONE)
        with self._store.reading() as connection:
            room = room_of(connection, code)
        if room is None or room["ends"] <= self._clock():
            seen = GONE._replace(at=now)
        else:
            seen = _look_at(room, now, before.board if before.version == room["version"] else None)
        self._remember(code, seen)
        return _there(seen)

    def board(self, code: str) -> Board:
        """All of a room, read anew only after a change."""
        seen = self.look(code)
        if seen.board is not None:
            return seen.board
        with self._store.reading() as connection:
            room = room_of(connection, code)
            if room is None:
                raise Refused("gone")
            board = read(connection, room)
        self._remember(code, _look_at(room, seen.at, board))
        return board

    def forget(self, code: str) -> None:
        """Let the next look read the database at once."""
        with self._lock:
            if code in self._seen:
                self._seen[code] = self._seen[code]._replace(at=time.monotonic() - 2 * LATELY)

    def _remember(self, code: str, look: Look) -> None:
        with self._lock:
            kept = {one: seen for one, seen in self._seen.items() if look.at - seen.at < KNOWN}
            kept.pop(code, None)
            self._seen = dict([*kept.items(), (code, look)][-MOST_KNOWN:])


def _look_at(room: RowMapping, at: float, board: Board | None) -> Look:
    return Look(at, room["version"], room["orders"], room["secret"], board)


def _there(look: Look) -> Look:
    if look.version == GONE.version:
        raise Refused("gone")
    return look
