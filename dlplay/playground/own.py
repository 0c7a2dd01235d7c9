"""One's own points: placed by hand or read from a CSV, packed into a text that fits in a link.

A packed text is one character for the task ("r" regression, or the number of classes), then five characters
a point: two for each coordinate, from -3 to 3 in 4095 steps, and one for its class; for a regression six,
since its target in [-1, 1] takes two.
"""

import csv
import io
import math
import string
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.toy_data import LIMIT

DIGITS = string.digits + string.ascii_letters + "-_"  # 64 that a link keeps as they are
FINEST = len(DIGITS) ** 2 - 1
MOST_POINTS = 500
MOST_CLASSES = 6
MOST_BYTES = 2_000_000
MARGIN = 2.5  # a CSV's columns are stretched to [-2.5, 2.5]


class OwnDataError(ValueError):
    """Data that cannot be learned from: which problem, and the numbers that its sentence needs."""

    def __init__(self, problem: str, **numbers: object):
        super().__init__(f"own data: {problem} {numbers}")
        self.problem, self.numbers = problem, numbers


class Table(NamedTuple):
    """A CSV as the playground takes it."""

    packed: str
    columns: tuple[str, str, str]  # the names of the two coordinates and the label
    names: tuple[str, ...]  # the classes by number; empty for a regression
    lows: tuple[float, float]  # what -2.5 stands for in each coordinate
    highs: tuple[float, float]  # what 2.5 stands for
    rows: int  # in the file
    skipped: int  # rows with a hole or a word where a number should be
    kept: int  # points that are used


def pack(x: np.ndarray, labels: Sequence[float] | np.ndarray, classes: int) -> str:
    """Points as text; coordinates are cut to [-3, 3], targets to [-1, 1]."""
    texts = ["r" if classes == 0 else str(classes)]
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
    width = 6 if head == "r" else 5
    known = head == "r" or head in "23456"
    if not known or len(body) % width or len(body) > width * MOST_POINTS or set(body) - set(DIGITS):
        raise ValueError(f"{text[:32]!r} are no packed points")
    parts = [body[start : start + width] for start in range(0, len(body), width)]
    x = np.array([[_read(part[:2], LIMIT), _read(part[2:4], LIMIT)] for part in parts]).reshape(-1, 2)
    if head == "r":
        return x, np.array([_read(part[4:], 1.0) for part in parts]), 0
    labels, classes = np.array([DIGITS.index(part[4]) for part in parts], int), int(head)
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


def read_csv(content: bytes, seed: int = 0) -> Table:
    """A CSV with a line of names, two columns of numbers and a column of labels.

    Labels that are words, or at most six different whole numbers, are classes; other numbers make a
    regression. Of more than 500 usable rows 500 are drawn by `seed`.

    Raises:
        OwnDataError: "large", "not_text", "columns", "no_rows", "one_class", "many_classes", "constant".
    """
    if len(content) > MOST_BYTES:
        raise OwnDataError("large", megabytes=round(len(content) / 1e6, 1), most=MOST_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OwnDataError("not_text") from error
    if "\0" in text:
        raise OwnDataError("not_text")
    try:
        lines = [row for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if any(row)]
    except csv.Error as error:
        raise OwnDataError("not_text") from error
    if not lines or len(lines[0]) != 3:
        raise OwnDataError("columns", count=len(lines[0]) if lines else 0)
    names, rows = _head(lines)
    usable = [(float(a), float(b), label.strip()) for a, b, label in (r for r in rows if _complete(r))]
    if len(usable) < 2:
        raise OwnDataError("no_rows", rows=len(rows), usable=len(usable))
    kept = usable
    if len(usable) > MOST_POINTS:
        chosen = np.random.default_rng(seed).choice(len(usable), MOST_POINTS, replace=False)
        kept = [usable[index] for index in sorted(chosen)]
    x, lows, highs = _stretched(np.array([row[:2] for row in kept]), names)
    labels, classes = _labels([row[2] for row in kept])
    packed = pack(x, labels, len(classes))
    return Table(packed, names, classes, lows, highs, len(rows), len(rows) - len(usable), len(kept))


def _written(value: float, limit: float) -> str:
    step = round((min(max(float(value), -limit), limit) + limit) / (2 * limit) * FINEST)
    return DIGITS[step // 64] + DIGITS[step % 64]


def _read(pair: str, limit: float) -> float:
    return (DIGITS.index(pair[0]) * 64 + DIGITS.index(pair[1])) / FINEST * 2 * limit - limit


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _number(text: str) -> float:
    try:
        return float(text) if len(text) < 40 else math.nan
    except ValueError:
        return math.nan


def _complete(row: Sequence[str]) -> bool:
    return (
        len(row) == 3
        and math.isfinite(_number(row[0]))
        and math.isfinite(_number(row[1]))
        and bool(row[2].strip())
    )


def _head(lines: list[list[str]]) -> tuple[tuple[str, str, str], list[list[str]]]:
    """The columns' names, x1, x2 and y where there are none, and the rows below them."""
    if math.isnan(_number(lines[0][0])) and math.isnan(_number(lines[0][1])):
        first, second, third = (name.strip()[:40] for name in lines[0])
        return (first, second, third), lines[1:]
    return ("x1", "x2", "y"), lines


def _stretched(x: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, tuple, tuple]:
    lows, highs = x.min(axis=0), x.max(axis=0)
    for name, low, high in zip(names, lows, highs, strict=False):
        if low == high:
            raise OwnDataError("constant", column=name, value=f"{low:g}")
    # halved first: the difference of two huge numbers would overflow
    shares = (x / 2 - lows / 2) / (highs / 2 - lows / 2)
    return (2 * shares - 1) * MARGIN, tuple(lows.tolist()), tuple(highs.tolist())


def _labels(texts: list[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Class numbers and the classes' names, or targets in [-1, 1] and no names."""
    numbers = np.array([_number(text) for text in texts])
    numeric = bool(np.isfinite(numbers).all())
    names = sorted(set(texts), key=lambda text: (_number(text) if numeric else 0, text))
    if len(names) == 1:
        raise OwnDataError("one_class", count=len(texts))
    if len(names) <= MOST_CLASSES and (not numeric or (numbers == np.round(numbers)).all()):
        return np.array([names.index(text) for text in texts]), tuple(names)
    if not numeric:
        raise OwnDataError("many_classes", count=len(names), most=MOST_CLASSES)
    low, high = numbers.min() / 2, numbers.max() / 2
    return 2 * (numbers / 2 - low) / (high - low) - 1, ()
