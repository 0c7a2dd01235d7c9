"""Names beside points of a logarithmic picture, none of which stands over another name or point."""

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREY

LETTER, WIDE, LINE = 7.6, 14.5, 19  # CSS pixels of a letter, of a Chinese one, of a line, at most
FIRST_WIDE = 0x2E80
DOT = 12  # CSS pixels around a point
AWAY = tuple(DOT * times for times in (1, 2, 4, 7, 10))  # of a name from its point, in pixels
STEPS = (0, -1, 1, -2, 2, -3, 3, -4, 4, 5, 6)  # lines up or down that a name may stand beside its point


class Room(NamedTuple):
    """Logarithmic axes from low to high, and how many pixels they are long, at least."""

    across: tuple[float, float]
    up: tuple[float, float]
    width: float
    height: float


def names(words: Sequence[str], x: np.ndarray, y: np.ndarray, room: Room) -> dict[str, Any]:
    """Marks: words (n,) beside points (n,) or, where others stand there, at the end of a thin line."""
    wide = room.width / np.log(room.across[1] / room.across[0])
    tall = room.height / np.log(room.up[1] / room.up[0])
    points = np.stack([wide * np.log(x), tall * np.log(y)], axis=1)  # in pixels
    taken = [_Box(a - DOT, a + DOT, b - DOT, b + DOT) for a, b in points.tolist()]
    places = []
    edges = _Box(*(wide * np.log(room.across)).tolist(), *(tall * np.log(room.up)).tolist())
    for name, (a, b) in zip(words, points.tolist(), strict=True):
        place = _free(a, b, sum(map(_width, name)), taken, edges)
        taken.append(place.box)
        places.append(place)
    ends = np.exp([[place.x / wide, place.y / tall] for place in places])
    right = np.array([place.right for place in places])
    lines = np.array([place.far for place in places])
    starts, stops = (x[lines], y[lines]), (ends[lines, 0], ends[lines, 1])
    marks = {"lines": live.segments(starts, stops, GREY, np.full(lines.sum(), 1.5))}
    for side, here in (("start", right), ("end", ~right)):
        said = [name for name, chosen in zip(words, here, strict=True) if chosen]
        marks[f"names_{side}"] = live.text(ends[here, 0], ends[here, 1], said, anchor=side)
    return marks


class _Box(NamedTuple):
    left: float
    right: float
    low: float
    high: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def within(self, other: "_Box") -> bool:
        across = other.left < self.left and self.right < other.right
        return across and other.low < self.low and self.high < other.high


class _Place(NamedTuple):
    """Where a name begins or, left of its point, ends; all in pixels."""

    x: float
    y: float
    right: bool
    far: bool
    box: _Box


def _free(a: float, b: float, width: float, taken: Sequence[_Box], edges: _Box) -> _Place:
    """The nearest place for a name that is free, beside the point (a, b) if any; else right beside it."""
    for away, step, right in product(AWAY, STEPS, (True, False)):
        if step and away == DOT:
            continue  # a line needs room
        x, y = a + away if right else a - away, b + LINE * step
        box = (
            _Box(x, x + width, y - LINE / 2, y + LINE / 2)
            if right
            else _Box(x - width, x, y - LINE / 2, y + LINE / 2)
        )
        if box.within(edges) and not any(map(box.meets, taken)):
            return _Place(x, y, right, bool(step), box)
    return _Place(a + DOT, b, True, False, _Box(a, a + width, b, b))


def _width(letter: str) -> float:
    return WIDE if ord(letter) >= FIRST_WIDE else LETTER
