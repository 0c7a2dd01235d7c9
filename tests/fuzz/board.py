"""The class board as its page calls it: codes, names, questions, votes, drawings, in any order, on SQLite."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom import rooms_export, rooms_order, rooms_votes, rooms_work
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.rooms_scale import Along, Scale
from dlplay.classroom.store import Store
from tests.fuzz.target import Target
from tests.fuzz.values import TEXTS

PLACES = st.one_of(st.integers(-2, 8), st.sampled_from([2**31, 2**63 - 1, -(2**63)]))
FLOATS = st.one_of(st.floats(), st.integers(-20, 300))
ALONG = st.builds(Along, *[FLOATS] * 3, TEXTS)
SCALES = st.one_of(
    st.just(Scale((Along(-1.0, 1.0, 0.1),))),
    st.builds(
        Scale, st.lists(ALONG, max_size=3).map(tuple), st.one_of(st.none(), st.lists(FLOATS, max_size=3))
    ),
)
MEANT = st.one_of(st.none(), st.none(), PLACES)
SOME = st.lists(TEXTS, max_size=8)
PIXELS = st.builds(
    lambda fill, shape, kind: np.full(shape, fill, kind),
    st.integers(0, 255),
    st.sampled_from([(28, 28), (28,), (1, 28, 28), (0, 28), (500, 500)]),
    st.sampled_from([np.uint8, np.uint8, np.float32, np.int64]),
)
BY_TEACHER: dict[Callable[..., None], tuple[st.SearchStrategy[Any], ...]] = {
    rooms_votes.ask: (TEXTS, SOME, st.one_of(st.none(), PLACES), TEXTS),
    rooms_votes.ask_scale: (TEXTS, SCALES, TEXTS),
    rooms_votes.close: (MEANT,),
    rooms_votes.again: (MEANT,),
    rooms_votes.reveal: (MEANT,),
    rooms_votes.take_back: (),
    rooms_work.withdraw: (PLACES,),
    rooms_work.set_task: (st.sampled_from(["rating", "label", "x"]), SOME),
    rooms_work.end_task: (),
    rooms_order.bring: (TEXTS,),
    rooms_order.freeze: (st.booleans(),),
    rooms_order.remove_member: (PLACES,),
    rooms_order.remove_name: (PLACES,),
    rooms_order.empty: (),
}
BY_MEMBER: dict[Callable[..., None], tuple[st.SearchStrategy[Any], ...]] = {
    rooms_votes.vote: (PLACES, MEANT, MEANT),
    rooms_work.draw: (PIXELS, PLACES),
    rooms_work.withdraw: (PLACES,),
    rooms_work.send_readings: (st.dictionaries(PLACES, PLACES, max_size=4),),
    rooms_work.mark: (PLACES, PLACES, st.one_of(st.none(), TEXTS)),
    rooms_order.leave: (),
}


def _calls(of: dict[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]) -> st.SearchStrategy[Any]:
    return st.one_of(*(st.tuples(st.just(act), st.tuples(*given)) for act, given in of.items()))


ASKED = st.just((rooms_votes.ask, ("?", ["a", "b"], 0, "")))
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("teacher"), st.one_of(_calls(BY_TEACHER), ASKED)),
        st.tuples(st.just("member"), _calls(BY_MEMBER)),
        st.tuples(st.just("stranger"), _calls(BY_MEMBER)),
        st.tuples(st.just("joins"), TEXTS),
        st.tuples(st.just("asks for"), TEXTS),
    ),
    min_size=1,
    max_size=8,
)


class Unhurried(Classroom):
    """One that nobody is too fast for."""

    def __init__(self, store: Store):
        super().__init__(store)
        self._opening = self._joining = self._asking = self._writing = bounds.Pace(1, 0.0)


@cache
def rooms() -> Unhurried:
    folder = tempfile.TemporaryDirectory()
    found = Unhurried(Store(f"sqlite:///{Path(folder.name) / 'class.sqlite3'}"))
    found.folder = folder  # kept as long as they are
    return found


def _lesson(moves: list[tuple[str, Any]]) -> None:
    there = rooms()
    keys = there.open("teacher")
    seat = there.join(keys.code)
    for who, move in moves:
        try:
            _move(there, keys, seat, who, move)
        except bounds.Refused as refusal:
            # what shuts the board for all is no right answer to one visitor's words
            if refusal.why not in set(bounds.REASONS) - {"away"}:
                raise
    board = there.board(keys.code)
    for person in board.people:
        board.seen_by(person)
    called = {one: str(one) for one in board.people}
    rooms_export.marks(board, called.__getitem__)
    there.close(keys)


def _move(rooms: Classroom, keys: Keys, seat: Seat, who: str, move: Any) -> None:
    if who == "joins":
        rooms.join(keys.code, move)
    elif who == "asks for":
        rooms.exists(move, "visitor")
    elif who == "teacher":
        with rooms.teacher(keys) as desk:
            move[0](desk, *move[1])
    else:
        with rooms.member(seat if who == "member" else Seat(seat.code, "x")) as desk:
            move[0](desk, *move[1])


def targets() -> list[Target]:
    return [
        Target("class board", MOVES, _lesson, (), 1500, short=10),
        Target("code of a room", TEXTS, bounds.code_of, (bounds.Refused,), 2000),
        Target("name on the board", TEXTS, bounds.name_of, (bounds.Refused,), 2000),
    ]
