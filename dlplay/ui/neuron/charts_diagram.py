"""A small dense network as a diagram: neurons coloured by activation, edges by weight and signal.

Notation: k values that a slider reaches; the edges layer by layer, in each W[l] row by row; neurons likewise.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.numbers import plain
from dlplay.ui import live
from dlplay.ui.charts import VERMILION

HEIGHT = 410
NEURON, SPOT = 52, 28  # diameters in CSS pixels
SPREAD = {1: (0.0,), 2: (0.7, -0.7), 3: (1.0, 0.0, -1.0)}  # places of a layer's neurons, top first
SHARE = {  # along an edge, so that no two numbers of edges that cross lie on each other
    True: 0.35,
    False: 0.65,
}
LINE = 0.06  # half the distance between a neuron's name and its value
PAPER, INK, RIM = "#f4f1ea", "#1d2a33", "#7a858c"  # the same in both themes
ORANGE_INK, BLUE_INK = "230,159,0", "26,128,191"
DEPTHS = 60  # steps from nothing to the strongest colour


class Diagram:
    """Where the neurons and edges of a network stand.

    Args:
        names: of the neurons, the inputs first, at most three a layer.
    """

    def __init__(self, names: Sequence[Sequence[str]]):
        self.names = [name for layer in names for name in layer]
        self.heights = [SPREAD[len(layer)] for layer in names]
        self.neurons = np.array([(i, y) for i, layer in enumerate(self.heights) for y in layer])
        self.neuron_keys = [f"b{i}{j}" for i, layer in enumerate(names) for j in range(1, len(layer) + 1)]
        edges, self.edge_keys, self.edge_names, shares = [], [], [], []
        for i, (left, right) in enumerate(zip(self.heights[:-1], self.heights[1:], strict=True)):
            for a, start in enumerate(left):
                for b, end in enumerate(right):
                    edges.append((i, start, i + 1, end))
                    shares.append(SHARE[len(left) <= len(right)])
                    self.edge_keys.append(f"w{i + 1}{a + 1}{b + 1}")
                    self.edge_names.append(f"{names[i][a]} → {names[i + 1][b]}")
        self.edges, share = np.array(edges), np.array(shares)[:, None]
        self.spots = self.edges[:, :2] * (1 - share) + self.edges[:, 2:] * share

    def part_at(self, mark: str | None, x: float, y: float) -> str:
        """The key of the neuron or of the edge's number nearest to a place in the panel."""
        places, keys = {
            "neurons": (self.neurons, self.neuron_keys),
            "spots": (self.spots, self.edge_keys),
        }.get(mark or "", (np.empty((0, 2)), []))
        return keys[int(np.hypot(*(places - (x, y)).T).argmin())] if keys else ""


def diagram(places: Diagram, selected: str, words: Sequence[str]) -> dict[str, Any]:
    """The network from left to right; numbers of edges and neurons can be clicked.

    Args:
        selected: the key of the part to ring, `w<layer><i><j>` or `b<layer><j>`, all from 1.
        words: what the pointer reads at each edge's number.
    """
    edges, (across, up), (layers, heights) = places.edges.T, places.spots.T, places.neurons.T
    bias = selected.startswith("b")
    keys, where = (places.neuron_keys, places.neurons) if bias else (places.edge_keys, places.spots)
    x, y = where[keys.index(selected)]
    marks = {
        "edges": live.segments((edges[0], edges[1]), (edges[2], edges[3])),
        "spots": live.points(across, up, PAPER, size=SPOT, words=words),
        # an opaque disc below, so that edges end at the neuron's rim in both themes
        "discs": live.points(layers, heights, "#ffffff", size=NEURON),
        "neurons": live.points(layers, heights, RIM, size=NEURON, words=places.names),
        "selected": live.ring([x], [y], VERMILION, NEURON + 6 if bias else SPOT + 6),
        "weights": live.text(across, up, [""] * len(across), INK, size=13, rim=False),
        "names": live.text(layers, heights + LINE, places.names, INK, size=15, rim=False),
        "values": live.text(layers, heights - LINE, [""] * len(layers), INK, rim=False),
    }
    flat = live.axis(-0.3, places.neurons[-1, 0] + 0.3, ticks=(), grid=False)
    tall = live.axis(-1.24, 1.24, ticks=(), grid=False)
    return live.panel(flat, tall, marks, height=HEIGHT, place=True)


def follows(
    weights: np.ndarray, terms: np.ndarray, activations: np.ndarray, widest: float
) -> dict[str, dict[str, Any]]:
    """The diagram at every value of the sliders.

    Args:
        weights, terms: (k, edges), W[l]_ij and the signals a[l-1]_i W[l]_ij.
        activations: (k, neurons), the inputs first.
        widest: the weight that gets the thickest edge.
    """
    strongest = np.maximum(np.abs(terms).max(axis=1, keepdims=True), 1)
    largest = np.maximum(np.abs(activations).max(axis=1, keepdims=True), 1)
    return {
        "edges": {"width": 1 + 9 * np.abs(weights) / widest, "colour": _inks(terms / strongest, 0.25)},
        "weights": {"words": live.Written("{.1}", live.Linear(weights[..., None]))},
        "neurons": {"colour": _inks(activations / largest, 0.12)},
        "values": {"words": live.Written("{.2}", activations[..., None])},
    }


def term_words(names: Sequence[str], weights: np.ndarray, terms: np.ndarray, inputs: np.ndarray) -> list[str]:
    """What the pointer reads at each edge (edges,): its weight times what comes in."""
    return [
        f"{name}: {plain(w, decimals=2)} · {plain(a, decimals=2)} = {plain(term, decimals=2)}"
        for name, w, a, term in zip(names, weights, inputs, terms, strict=True)
    ]


def _inks(strengths: np.ndarray, least: float) -> live.Among:
    """Orange above zero, blue below, the deeper the stronger (-1 ... 1); grey where nothing passes."""
    depths = least + (1 - least) * np.arange(DEPTHS + 1) / DEPTHS
    colours = [f"rgba({ink},{depth:.2f})" for ink in (BLUE_INK, ORANGE_INK) for depth in depths]
    steps = np.rint(np.abs(strengths) * DEPTHS).astype(int) + (strengths > 0) * (DEPTHS + 1)
    return live.Among([*colours, "rgba(128,128,128,0.35)"], np.where(strengths == 0, len(colours), steps))
