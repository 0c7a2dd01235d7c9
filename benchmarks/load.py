"""A class on two cores: how long it waits to join and at every move, alone, beside a training, and doubled.

The students are played by this process, on the same two cores as the server, spread over all pages. On a
server just started the first on each page wait for what it loads.
"""

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks import KEPT, Row
from benchmarks.moves import BARE, SEATS
from benchmarks.visitors import Seat, Visit, visits
from tests.browser import server

PAUSE = 2.0  # seconds between two moves of a visitor
ARRIVAL = 10.0  # seconds in which a class opens its link
MOVES = 12
TRAINER = Seat("train_cnn", "train_cnn_train", 1)


def rows() -> list[Row]:
    """Forty and a hundred on a server just started and on one in use, forty beside one who trains a CNN."""
    with tempfile.TemporaryDirectory() as folder:
        with server.running(Path(folder) / "bare", "benchmarks/bare.py", **KEPT) as (address, _):
            bare = visits(address, [BARE._replace(times=MOVES)] * 40, PAUSE, ARRIVAL)
        used, megabytes = _class(Path(folder) / "used", 40, used=True)  # first: it compiles what is new
        fresh, _ = _class(Path(folder) / "fresh", 40)
        (_, *beside), _ = _class(Path(folder) / "beside", 40, used=True, also=[TRAINER])
        hundred_fresh, _ = _class(Path(folder) / "hundred-fresh", 100)
        hundred, _ = _class(Path(folder) / "hundred", 100, used=True)
    errors = sum(visit.errors for visit in fresh + used + beside + hundred_fresh + hundred)
    return [
        Row("40 students on a bare Streamlit page, a move, 95th percentile", *_moves(bare), "–"),
        *_told("40 students, server just started", fresh, "≤ 150 ms"),
        *_told("40 students, each page opened once before", used, "≤ 150 ms"),
        *_told("the same beside one training", beside, "≤ 300 ms"),
        *_told("100 students, server just started", hundred_fresh, "≤ 600 ms"),
        *_told("100 students, each page opened once before", hundred, "≤ 600 ms"),
        Row("errors that they saw", str(errors), "–", "0"),
        Row("web process with 40 students, resident", f"{megabytes:.0f} MB", "–", "≤ 400 MB"),
    ]


def _class(
    log: Path, students: int, used: bool = False, also: Sequence[Seat] = ()
) -> tuple[list[Visit], float]:
    """What those in `also` and the students saw of a server of their own, and its megabytes at the end."""
    with server.running(log, **KEPT) as (address, process):
        if used:
            visits(address, [seat._replace(times=0) for seat in SEATS], PAUSE)
        found = visits(address, [*also, *class_of(students)], PAUSE, ARRIVAL)
        return found, psutil.Process(process.pid).memory_info().rss / 1e6


def _told(who: str, found: list[Visit], most: str) -> list[Row]:
    return [
        Row(f"{who}: joining within 10 s, 95th percentile", *_joins(found), "≤ 1 s"),
        Row(f"{who}: a move every 2 s each, 95th percentile", *_moves(found), most),
    ]


def class_of(students: int) -> list[Seat]:
    """Students spread over all pages, each with its main control."""
    return [SEATS[number % len(SEATS)]._replace(times=MOVES) for number in range(students)]


def _joins(found: list[Visit]) -> tuple[str, str]:
    times = [visit.join.seconds for visit in found]
    return f"{_late(times):.2f} s", f"median {statistics.median(times):.2f} s"


def _moves(found: list[Visit]) -> tuple[str, str]:
    times = [move.seconds for visit in found for move in visit.moves]
    return f"{1000 * _late(times):.0f} ms", f"median {1000 * statistics.median(times):.0f} ms"


def _late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
