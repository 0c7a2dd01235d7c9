"""Functions of one number and their derivatives, as Plotly figures."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from dlplay.ui.charts import VERMILION
from dlplay.ui.charts.axes import COLOURS, GRID, LEGEND, MARGIN, ZERO

FLAT = {False: "rgba(230,159,0,0.14)", True: "rgba(213,94,0,0.20)"}  # hardly any gradient, none
# An axis shows all of the first curve up to LARGEST; what another needs beyond these is cut off.
UPPER, LOWER = [0.442, 1.0], [0.0, 0.372]  # of the height: values above, slopes below
LARGEST, ROOM = 7.0, {"value": 2.5, "slope": 1.2}


class Curve(NamedTuple):
    """A function on show: value and slope at every x of the axis."""

    name: str
    value: np.ndarray  # (n,)
    slope: np.ndarray  # (n,)


class Point(NamedTuple):
    """Where the tangent touches."""

    x: float
    value: float
    slope: float


def curves(
    x: np.ndarray, shown: Sequence[Curve], point: Point, flat: Sequence[tuple[float, float, bool]]
) -> go.Figure:
    """Values above, derivatives below, one x axis; the first curve with its tangent and its flat regions.

    Args:
        x: (n,).
        flat: start, end, and whether the derivative is 0 there.
    """
    lines = [
        trace
        for number, (curve, colour) in reversed(list(enumerate(zip(shown, COLOURS, strict=False))))
        for trace in _lines(x, curve, colour, number)
    ]
    regions = [_region(start, end, FLAT[dead], axis) for start, end, dead in flat for axis in ("y", "y2")]
    here = [_upright(point.x, axis) for axis in ("y", "y2")]
    across = GRID | ZERO | {"range": [float(x[0]), float(x[-1])]}
    spans = [_span([getattr(one, part) for one in shown], room) for part, room in ROOM.items()]
    layout = {
        "height": 560,
        "margin": MARGIN,
        "hovermode": "x unified",
        "dragmode": False,
        "legend": LEGEND,
        "shapes": [*regions, *here],
        "xaxis": across | {"anchor": "y", "matches": "x2", "showticklabels": False},
        "xaxis2": across | {"anchor": "y2", "title": {"text": "x"}},
        "yaxis": GRID | ZERO | {"domain": UPPER, "title": {"text": "f(x)"}, "range": spans[0]},
        "yaxis2": GRID
        | ZERO
        | {"domain": LOWER, "anchor": "x2", "title": {"text": "f′(x)"}, "range": spans[1]},
    }
    # from plain dictionaries in one go: a tenth of the time of Plotly's own steps, while a slider moves
    return go.Figure({"data": [*lines, *_tangent(x, point)], "layout": layout})


def readings(numbers: dict[str, str]) -> str:
    """Names and numbers in large type beside each other, as HTML."""
    strong = f'<b style="color:{VERMILION}">'
    items = "".join(
        f'<span style="white-space:nowrap">{escape(name)} = {strong}{escape(value)}</b></span>'
        for name, value in numbers.items()
    )
    style = "display:flex;flex-wrap:wrap;gap:.2rem 2.5rem;font-size:1.6rem;line-height:1.3"
    return f'<div data-testid="readings" style="{style};font-variant-numeric:tabular-nums">{items}</div>'


def _lines(x: np.ndarray, curve: Curve, colour: str, number: int) -> list[dict]:
    """A curve's values above and its slopes below."""
    style = {"color": colour, "width": 4 if number == 0 else 2.5, "simplify": False}
    return [
        {
            **dict(zip("xy", _broken(x, y), strict=True)),
            "name": curve.name,
            "legendgroup": curve.name,
            "showlegend": not row,
            "legendrank": number,
            "line": style,
            "mode": "lines",
            "hovertemplate": "%{y:.4f}",
            "xaxis": f"x{row}",
            "yaxis": f"y{row}",
        }
        for row, y in (("", curve.value), ("2", curve.slope))
    ]


def _region(start: float, end: float, colour: str, axis: str) -> dict:
    return {
        "type": "rect",
        "xref": "x" if axis == "y" else "x2",
        "yref": f"{axis} domain",
        "x0": start,
        "x1": end,
        "y0": 0,
        "y1": 1,
        "fillcolor": colour,
        "line": {"width": 0},
        "layer": "below",
    }


def _upright(x: float, axis: str) -> dict:
    return {
        "type": "line",
        "xref": "x" if axis == "y" else "x2",
        "yref": f"{axis} domain",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "line": {"color": VERMILION, "width": 1, "dash": "dot"},
    }


def _tangent(x: np.ndarray, point: Point) -> list[dict]:
    """The tangent above, and where it touches, above and below."""
    ends = np.array([x[0], x[-1]])
    quiet = {"hoverinfo": "skip", "showlegend": False}
    dot = {"color": VERMILION, "size": 14, "line": {"color": "white", "width": 2}}
    return [
        {
            "x": ends,
            "y": point.value + point.slope * (ends - point.x),
            "mode": "lines",
            "line": {"color": VERMILION, "width": 2, "dash": "dash"},
            **quiet,
        },
        {"x": [point.x], "y": [point.value], "mode": "markers", "marker": dot, **quiet},
        {
            "x": [point.x],
            "y": [point.slope],
            "mode": "markers",
            "marker": dot,
            "xaxis": "x2",
            "yaxis": "y2",
            **quiet,
        },
    ]


def _broken(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The points of a line, with a gap where y jumps: a step much larger than its neighbours'."""
    steps = np.abs(np.diff(y))
    around = np.maximum(np.r_[steps[1:], 0.0], np.r_[0.0, steps[:-1]])
    jumps = np.flatnonzero((steps > 0.03) & (steps > 4 * around)) + 1
    return np.insert(x, jumps, x[jumps]).astype(np.float32), np.insert(y, jumps, np.nan).astype(np.float32)


def _span(ys: Sequence[np.ndarray], room: float) -> list[float]:
    """The range of an axis: the first line and 0, the others as far as there is room, and some air."""
    limit = min(max(float(np.abs(ys[0]).max()), room), LARGEST)
    low = max(min(0.0, *(float(y.min()) for y in ys)), -limit)
    high = min(max(0.0, *(float(y.max()) for y in ys)), limit)
    air = 0.08 * max(high - low, 0.5)
    return [low - air, high + air]
