"""Numbers on a grid: confusion matrices, states over characters."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui.charts import BLUE, GREEN, ORANGE
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


def state_heat_map(
    gates: Mapping[str, np.ndarray], states: Mapping[str, np.ndarray], characters: list[str]
) -> Figure:
    """Gates of one unit over characters, green from 0 to 1; below them its states, blue to orange.

    Args:
        gates, states: name -> (n,); a cell may have no gates.
        characters: n labels, which may repeat.
    """
    rows = [
        _rows(gates, 0, characters, _SHUT_TO_OPEN, _BAR | {"y": 0.76, "tickvals": [0, 0.5, 1]}),
        # -1 to 1 is the range of candidate and hidden state; the cell state may lie beyond
        _rows(states, len(gates), characters, _SIGNED, _BAR | {"y": 0.24, "tickvals": [-1, 0, 1]}),
    ]
    places, names = list(range(len(characters))), [*gates, *states]
    layout = {
        "height": 60 + 42 * (len(gates) + len(states)),
        "margin": {"l": 10, "r": 10, "t": 10, "b": 30},
        "dragmode": False,
        "xaxis": STILL | {"tickvals": places, "ticktext": characters, "tickangle": 0, "zeroline": False},
        "yaxis": STILL
        | {"tickvals": list(range(len(names))), "ticktext": names, "autorange": "reversed"}
        | {"zeroline": False, "automargin": True},
    }
    return Figure([one for one in rows if one["y"]], layout)


CLEAR = "rgba(128,128,128,0.08)"
_SHUT_TO_OPEN = {"colorscale": [[0, CLEAR], [1, GREEN]], "zmin": 0, "zmax": 1}
_SIGNED = {"colorscale": [[0, BLUE], [0.5, CLEAR], [1, ORANGE]], "zmin": -1, "zmax": 1}
_BAR = {"thickness": 12, "len": 0.48}


def _rows(
    rows: Mapping[str, np.ndarray],
    first: int,
    characters: list[str],
    scale: Mapping[str, Any],
    bar: Mapping[str, Any],
) -> dict[str, Any]:
    """Rows from place `first` on; by names, Plotly would look for the second map's rows in the first one."""
    return {
        "type": "heatmap",
        "z": np.array([*rows.values()], np.float32),
        "y": list(range(first, first + len(rows))),
        **scale,
        "ygap": 2,
        "colorbar": bar,
        "customdata": [[f"{one}<br>{name}" for one in characters] for name in rows],
        "hovertemplate": "%{customdata} %{z:.3f}<extra></extra>",
    }
