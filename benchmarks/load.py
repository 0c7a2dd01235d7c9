"""A class of forty on two cores: how long they wait to join and at every move, alone and beside a training.

The forty are played by this process, on the same two cores as the server.
"""

import statistics
import tempfile
from pathlib import Path

import psutil

from benchmarks import Row
from benchmarks.visitors import Seat, Visit, visits
from tests.browser import server

PAUSE = 2.0  # seconds between two moves of a visitor
ARRIVAL = 10.0  # seconds in which a class opens its link
MOVES = 12
SEATS = (  # a class is spread over the house
    Seat("shakespeare", "slider", "Temperature T", MOVES),
    Seat("activations", "slider", "x", MOVES),
    Seat("losses", "slider", "Slope w", MOVES),
    Seat("neuron", "slider", "Bias b", MOVES),
)
CLASS = [SEATS[number % len(SEATS)] for number in range(40)]
TRAINER = Seat("train_cnn", "button", "Train", 1)


def rows() -> list[Row]:
    """Forty alone, then forty beside one who trains a CNN."""
    with tempfile.TemporaryDirectory() as folder:
        with server.running(Path(folder) / "alone") as (address, process):
            alone = visits(address, CLASS, PAUSE, ARRIVAL)
            megabytes = psutil.Process(process.pid).memory_info().rss / 1e6
        with server.running(Path(folder) / "beside") as (address, process):
            _, *beside = visits(address, [TRAINER, *CLASS], PAUSE, ARRIVAL)
    return [
        Row(
            "40 students within 10 s, joining, 95th percentile",
            f"{_late([v.join for v in alone]):.2f} s",
            "–",
            "≤ 2 s",
        ),
        Row("40 students, a move every 2 s each, 95th percentile", *_moves(alone), "≤ 250 ms"),
        Row("the same beside one training", *_moves(beside), "≤ 400 ms"),
        Row("errors that 40 students saw", str(sum(v.errors for v in alone + beside)), "–", "0"),
        Row("web process with 40 students, resident", f"{megabytes:.0f} MB", "–", "≤ 400 MB"),
    ]


def _moves(all_visits: list[Visit]) -> tuple[str, str]:
    times = [seconds for visit in all_visits for seconds in visit.reruns]
    return f"{1000 * _late(times):.0f} ms", f"median {1000 * statistics.median(times):.0f} ms"


def _late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
