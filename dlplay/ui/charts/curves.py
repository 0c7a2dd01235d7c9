"""Functions of one number and their derivatives, as Plotly figures."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION)  # the function in the middle of attention is first
ZERO = {"zeroline": True, "zerolinewidth": 1.5, "zerolinecolor": "rgba(128,128,128,0.6)"}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}}
MARGIN = {"l": 10, "r": 10, "t": 10, "b": 10}
GRID = {"showgrid": True, "gridcolor": "rgba(128,128,128,0.18)", "fixedrange": True}
FLAT = {False: "rgba(230,159,0,0.14)", True: "rgba(213,94,0,0.20)"}  # hardly any gradient, none
# An axis shows all of the first curve up to LARGEST; what another needs beyond these is cut off.
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
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.07, row_heights=[0.6, 0.4])
    for number, (curve, colour) in reversed(list(enumerate(zip(shown, COLOURS, strict=False)))):
        line = {"color": colour, "width": 4 if number == 0 else 2.5, "simplify": False}
        for row, y in ((1, curve.value), (2, curve.slope)):
            at, drawn = _broken(x, y)
            figure.add_scatter(
                x=at,
                y=drawn,
                name=curve.name,
                legendgroup=curve.name,
                showlegend=row == 1,
                legendrank=number,
                line=line,
                hovertemplate="%{y:.4f}",
                row=row,
                col=1,
            )
    _tangent(figure, x, point)
    for start, end, dead in flat:
        figure.add_vrect(start, end, fillcolor=FLAT[dead], line_width=0, layer="below")
    figure.update_xaxes(range=[float(x[0]), float(x[-1])], **GRID, **ZERO)
    figure.update_xaxes(title="x", row=2)
    for row, name, part in ((1, "f(x)", "value"), (2, "f′(x)", "slope")):
        span = _span([getattr(one, part) for one in shown], ROOM[part])
        figure.update_yaxes(title=name, range=span, row=row, **GRID, **ZERO)
    figure.update_layout(
        height=560,
        margin=MARGIN,
        hovermode="x unified",
        dragmode=False,
        legend=LEGEND,
    )
    return figure


def readings(numbers: dict[str, str]) -> str:
    """Names and numbers in large type beside each other, as HTML."""
    strong = f'<b style="color:{VERMILION}">'
    items = "".join(
        f'<span style="white-space:nowrap">{escape(name)} = {strong}{escape(value)}</b></span>'
        for name, value in numbers.items()
    )
    style = "display:flex;flex-wrap:wrap;gap:.2rem 2.5rem;font-size:1.6rem;line-height:1.3"
    return f'<div data-testid="readings" style="{style};font-variant-numeric:tabular-nums">{items}</div>'


def _tangent(figure: go.Figure, x: np.ndarray, point: Point) -> None:
    ends = np.array([x[0], x[-1]])
    figure.add_scatter(
        x=ends,
        y=point.value + point.slope * (ends - point.x),
        mode="lines",
        line={"color": VERMILION, "width": 2, "dash": "dash"},
        hoverinfo="skip",
        showlegend=False,
        row=1,
        col=1,
    )
    for row, y in ((1, point.value), (2, point.slope)):
        figure.add_scatter(
            x=[point.x],
            y=[y],
            mode="markers",
            marker={"color": VERMILION, "size": 14, "line": {"color": "white", "width": 2}},
            hoverinfo="skip",
            showlegend=False,
            row=row,
            col=1,
        )
    figure.add_vline(point.x, line={"color": VERMILION, "width": 1, "dash": "dot"})


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
