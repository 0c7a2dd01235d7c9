"""A small dense network as a diagram: neurons coloured by activation, edges by weight and signal."""

from collections.abc import Sequence

import numpy as np

from dlplay.numbers import plain
from dlplay.ui.charts import VERMILION
from dlplay.ui.charts.figure import Figure

HEIGHT = 410
NEURON, SPOT = 52, 28  # diameters in CSS pixels
SPREAD = {1: (0.0,), 2: (0.7, -0.7), 3: (1.0, 0.0, -1.0)}  # places of a layer's neurons, top first
SHARE = {
    True: 0.35,
    False: 0.65,
}  # along an edge, so that no two numbers of edges that cross lie on each other
PAPER, INK, RIM = "#f4f1ea", "#1d2a33", "#7a858c"  # the same in both themes
ORANGE_INK, BLUE_INK = "230,159,0", "26,128,191"


def diagram(
    names: Sequence[Sequence[str]],
    activations: Sequence[np.ndarray],
    kernels: Sequence[np.ndarray],
    terms: Sequence[np.ndarray],
    selected: str,
    widest: float,
) -> Figure:
    """The network from left to right; edges and neurons can be clicked and carry their part's key.

    Args:
        names: of the neurons, the inputs first, at most three a layer.
        activations: one (units,) for each of these layers.
        kernels, terms: one (n_in, units) a layer: W[l]_ij, and the signals a[l-1]_i W[l]_ij.
        selected: the key of the part to ring, `w<layer><i><j>` or `b<layer><j>`, all from 1.
        widest: the weight that gets the thickest edge.
    """
    heights = [SPREAD[len(layer)] for layer in names]
    strongest = max(1.0, *(float(np.abs(one).max()) for one in terms))
    traces, spots = [], []
    for layer, (kernel, signals) in enumerate(zip(kernels, terms, strict=True), start=1):
        share = SHARE[len(heights[layer - 1]) <= len(heights[layer])]
        for (i, j), weight in np.ndenumerate(kernel):
            start, end = heights[layer - 1][i], heights[layer][j]
            ink = _ink(float(signals[i, j]) / strongest, 0.25)
            traces.append(
                {
                    "x": [layer - 1, layer],
                    "y": [start, end],
                    "mode": "lines",
                    "line": {"width": 1 + 9 * abs(weight) / widest, "color": ink},
                    "hoverinfo": "skip",
                }
            )
            where = (layer - 1 + share, start + share * (end - start))
            text = f"{names[layer - 1][i]} → {names[layer][j]}: {plain(weight, decimals=2)} · "
            text += f"{plain(activations[layer - 1][i], decimals=2)} = {plain(signals[i, j], decimals=2)}"
            spots.append((*where, plain(weight, decimals=1), f"w{layer}{i + 1}{j + 1}", text))
    hidden = {"visible": False, "fixedrange": True}
    layout = {
        "height": HEIGHT,
        "margin": {"l": 5, "r": 5, "t": 5, "b": 5},
        "showlegend": False,
        "dragmode": False,
        "xaxis": hidden | {"range": [-0.3, len(names) - 0.7]},
        "yaxis": hidden | {"range": [-1.24, 1.24]},
    }
    traces += [_spots(spots, selected), *_neurons(names, activations, heights, selected)]
    return Figure(traces, layout)


def _spots(spots: list[tuple], selected: str) -> dict:
    """A weight's number on its edge: what can be clicked."""
    x, y, texts, keys, hovers = zip(*spots, strict=True)
    marker = {"size": SPOT, "color": PAPER, "line": _rim(keys, selected, 1, 4)}
    return _clickable(x, y, texts, keys, marker) | {
        "hovertext": hovers,
        "textfont": {"size": 13, "color": INK},
    }


def _neurons(
    names: Sequence[Sequence[str]],
    activations: Sequence[np.ndarray],
    heights: Sequence[Sequence[float]],
    selected: str,
) -> list[dict]:
    x, y, texts, keys, inks = [], [], [], [], []
    largest = max(1.0, *(float(np.abs(one).max()) for one in activations))
    for layer, (labels, values) in enumerate(zip(names, activations, strict=True)):
        for j, (label, value) in enumerate(zip(labels, values, strict=True)):
            x.append(layer)
            y.append(heights[layer][j])
            texts.append(f"<b>{label}</b><br>{plain(value, decimals=2)}")
            keys.append(f"b{layer}{j + 1}")
            inks.append(_ink(value / largest, 0.12))
    # an opaque disc below, so that edges end at the neuron's rim in both themes
    disc = {"size": NEURON, "color": "#ffffff", "opacity": 1}
    below = {"x": x, "y": y, "mode": "markers", "marker": disc, "hoverinfo": "skip"}
    marker = {"size": NEURON, "color": inks, "opacity": 1, "line": _rim(keys, selected, 2, 5)}
    return [below, _clickable(x, y, texts, keys, marker) | {"textfont": {"size": 14, "color": INK}}]


def _clickable(
    x: Sequence[float], y: Sequence[float], texts: Sequence[str], keys: Sequence[str], marker: dict
) -> dict:
    return {
        "x": x,
        "y": y,
        "mode": "markers+text",
        "text": texts,
        "customdata": keys,
        "hoverinfo": "text",
        "marker": marker,
        "unselected": {"marker": {"opacity": 1}},
    }


def _rim(keys: Sequence[str], selected: str, thin: int, thick: int) -> dict:
    """A ring in vermilion around the part that is being changed."""
    here = np.array(keys) == selected
    return {"width": np.where(here, thick, thin), "color": np.where(here, VERMILION, RIM)}


def _ink(strength: float, least: float) -> str:
    """Orange above zero, blue below, the deeper the stronger; grey where nothing passes."""
    if strength == 0:
        return "rgba(128,128,128,0.35)"
    depth = least + (1 - least) * min(abs(strength), 1)
    return f"rgba({ORANGE_INK if strength > 0 else BLUE_INK},{depth:.2f})"
