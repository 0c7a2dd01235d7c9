"""Ten minutes of classes that come and go: what the web process holds after the first and after the last."""

import tempfile
import time
from pathlib import Path

import psutil

from benchmarks import Row
from benchmarks.load import ARRIVAL, PAUSE, class_of
from benchmarks.visitors import visits
from tests.browser import server

CLASSES, STUDENTS, MOVES = 12, 40, 20  # 10 s to arrive, 40 s of moves: ten minutes in all
REST = 130.0  # seconds: for two minutes Streamlit keeps a visit that has left, should its browser come back
COLLECTED = 12.0  # seconds in which a server that rests collects its garbage twice


def rows() -> list[Row]:
    """Memory, threads and open files once the first class and once the last has left."""
    with tempfile.TemporaryDirectory() as folder, server.running(Path(folder) / "log") as (address, process):
        web, held, errors = psutil.Process(process.pid), [], 0
        for number in range(CLASSES):
            seats = [seat._replace(times=MOVES) for seat in class_of(STUDENTS)]
            errors += sum(visit.errors for visit in visits(address, seats, PAUSE, ARRIVAL))
            if number in (0, CLASSES - 1):
                _let_go(address)
                held.append((web.memory_info().rss / 1e6, web.num_threads(), web.num_fds()))
    first, last = held[0], held[-1]
    names = ("MB resident", "threads", "open files")
    told = [f"{name} {a:.0f} → {b:.0f}" for name, a, b in zip(names, first, last, strict=True)]
    return [
        Row(
            f"{CLASSES} classes of {STUDENTS}, one after the other: after the first → after the last",
            ", ".join(told),
            f"{errors} errors",
            "level",
        ),
    ]


def _let_go(address: str) -> None:
    """Wait until the process holds none that has left: Streamlit looks for them when the next one leaves."""
    time.sleep(REST)
    visits(address, [seat._replace(times=0) for seat in class_of(1)], PAUSE)
    time.sleep(COLLECTED)
