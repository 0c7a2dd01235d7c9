"""What a class costs the board: a vote of forty, all within five seconds, and the look of a projector."""

import tempfile
import threading
import time
from pathlib import Path

from benchmarks import Row
from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.store import Store

STUDENTS, WITHIN, LOOKS = 40, 5.0, 200


def rows() -> list[Row]:
    """Of the board's core on SQLite; the page around it costs what a move costs."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'class.sqlite3'}")
        began = time.perf_counter()
        rooms = Classroom(store)
        keys = rooms.open("")
        first = time.perf_counter() - began
        seats = [rooms.join(keys.code) for _ in range(STUDENTS)]
        with rooms.teacher(keys) as desk:
            rooms_votes.ask(desk, "Which is steeper?", ["sigmoid", "tanh", "both alike"], 1)
        cpu, late = _votes(rooms, seats)
        look, anew = _looks(rooms, keys, seats)
        store.close()
    return [
        Row(
            "class board, 40 votes within 5 s: CPU a vote, without the page around it",
            f"{1000 * cpu:.1f} ms",
            "–",
            "≤ 5 ms",
        ),
        Row("the same, until a vote is written, worst", f"{1000 * late:.0f} ms", "–", "–"),
        Row("a projector's look at a room of 40, nothing new", f"{1000 * look:.2f} ms", "–", "–"),
        Row("the same after a vote: all of the room anew", f"{1000 * anew:.1f} ms", "–", "–"),
        Row("the first room of a database: tables made", f"{1000 * first:.0f} ms", "–", "–"),
    ]


def _votes(rooms: Classroom, seats: list[Seat]) -> tuple[float, float]:
    """Seconds of CPU a vote, and the longest that one took; a vote each, spread evenly over five seconds."""
    took = []

    def vote(number: int) -> None:
        time.sleep(WITHIN * number / STUDENTS)
        began = time.perf_counter()
        with rooms.member(seats[number]) as desk:
            rooms_votes.vote(desk, number % 3)
        took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=vote, args=(number,)) for number in range(STUDENTS)]
    before = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.process_time() - before) / STUDENTS, max(took)


def _looks(rooms: Classroom, keys: Keys, seats: list[Seat]) -> tuple[float, float]:
    """Seconds of CPU of a look at the version alone, and of one that finds a new vote."""
    rooms.board(keys.code)
    before = time.process_time()
    for _ in range(LOOKS):
        rooms.forget(keys.code)
        rooms.board(keys.code)
    alone, anew = (time.process_time() - before) / LOOKS, 0.0
    for seat in seats:
        with rooms.member(seat) as desk:
            rooms_votes.vote(desk, 0)
        before = time.process_time()
        rooms.board(keys.code)
        anew += time.process_time() - before
    return alone, anew / len(seats)
