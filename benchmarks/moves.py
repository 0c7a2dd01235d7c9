"""What a move costs the server: CPU, elements and bytes, on every page and on the barest there is."""

import statistics
import tempfile
from pathlib import Path

import psutil

from benchmarks import Row
from benchmarks.visitors import Answer, Seat, visits
from tests.browser import server

MOVES, WARM, PAUSE = 40, 5, 0.1
BARE = Seat("", "bare.x", MOVES)
SEATS = (  # every laboratory and its main control
    Seat("neuron", "neuron.w.3", MOVES),
    Seat("activations", "activations.x", MOVES),
    Seat("losses", "losses.slope", MOVES),
    Seat("backprop", "backprop.step", MOVES),
    Seat("optimizers", "optimizers.rates.sgd", MOVES),
    Seat("network", "network.rate", MOVES),
    Seat("convolution", "convolution.stride", MOVES),
    Seat("digit_lab", "digit_lab_inside", MOVES),
    Seat("digits", "digits_canvas_0", MOVES),
    Seat("train_cnn", "train_cnn.flipped", MOVES),
    Seat("shakespeare", "shakespeare.temperature", MOVES),
    Seat("train_lstm", "train_lstm.epochs", MOVES),
    Seat("memory", "memory.weight", MOVES),
    Seat("detection", "detection.threshold", MOVES),
    Seat("segmentation", "segmentation.row", MOVES),
    Seat("sentiment", "sentiment.text", MOVES),
    Seat("summary", "summary.count", MOVES),
    Seat("speech?view=steps", "speech.frame", MOVES),
    Seat("recommendation", "recommendation.factors", MOVES),
    Seat("translation", "translation.step", MOVES),
    Seat("lesson?name=neuron&step=2&said=double-c", "neuron.w.3", MOVES),
)


def rows() -> list[Row]:
    """A row a page, one visitor at a time; the bare page is measured before and after."""
    with (
        tempfile.TemporaryDirectory() as folder,
        server.running(Path(folder) / "app") as (address, app),
        server.running(Path(folder) / "bare", "benchmarks/bare.py") as (bare, other),
    ):
        before, sent = _cost(bare, other.pid, BARE)
        found = {seat: _cost(address, app.pid, seat) for seat in SEATS}
        after, _ = _cost(bare, other.pid, BARE)
    floor = (before + after) / 2
    return [
        Row("server CPU a move: a bare Streamlit page", *_told(floor, sent, floor), "–"),
        *(
            Row(f"server CPU a move: /{seat.page}, {seat.control}", *_told(cost, answers, floor), "≤ 1.5x")
            for seat, (cost, answers) in found.items()
        ),
    ]


def _cost(address: str, process: int, seat: Seat) -> tuple[float, list[Answer]]:
    """Seconds of CPU a move, and what came back; the first moves, which warm caches, do not count."""
    visits(address, [seat._replace(times=WARM)], PAUSE)
    start = _cpu(process)
    visits(address, [seat._replace(times=0)], PAUSE)
    join = _cpu(process) - start
    start = _cpu(process)
    (visit,) = visits(address, [seat], PAUSE)
    if visit.errors:
        raise RuntimeError(f"{visit.errors} errors on /{seat.page}")
    return (_cpu(process) - start - join) / len(visit.moves), visit.moves


def _cpu(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


def _told(cost: float, answers: list[Answer], floor: float) -> tuple[str, str]:
    elements = statistics.median(answer.elements for answer in answers)
    kilobytes = statistics.median(answer.bytes for answer in answers) / 1000
    return f"{1000 * cost:.0f} ms, {elements:.0f} elements, {kilobytes:.1f} kB", f"{cost / floor:.1f}x"
