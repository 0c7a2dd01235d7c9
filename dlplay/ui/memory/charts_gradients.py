"""Gradients by their distance in time, on a logarithmic axis: measured lines, and predicted ones dashed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts.axes import GRID, LEGEND
from dlplay.ui.charts.figure import Figure

LOWEST, HIGHEST = 1e-30, 1e30  # of the axis; what lies beyond is cut off
ROOM = 1e4  # how far beyond the measured lines predictions are shown
LOST = float(np.finfo(np.float32).eps)  # what is smaller changes no float32 number near 1


class Line(NamedTuple):
    """One line over the distance k = 0, 1, ..."""

    name: str
    colour: str
    values: np.ndarray  # (T + 1,)
    dash: str = "solid"


def by_distance(lines: Sequence[Line], words: dict[str, str]) -> Figure:
    """Every line over the steps back; zeros are gaps, since a logarithm knows no 0.

    Args:
        words: x and y, the axes' titles; lost, the name of float32's limit.
    """
    low, high = _range(lines)
    traces = [
        {
            "x": np.arange(len(line.values), dtype=np.float32),
            "y": np.where((line.values > 0) & (line.values < np.inf), line.values, np.nan),
            "name": line.name,
            "mode": "lines",
            "line": {
                "color": line.colour,
                "width": 4 if line.dash == "solid" else 2.5,
                "dash": line.dash,
            },
            "hovertemplate": "%{y:.2g}",
        }
        for line in lines
    ]
    axis = GRID | {"tickfont": {"size": 15}}
    layout = {
        "height": 440,
        "margin": {"l": 66, "r": 10, "t": 10, "b": 50},
        "hovermode": "x unified",
        "dragmode": False,
        "legend": LEGEND,
        "xaxis": axis | {"title": {"text": words["x"], "font": {"size": 16}}, "zeroline": False},
        "yaxis": axis
        | {
            "title": {"text": words["y"], "font": {"size": 16}},
            "type": "log",
            "range": [low, high],
            "exponentformat": "power",
            "dtick": int(max(1, np.ceil((high - low) / 8))),
        },
    }
    if low < np.log10(LOST):
        layout |= _limit(words["lost"])
    return Figure(traces, layout)


def _range(lines: Sequence[Line]) -> tuple[float, float]:
    """The axis' ends as powers of ten: all measured lines, and predictions as far as there is room."""
    ends = []
    for dashes in ((True,), (True, False)):
        values = np.concatenate([line.values for line in lines if (line.dash != "dash") in dashes])
        values = values[np.isfinite(values) & (values > 0)]
        ends.append((values.min(initial=1.0), values.max(initial=1.0)))
    (low, high), (lowest, highest) = ends
    low, high = max(lowest, low / ROOM, LOWEST), min(highest, high * ROOM, HIGHEST)
    return float(np.log10(min(low, 0.1))) - 0.3, float(np.log10(max(high, 1.0))) + 0.3


def _limit(name: str) -> dict:
    """The line below which a float32 weight near 1 would not change."""
    grey = "rgba(128,128,128,0.8)"
    across = {"xref": "paper", "x0": 0, "x1": 1, "y0": LOST, "y1": LOST}
    line = {"type": "line", **across, "line": {"color": grey, "width": 1.5, "dash": "dot"}}
    note = {"text": name, "xref": "paper", "x": 0.99, "y": float(np.log10(LOST)), "yref": "y"}
    note |= {"showarrow": False, "xanchor": "right", "yanchor": "top", "font": {"size": 13, "color": grey}}
    return {"shapes": [line], "annotations": [note]}
