"""Pictures of one neuron: its sum as it grows, its activation as a point on a curve, its half-plane.

Orange is positive, class 1 and the side where the neuron answers 1; blue is negative, class 0 and the other
side; vermilion is the input at hand.
"""

from collections.abc import Sequence
from html import escape

import numpy as np

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE, ORANGE, PURPLE, TRACK, VERMILION
from dlplay.ui.charts.figure import Figure

RANGES = (1, 2, 5, 10, 20, 50, 100)  # of a sum's axis, so that a bar keeps its length while a slider moves
SIDES = ("rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)")  # where the neuron answers 0, and where 1
INK = "rgba(128,128,128,0.9)"  # stands out from a light and from a dark page
MARGIN = {"l": 44, "r": 6, "t": 6, "b": 44}
QUIET = {"displayModeBar": False}
STILL = {"staticPlot": True}  # nothing in it to hover or click: the browser draws it in less time


def waterfall(names: Sequence[str], details: Sequence[str], sums: np.ndarray) -> str:
    """A sum that adds up, as HTML: each term's bar begins where the one before ended, the last is the whole.

    Args:
        names, details: a label and a calculation for each of the n terms and, last, for the sum.
        sums: (n + 1,), the running sum before the first term, 0, and after each.
    """
    limit = next((one for one in RANGES if one >= np.abs(sums).max()), float(np.abs(sums).max()))

    def at(value: float) -> float:
        return 50 + 50 * value / limit

    rows = []
    starts, ends = [*sums[:-1], 0.0], [*sums[1:], sums[-1]]
    for row, (name, detail, start, end) in enumerate(zip(names, details, starts, ends, strict=True)):
        last = row == len(names) - 1
        left, right = sorted((at(start), at(end)))
        bar = (
            f"position:absolute;left:{left:.2f}%;width:{right - left:.2f}%;min-width:2px;top:0;bottom:0;"
            f"background:{ORANGE if end >= start else BLUE};border-radius:3px"
        )
        step = "" if last else _step(at(end))
        zero = (
            "position:absolute;left:50%;top:-.2rem;bottom:-.2rem;width:1px;background:currentColor;opacity:.5"
        )
        rows.append(
            f'<span style="white-space:nowrap{";font-weight:700" if last else ""}">{escape(name)}</span>'
            f'<span style="position:relative;height:{1.6 if last else 1.35}rem;background:{TRACK}">'
            f'<span style="{bar}"></span><span style="{zero}"></span>{step}</span>'
            f'<span style="white-space:nowrap;text-align:right;{"font-weight:700" if last else ""}">'
            f"{escape(detail)}</span>"
        )
    ticks = "".join(f"<span>{plain(value, decimals=0)}</span>" for value in (-limit, 0, limit))
    rows.append(
        '<span></span><span style="display:flex;justify-content:space-between;font-size:.85rem;opacity:.75">'
        f"{ticks}</span><span></span>"
    )
    style = (
        "display:grid;grid-template-columns:max-content 1fr max-content;gap:.45rem .7rem;align-items:center;"
        "font-size:1.05rem;font-variant-numeric:tabular-nums"
    )
    return f'<div data-testid="waterfall" style="{style}">{"".join(rows)}</div>'


def _step(place: float) -> str:
    """The thread that leads from a bar's end down to the next bar."""
    return (
        f'<span style="position:absolute;left:calc({place:.2f}% - 1px);top:0;height:calc(100% + .45rem);'
        'width:2px;background:currentColor;opacity:.65"></span>'
    )


def activation_curve(x: np.ndarray, y: np.ndarray, z: float, a: float, height: int) -> Figure:
    """A curve (k,), (k,) with the neuron's own point on it, and its way from the z axis to the a axis."""
    room = 0.08 * max(float(y.max() - y.min()), 0.5)
    way = {"x": [z, z, x[0]], "y": [min(0.0, y.min()), a, a], "mode": "lines"}
    traces = [
        {"x": x, "y": y, "mode": "lines", "line": {"color": PURPLE, "width": 4}, "hoverinfo": "skip"},
        way | {"line": {"color": VERMILION, "width": 2, "dash": "dot"}, "hoverinfo": "skip"},
        {
            "x": [z],
            "y": [a],
            "mode": "markers",
            "marker": {"color": VERMILION, "size": 15},
            "hovertemplate": "z = %{x:.3f}<br>a = %{y:.3f}<extra></extra>",
        },
    ]
    layout = _layout(height) | {
        "margin": MARGIN | {"l": 62},
        "xaxis": _axis("z", (x[0], x[-1])),
        "yaxis": _axis("a = f(z)", (y.min() - room, y.max() + room)),
    }
    return Figure(traces, layout)


def plane(
    span: tuple[float, float],
    axes: tuple[str, str],
    traces: Sequence[dict],
    height: int,
    ticks: tuple[Sequence[float] | None, Sequence[float] | None] = (None, None),
    arrows: Sequence[dict] = (),
) -> Figure:
    """A square with both axes over `span`, and in it what the functions below make, the lowest first.

    Args:
        axes: their titles.
        ticks: their marks, where not every number should have one.
    """
    x, y = (
        _axis(title, span) | ({} if marks is None else {"tickvals": marks})
        for title, marks in zip(axes, ticks, strict=True)
    )
    square = {"constrain": "domain", "zeroline": False}
    layout = _layout(height) | {"xaxis": x | square, "yaxis": y | square | {"scaleanchor": "x"}}
    return Figure(traces, layout | {"annotations": list(arrows)})


def points(x: np.ndarray, targets: np.ndarray, right: np.ndarray) -> dict:
    """Labelled points: circles for 1, squares for 0; a hollow one is on the wrong side.

    Args:
        x: (n, 2).
        targets, right: (n,), 0 or 1 and True or False.
    """
    ink = np.where(targets == 1, ORANGE, BLUE)
    shape = np.where(targets == 1, "circle", "square")
    return {
        "x": x[:, 0].astype(np.float32),
        "y": x[:, 1].astype(np.float32),
        "mode": "markers",
        "marker": {
            "color": ink,
            "size": 13,
            "symbol": np.where(right, shape, np.char.add(shape, "-open")),
            "line": {"width": np.where(right, 1, 3), "color": np.where(right, "white", ink)},
        },
        "unselected": {"marker": {"opacity": 1}},
        "customdata": targets,
        "hovertemplate": "(%{x:.2f}, %{y:.2f}) → %{customdata}<extra></extra>",
    }


def sides(positive: np.ndarray, negative: np.ndarray) -> list[dict]:
    """The two sides of a neuron as polygons (k, 2)."""
    return [
        {
            "x": corners[:, 0],
            "y": corners[:, 1],
            "fill": "toself",
            "fillcolor": colour,
            "mode": "none",
            "hoverinfo": "skip",
        }
        for corners, colour in ((negative, SIDES[0]), (positive, SIDES[1]))
        if len(corners) > 2
    ]


def values(along: np.ndarray, outputs: np.ndarray) -> dict:
    """An output between 0 and 1 on a grid: outputs[j, i] at (along[i], along[j])."""
    return {
        "type": "heatmap",
        "x": along.astype(np.float32),
        "y": along.astype(np.float32),
        "z": outputs.astype(np.float32),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, SIDES[0]], [0.5, "rgba(128,128,128,0.03)"], [1, SIDES[1]]],
        "showscale": False,
        "hoverinfo": "skip",
    }


def line(ends: np.ndarray | None, dash: str = "solid") -> list[dict]:
    """The boundary w . x + b = 0 by its two ends (2, 2); nothing where there is no line in the picture."""
    if ends is None:
        return []
    look = {"color": INK, "width": 3, "dash": dash}
    return [{"x": ends[:, 0], "y": ends[:, 1], "mode": "lines", "line": look, "hoverinfo": "skip"}]


def normal(foot: np.ndarray, weights: np.ndarray) -> dict:
    """The weights as an arrow that stands on the boundary at `foot`; both (2,)."""
    tip = foot + weights
    return {
        "x": tip[0],
        "y": tip[1],
        "ax": foot[0],
        "ay": foot[1],
        "axref": "x",
        "ayref": "y",
        "arrowhead": 2,
        "arrowsize": 1.2,
        "arrowwidth": 3,
        "arrowcolor": ORANGE,
        "text": "",
    }


def ring(x: Sequence[float]) -> dict:
    """The input at hand."""
    return {
        "x": [x[0]],
        "y": [x[1]],
        "mode": "markers",
        "marker": {"color": "rgba(0,0,0,0)", "size": 22, "line": {"color": VERMILION, "width": 4}},
        "hovertemplate": "x = (%{x:.2f}, %{y:.2f})<extra></extra>",
    }


def _layout(height: int) -> dict:
    return {"height": height, "margin": MARGIN, "showlegend": False, "dragmode": False}


def _axis(title: str, span: tuple[float, float]) -> dict:
    return {
        "title": {"text": title, "font": {"size": 16}, "standoff": 4},
        "range": [float(span[0]), float(span[1])],
        "tickfont": {"size": 14},
        "ticks": "",
        "automargin": False,
        "fixedrange": True,
    }
