"""Half-planes of neurons among labelled points.

Orange is positive, class 1 and the side where the neuron answers 1; blue is negative, class 0 and the other
side.
"""

from collections.abc import Sequence

import numpy as np

from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.charts.figure import Figure

SIDES = ("rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)")  # where the neuron answers 0, and where 1
INK = "rgba(128,128,128,0.9)"  # stands out from a light and from a dark page
MARGIN = {"l": 44, "r": 6, "t": 6, "b": 44}
QUIET = {"displayModeBar": False}
STILL = {"staticPlot": True}  # nothing in it to hover or click: the browser draws it in less time


def plane(
    span: tuple[float, float],
    axes: tuple[str, str],
    traces: Sequence[dict],
    height: int,
    ticks: tuple[Sequence[float] | None, Sequence[float] | None] = (None, None),
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
    return Figure(traces, layout)


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
