"""Functions of one number and their derivatives, as a picture that follows x."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import VERMILION
from dlplay.ui.charts.axes import COLOURS

FLAT = {False: "rgba(230,159,0,0.14)", True: "rgba(213,94,0,0.20)"}  # hardly any gradient, none
# An axis shows all of the first curve up to LARGEST; what another needs beyond these is cut off.
LARGEST, ROOM = 7.0, {"value": 2.5, "slope": 1.2}
HEIGHT = 290  # CSS pixels


class Curve(NamedTuple):
    """A function on show: value and slope at every x of the axis."""

    name: str
    value: np.ndarray  # (n,)
    slope: np.ndarray  # (n,)


def panels(
    x: np.ndarray, shown: Sequence[Curve], flat: Sequence[tuple[float, float, bool]], key: str
) -> list[dict]:
    """Values, and beside them derivatives; the first curve with flat regions, tangent and point.

    Args:
        x: (n,), the axis.
        flat: start, end, and whether the derivative is 0 there.
        key: of the slider that moves the point; `moving` says where to.
    """
    return [
        live.panel(
            live.axis(x[0], x[-1], "x"),
            live.axis(*_span([getattr(one, part) for one in shown], room), sign),
            _ground(flat, part) | _lines(x, shown, part) | _point(x, part, key),
            height=HEIGHT,
        )
        for (part, room), sign in zip(ROOM.items(), ("f(x)", "f′(x)"), strict=True)
    ]


def moving(x: np.ndarray, values: np.ndarray, slopes: np.ndarray, ends: tuple[float, float]) -> dict:
    """Where point, tangent and upright are at each x that the slider reaches, all (n,)."""
    tangent = values[:, None] + slopes[:, None] * (np.array(ends) - x[:, None])
    here = x[:, None]
    return {
        "tangent": {"y": tangent},
        "upright": {"x": here},
        "upright_slope": {"x": here},
        "here": {"x": here, "y": values[:, None]},
        "here_slope": {"x": here, "y": slopes[:, None]},
    }


def _ground(flat: Sequence[tuple[float, float, bool]], part: str) -> dict:
    starts, ends, dead = (list(each) for each in zip(*flat, strict=True)) if flat else ([], [], [])
    edges = np.full(len(starts), np.inf)
    return {f"flat_{part}": live.bars(starts, ends, -edges, edges, [FLAT[one] for one in dead])}


def _lines(x: np.ndarray, shown: Sequence[Curve], part: str) -> dict:
    """The curves, the first on top."""
    lines = {}
    for number, (curve, colour) in enumerate(zip(shown, COLOURS, strict=False)):
        across, up = _broken(x, getattr(curve, part))
        width = 4 if number == 0 else 2.5
        lines[f"{part}_{number}"] = live.line(across, up, colour, width=width, name=curve.name, hover=True)
    return dict(reversed(lines.items()))


def _point(x: np.ndarray, part: str, key: str) -> dict:
    """The point with its upright; above, the tangent too."""
    dot = live.points(colour=VERMILION, size=17, drag=key)
    if part == "slope":
        return {"upright_slope": live.upright(colour=VERMILION), "here_slope": dot}
    tangent = live.line(x[[0, -1]], colour=VERMILION, width=2, dashed=True)
    return {"upright": live.upright(colour=VERMILION), "tangent": tangent, "here": dot}


def _broken(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The points of a line, with a gap where y jumps: a step much larger than its neighbours'."""
    steps = np.abs(np.diff(y))
    around = np.maximum(np.r_[steps[1:], 0.0], np.r_[0.0, steps[:-1]])
    jumps = np.flatnonzero((steps > 0.03) & (steps > 4 * around)) + 1
    return np.insert(x, jumps, x[jumps]).astype(np.float32), np.insert(y, jumps, np.nan).astype(np.float32)


def _span(ys: Sequence[np.ndarray], room: float) -> tuple[float, float]:
    """The range of an axis: the first line and 0, the others as far as there is room, and some air."""
    limit = min(max(float(np.abs(ys[0]).max()), room), LARGEST)
    low = max(min(0.0, *(float(y.min()) for y in ys)), -limit)
    high = min(max(0.0, *(float(y.max()) for y in ys)), limit)
    air = 0.08 * max(high - low, 0.5)
    return low - air, high + air
