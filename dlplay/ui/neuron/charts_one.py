"""One neuron under the hand: the sum in bars, the point on its curve, the line among the points.

Notation: k values that a slider reaches, n inputs, m points; rows are the n terms, the bias and z, top first.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from dlplay.numbers import plain
from dlplay.ui import live
from dlplay.ui.charts import BLUE, ORANGE, PURPLE, VERMILION
from dlplay.ui.neuron.charts import SIDES

HEIGHTS = {"sum": 215, "curve": 230, "plane": 490}  # CSS pixels
THICK, THIN = 0.38, 0.3  # half the height of z's bar, and of the others'
ROOM = 2.6  # of a bar's longest length, in which the calculation stands beside it
RANGES = (1, 2, 5, 10, 20, 50, 100)  # of the sum's axis, so that a bar keeps its length while a slider moves
REACHES = (6.0, 12.0, 30.0)  # of the z axis
ALONG = 241  # places of the curve
NOWHERE = 1e4  # beyond every panel


class Reached(NamedTuple):
    """A neuron at every value of a slider, or of one slider after the other."""

    x: np.ndarray  # (k, n)
    w: np.ndarray  # (k, n)
    b: np.ndarray  # (k,)
    bias: np.ndarray  # (k,) in the plane: with what the inputs beyond the second add
    z: np.ndarray  # (k,)
    a: np.ndarray  # (k,)
    right: np.ndarray  # (k, m) whether each point is on its right side

    @property
    def sums(self) -> np.ndarray:
        """(k, n + 2): the running sum before the first term, 0, and after each."""
        terms = np.column_stack([np.zeros(len(self.b)), self.w * self.x, self.b])
        return terms.cumsum(axis=1)


class Axes(NamedTuple):
    """How far the pictures reach: the same for all that the sliders can do now."""

    total: float
    z: float

    @classmethod
    def around(cls, reached: Reached) -> "Axes":
        sums, z = np.abs(reached.sums).max(), np.abs(reached.z).max()
        return cls(_next(RANGES, float(sums)), _next(REACHES, float(z)))


def sum_panel(names: Sequence[str], axes: Axes, title: str) -> dict[str, Any]:
    """The terms from top to bottom, each beside its calculation; a thread leads to where the next begins."""
    rows = _rows(len(names))
    half = np.where(rows == 0, THICK, THIN)
    marks = {
        "zero": live.upright([0], width=1, dashed=False),
        "threads": live.line(y=_threads(rows), width=2, pale=True),
        "bars": live.bars(low=rows - half, high=rows + half, colour=ORANGE, leftward=BLUE),
    }
    for place, row in enumerate(rows):
        marks[f"term{place}"] = live.text([ROOM * axes.total], [row], anchor="end")
    x = live.axis(-axes.total, ROOM * axes.total, ticks=(-axes.total, 0, axes.total))
    y = live.axis(-0.55, rows[0] + 0.5, ticks=rows, labels=names, grid=False)
    return live.panel(x, y, marks, title=title, height=HEIGHTS["sum"])


def curve_panel(
    function: Callable[[np.ndarray], np.ndarray], name: str, axes: Axes, title: str
) -> dict[str, Any]:
    """The activation, with the neuron's own point on it and its way from the z axis to the a axis."""
    z = np.linspace(-axes.z, axes.z, ALONG)
    a = function(z)
    room = 0.08 * max(float(a.max() - a.min()), 0.5)
    marks = {
        "curve": live.line(z, a, PURPLE, width=4, name=name, hover=True),
        "from_z": live.upright(colour=VERMILION, width=2),
        "to_a": live.level(colour=VERMILION, width=2),
        "here": live.points(colour=VERMILION, size=16),
    }
    y = live.axis(float(a.min()) - room, float(a.max()) + room, "a = f(z)")
    return live.panel(live.axis(-axes.z, axes.z, "z"), y, marks, title=title, height=HEIGHTS["curve"])


def plane_panel(
    points: np.ndarray, targets: np.ndarray, limit: float, title: str, bias: str = ""
) -> dict[str, Any]:
    """The line among the points (m, 2), its sides, the weights as an arrow on it, the input in a ring.

    Circles are 1, squares 0; a hollow one is on the wrong side.

    Args:
        bias: the key of its slider: a hand that takes the line where the arrow stands moves it.
    """
    ones = targets == 1
    words = [
        f"({plain(x, decimals=2)}, {plain(y, decimals=2)}) → {target}"
        for (x, y), target in zip(points.tolist(), targets.tolist(), strict=True)
    ]
    marks = {
        "line": live.boundary(sides=SIDES),
        "points": live.points(
            points[:, 0],
            points[:, 1],
            np.where(ones, ORANGE, BLUE).tolist(),
            size=13,
            symbol=np.where(ones, "circle", "square").tolist(),
            words=words,
        ),
        "arrow": live.arrow(colour=ORANGE),
        "foot": live.points(colour=ORANGE, size=17, symbol="diamond", drag=bias, by="place"),
        "input": live.ring([0], [0], VERMILION) | {"drag": "free"},
    }
    x, y = (live.axis(-limit, limit, name) for name in ("x₁", "x₂"))
    return live.panel(x, y, marks, title=title, height=HEIGHTS["plane"], square=True, tall=True, place=True)


def sum_follows(reached: Reached) -> dict[str, dict[str, Any]]:
    """The bars of `sum_panel` at every value and their calculations; z's own goes from 0 to the whole."""
    sums = reached.sums
    starts = np.column_stack([sums[:, :-1], np.zeros(len(sums))])
    ends = np.column_stack([sums[:, 1:], sums[:, -1]])
    threads = np.repeat(ends[:, :-1], 3, axis=1)
    bars = {"left": live.Linear(starts), "right": live.Linear(ends)}
    return {"bars": bars, "threads": {"x": live.Linear(threads)}} | _calculations(reached)


def point_follows(reached: Reached) -> dict[str, dict[str, Any]]:
    """The point of `curve_panel` at every value."""
    z, a = live.Linear(reached.z[:, None]), reached.a[:, None]
    return {"from_z": {"x": z}, "to_a": {"y": a}, "here": {"x": z, "y": a}}


def line_follows(reached: Reached) -> dict[str, dict[str, Any]]:
    """The line of `plane_panel` at every value; the arrow stands where it is nearest to the middle."""
    w, bias = reached.w[:, :2], reached.bias[:, None]
    square = (w**2).sum(axis=1, keepdims=True)
    foot = np.where(square > 0, -bias * w / np.where(square > 0, square, 1), NOWHERE)
    return {
        "line": {"w": live.Linear(w), "b": live.Linear(bias)},
        "arrow": {"start": foot, "end": foot + w},
        "foot": {"x": foot[:, :1], "y": foot[:, 1:]},
        "points": {"hollow": ~reached.right},
    }


def input_follows(reached: Reached) -> dict[str, dict[str, Any]]:
    """The ring of `plane_panel` at every value."""
    return {"input": {"x": live.Linear(reached.x[:, :1]), "y": live.Linear(reached.x[:, 1:2])}}


def moved(field: str, place: int, n: int) -> list[str]:
    """The marks and readouts that a slider moves: that of input or weight `place` of `n`, or of the bias.

    An input that has an axis in the plane moves its ring there, everything else the line.
    """
    sums = ["bars", "threads", f"term{min(place, n)}", f"term{n + 1}"]
    seen = ["input"] if field == "x" and place < 2 else ["line", "arrow", "foot", "points", "right"]
    return [*sums, "from_z", "to_a", "here", "z", "a", *seen]


def _calculations(reached: Reached) -> dict[str, dict[str, Any]]:
    """What stands beside the bars: −0.8 · 0.5 = −0.40."""
    w, x = reached.w, reached.x
    terms = np.stack([w, x, w * x], axis=-1)  # (k, n, 3)
    written = [live.Written("{} · {} = {+.2}", live.Linear(terms[:, i])) for i in range(w.shape[1])]
    written.append(live.Written("{+.2}", live.Linear(reached.b[:, None])))
    written.append(live.Written("{.2}", live.Linear(reached.z[:, None])))
    return {f"term{row}": {"words": one} for row, one in enumerate(written)}


def _rows(count: int) -> np.ndarray:
    """Heights of the rows, the first one on top."""
    return np.arange(count - 1, -1, -1.0)


def _threads(rows: np.ndarray) -> np.ndarray:
    """From the middle of each row to that of the next, with a gap after it."""
    return np.column_stack([rows[:-1], rows[1:], np.full(len(rows) - 1, np.nan)]).ravel()


def _next(ranges: Sequence[float], reach: float) -> float:
    return next((float(one) for one in ranges if one >= reach), reach)
