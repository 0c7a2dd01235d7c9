"""Points of one's own, packed into a text that fits in a link.

A packed text is one character for the task ("r" regression, or the number of classes), then five characters
a point: two for each coordinate, from -3 to 3 in 4095 steps, and one for its class; for a regression six,
since its target in [-1, 1] takes two.
"""

import string
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.toy_data import LIMIT

DIGITS = string.digits + string.ascii_letters + "-_"  # 64 that a link keeps as they are
FINEST = len(DIGITS) ** 2 - 1
MOST_POINTS = 500
MOST_CLASSES = 10
REGRESSION = "r"
CLASSES = {DIGITS[count]: count for count in range(2, MOST_CLASSES + 1)} | {
    REGRESSION: 0
}  # by first character


class OwnDataError(ValueError):
    """Data that cannot be learned from: which problem, and the numbers that its sentence needs."""

    def __init__(self, problem: str, **numbers: object):
        super().__init__(f"own data: {problem} {numbers}")
        self.problem, self.numbers = problem, numbers


class Columns(NamedTuple):
    """The columns that are used, by name."""

    first: str
    second: str
    label: str


class Chosen(NamedTuple):
    """Points of a table as the playground takes them."""

    packed: str
    columns: Columns
    names: tuple[str, ...]  # the classes by number; empty for a regression
    lows: tuple[float, float]  # what -2.5 stands for in each coordinate
    highs: tuple[float, float]  # what 2.5 stands for
    rows: int  # in the table
    incomplete: int  # rows where a coordinate, or a label that is to be a number, is none
    unlabelled: int  # other rows, without a label
    kept: int  # points that are used


def pack(x: np.ndarray, labels: Sequence[float] | np.ndarray, classes: int) -> str:
    """Points as text; coordinates are cut to [-3, 3], targets to [-1, 1]."""
    texts = [REGRESSION if classes == 0 else DIGITS[classes]]
    for point, label in zip(np.asarray(x), labels, strict=True):
        texts += [_written(value, LIMIT) for value in point]
        texts.append(_written(label, 1.0) if classes == 0 else DIGITS[int(label)])
    return "".join(texts)


def placed(text: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Coordinates (n, 2), labels (n,), number of classes (0: regression) of a packed text, n from 0 on.

    Raises:
        ValueError: for a text that `pack` did not write.
    """
    head, body = text[:1] or "2", text[1:]
    width = 6 if head == REGRESSION else 5
    if head not in CLASSES or len(body) % width or len(body) > width * MOST_POINTS or set(body) - set(DIGITS):
        raise ValueError(f"{text[:32]!r} are no packed points")
    parts = [body[start : start + width] for start in range(0, len(body), width)]
    x = np.array([[_read(part[:2], LIMIT), _read(part[2:4], LIMIT)] for part in parts]).reshape(-1, 2)
    if head == REGRESSION:
        return x, np.array([_read(part[4:], 1.0) for part in parts]), 0
    labels, classes = np.array([DIGITS.index(part[4]) for part in parts], int), CLASSES[head]
    if len(labels) and labels.max() >= classes:
        raise ValueError(f"{text[:32]!r} are no packed points")
    return x, labels, classes


def unpack(text: str) -> tuple[np.ndarray, np.ndarray, int]:
    """What `placed` reads, where there is something to learn.

    Raises:
        ValueError: as there.
        OwnDataError: "few" for fewer than two points; "one_class" where all of them have the same.
    """
    x, labels, classes = placed(text)
    if len(x) < 2:
        raise OwnDataError("few", count=len(x))
    if classes and len(np.unique(labels)) < 2:
        raise OwnDataError("one_class", count=len(x))
    return x, labels, classes


def _written(value: float, limit: float) -> str:
    step = round((min(max(float(value), -limit), limit) + limit) / (2 * limit) * FINEST)
    return DIGITS[step // 64] + DIGITS[step % 64]


def _read(pair: str, limit: float) -> float:
    return (DIGITS.index(pair[0]) * 64 + DIGITS.index(pair[1])) / FINEST * 2 * limit - limit
