"""A class on two cores: how long it waits to join and at every move, alone, beside a training, and doubled.

The students are played by this process, on the same two cores as the server, spread over all pages.
"""

import statistics
import tempfile
from pathlib import Path

import psutil

from benchmarks import Row
from benchmarks.moves import BARE, SEATS
from benchmarks.visitors import Seat, Visit, visits
from tests.browser import server

PAUSE = 2.0  # seconds between two moves of a visitor
ARRIVAL = 10.0  # seconds in which a class opens its link
MOVES = 12
TRAINER = Seat("train_cnn", "train_cnn_train", 1)


def rows() -> list[Row]:
    """Forty alone, forty beside one who trains a CNN, a hundred, and forty on a bare page."""
    with tempfile.TemporaryDirectory() as folder:
        with server.running(Path(folder) / "bare", "benchmarks/bare.py") as (address, _):
            bare = visits(address, [BARE._replace(times=MOVES)] * 40, PAUSE, ARRIVAL)
        with server.running(Path(folder) / "alone") as (address, process):
            alone = visits(address, class_of(40), PAUSE, ARRIVAL)
            megabytes = psutil.Process(process.pid).memory_info().rss / 1e6
        with server.running(Path(folder) / "beside") as (address, process):
            _, *beside = visits(address, [TRAINER, *class_of(40)], PAUSE, ARRIVAL)
        with server.running(Path(folder) / "hundred") as (address, process):
            hundred = visits(address, class_of(100), PAUSE, ARRIVAL)
    errors = sum(visit.errors for visit in alone + beside + hundred)
    return [
        Row("40 students on a bare Streamlit page, a move, 95th percentile", *_moves(bare), "–"),
        Row("40 students within 10 s, joining, 95th percentile", *_joins(alone), "≤ 1 s"),
        Row("40 students, a move every 2 s each, 95th percentile", *_moves(alone), "≤ 150 ms"),
        Row("the same beside one training", *_moves(beside), "≤ 300 ms"),
        Row("100 students, a move every 2 s each, 95th percentile", *_moves(hundred), "≤ 600 ms"),
        Row("errors that they saw", str(errors), "–", "0"),
        Row("web process with 40 students, resident", f"{megabytes:.0f} MB", "–", "≤ 400 MB"),
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
