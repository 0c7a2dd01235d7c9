"""What each member of the family says of a picture, and how long it takes here and now."""

import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median

import numpy as np

from dlplay.assets import MODELS, load_arrays, read_checked
from dlplay.digits import network
from dlplay.digits.family.architecture import forward, shapes
from dlplay.digits.family.litert import Interpreter
from dlplay.digits.family.members import MEMBERS, REBUILD, Member
from dlplay.digits.family.rounding import rounded

BATCH = 250  # pictures at once: the textbook's maps of so many take 40 MB
Reader = Callable[[np.ndarray], np.ndarray]


def opened(member: Member, folder: Path = MODELS) -> Reader:
    """A member from its file: gives probabilities (..., 10) of pictures (..., 28, 28), float32 in [0, 1].

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    if member.numbers == "int8":
        return Interpreter(read_checked(member.files(folder)["tflite"], REBUILD))
    return partial(forward, member.layers, loaded(member, folder))


def loaded(member: Member, folder: Path = MODELS) -> dict[str, np.ndarray]:
    """The arrays of a member, float32; of int8 those that its whole numbers stand for.

    Raises:
        AssetError: as `opened`.
    """
    if member.key == "textbook":
        return network.load().weights
    if member.numbers == "int8":
        return rounded(network.load().weights, 8)
    arrays = load_arrays(member.files(folder)["npz"], shapes(member.layers), REBUILD)
    return {name: array.astype(np.float32, copy=False) for name, array in arrays.items()}


@cache
def reader(key: str) -> Reader:
    """A shipped member, opened once. Raises as `opened`."""
    return opened(MEMBERS[key])


def read(key: str, picture: np.ndarray) -> np.ndarray:
    """Probabilities, float32 (10,), that a member gives a picture (28, 28), float32 in [0, 1].

    Raises:
        KeyError: for another key than those of `MEMBERS`.
        AssetError: as `opened`.
    """
    return reader(key)(picture)


def read_all(reader: Reader, pictures: np.ndarray) -> np.ndarray:
    """Probabilities, float32 (n, 10), of many pictures uint8 (n, 28, 28)."""
    starts = range(0, len(pictures), BATCH)
    return np.concatenate([reader(pictures[at : at + BATCH] / np.float32(255)) for at in starts])


def seconds(key: str, picture: np.ndarray, repeats: int = 9) -> float:
    """How long a member takes for a picture, in seconds: the median of some readings, after a first one.

    Args:
        repeats: readings that are timed.
    """
    ask, times = reader(key), []
    ask(picture)
    for _ in range(repeats):
        start = time.perf_counter()
        ask(picture)
        times.append(time.perf_counter() - start)
    return median(times)
