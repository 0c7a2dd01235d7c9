"""Numbers on a grid: confusion matrices, states over characters."""

from collections.abc import Sequence

import numpy as np

from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.charts.figure import Figure

STILL = {"showgrid": False, "fixedrange": True}


def confusion(counts: np.ndarray, names: Sequence[str], true_axis: str, answer_axis: str) -> Figure:
    """A confusion matrix (n, n) as squares with numbers: rows are the truth, columns the answers."""
    squares = {
        "type": "heatmap",
        "z": counts.astype(np.float32),
        "zmin": 0,
        "x": list(names),
        "y": list(names),
        "text": np.where(counts > 0, counts.astype(str), ""),
        "texttemplate": "%{text}",
        "textfont": {"size": 15},
        "colorscale": [[0, "rgba(26,128,191,0.07)"], [1, BLUE]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": f"{true_axis} %{{y}}<br>{answer_axis} %{{x}}<br>%{{z}}<extra></extra>",
    }
    named = STILL | {"type": "category"}
    layout = {
        "height": 380,
        "margin": {"l": 50, "r": 10, "t": 10, "b": 45},
        "dragmode": False,
        "xaxis": named | {"title": {"text": answer_axis}},
        "yaxis": named | {"title": {"text": true_axis}, "autorange": "reversed"},
    }
    return Figure([squares], layout)


def state_heat_map(rows: np.ndarray, names: list[str], characters: list[str]) -> Figure:
    """Gates and state of one unit over characters: blue below zero, orange above.

    Args:
        rows: (r, n), one row a gate or state.
        names: r labels.
        characters: n labels, which may repeat.
    """
    squares = {
        "type": "heatmap",
        "z": rows.astype(np.float32),
        "y": names,
        "colorscale": [[0, BLUE], [0.5, "rgba(128,128,128,0.08)"], [1, ORANGE]],
        "zmin": -1,  # the range of the gates and the hidden state; the cell state may lie beyond
        "zmax": 1,
        "ygap": 2,
        "colorbar": {"thickness": 12},
        "customdata": [characters] * len(rows),
        "hovertemplate": "%{customdata}<br>%{y} %{z:.3f}<extra></extra>",
    }
    places = list(range(len(characters)))
    layout = {
        "height": 60 + 42 * len(names),
        "margin": {"l": 10, "r": 10, "t": 10, "b": 30},
        "dragmode": False,
        "xaxis": STILL | {"tickvals": places, "ticktext": characters, "tickangle": 0},
        "yaxis": STILL | {"autorange": "reversed"},
    }
    return Figure([squares], layout)
