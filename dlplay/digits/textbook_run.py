"""A finished training of the textbook's CNN, which ships: something to look at before anyone has trained.

The page's own job made it, `python -m dlplay.training textbook-run`, and it tells what that job told: every
point, every moment, the end. Left out: the trained weights, ten times as large as all the rest.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from dlplay.assets import MODELS, AssetError, load_arrays, load_facts, parsing
from dlplay.digits import samples
from dlplay.digits.cnn import MISREAD, CnnSettings, train_request
from dlplay.digits.lab import CLASSES, MOST, Lab
from dlplay.digits.reading import GRID, read
from dlplay.jobs import Checkpoint, Progress, Request
from dlplay.jobs.request import pack

FILE, FACTS = MODELS / "textbook-run.npz", MODELS / "textbook-run.json"
REBUILD = "python -m dlplay.training textbook-run"
HAND = 2  # whose samples are read along


class TextbookRun(NamedTuple):
    """watched: float32 (10, 28, 28) in [0, 1], a sample of each digit, read at every moment."""

    watched: np.ndarray
    progress: Progress


def request() -> Request:
    """The textbook's network on all of MNIST's training digits, a sample of each digit read along."""
    return train_request(CnnSettings(), Lab((MOST,) * CLASSES), sample_pictures())


def sample_pictures() -> list[np.ndarray]:
    """A sample of each digit as a network gets it, float32 (28, 28)."""
    return [read(samples.drawing(digit, HAND))[-1].image for digit in range(CLASSES)]


@cache
def load() -> TextbookRun:
    """The run as it ended.

    Raises:
        AssetError: for a missing or damaged file, and for one that tells of another training.
    """
    facts = load_facts(FACTS, REBUILD, "result.confusion", "points", "moments", "seconds")
    with parsing(FACTS, REBUILD):
        points, moments = tuple(facts["points"]), facts["moments"]
        count, seconds = len(moments), float(facts["seconds"])
    if facts["settings"] != settings_of(request()):
        raise AssetError(FACTS, "contents", REBUILD)
    arrays = load_arrays(FILE, array_shapes(count), REBUILD)
    watched = arrays.pop("pictures")
    checkpoints = tuple(
        Checkpoint(one, pack({name: array[place] for name, array in arrays.items()}))
        for place, one in enumerate(moments)
    )
    result = Checkpoint(facts["result"], b"")
    return TextbookRun(watched, Progress("done", 0, points, checkpoints, result, seconds, ""))


def settings_of(asked: Request) -> dict[str, Any]:
    """The settings of a request as they come back from a file."""
    return {name: _listed(one) for name, one in asked.settings.items()}


def _listed(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: list(one) if isinstance(one, tuple) else one for name, one in settings.items()}


def array_shapes(moments: int) -> dict[str, tuple[int, ...]]:
    """The arrays of the file: those of the moments, one under the other, and the watched pictures."""
    network = CnnSettings()
    return {
        "confusion": (moments, CLASSES, CLASSES),
        "misread": (moments, CLASSES, CLASSES, MISREAD),
        "watched": (moments, CLASSES, CLASSES),
        "filters": (moments, *network.shapes["conv_kernel"]),
        "pictures": (CLASSES, GRID, GRID),
    }
