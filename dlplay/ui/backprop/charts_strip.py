"""A deep network as a strip, as SVG: the deeper a neuron's colour, the more gradient reaches it."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

import numpy as np

from dlplay.ui.charts import VERMILION

DECADES = 6.0  # below a millionth of the largest, no colour is left
PITCH, RADIUS, TOP = 28, 10, 28
COLUMN = {"landscape": 80, "portrait": 32}  # from layer to layer


def strip(
    deltas: Sequence[np.ndarray], slopes: Sequence[float], heads: Sequence[str], label: str, shape: str
) -> str:
    """Neurons by the size of dE/dz, edges by that of dE/dW, on a logarithmic scale of six decades.

    Args:
        deltas: one (units,) for each layer from the first to the last: the inputs have none.
        slopes: one for each layer.
        heads: what stands above the inputs and each layer.
        label: for those who hear the picture.
        shape: a key of COLUMN.
    """
    counts = [min(2, deltas[0].size), *(one.size for one in deltas)]
    rows, column = max(counts), COLUMN[shape]
    width, height = column * (len(counts) - 1) + 2 * RADIUS + 8, TOP + PITCH * rows
    places = [
        [
            (RADIUS + 4 + column * layer, TOP + PITCH * (rows / 2 + unit - (count - 1) / 2))
            for unit in range(count)
        ]
        for layer, count in enumerate(counts)
    ]
    depth_of_nodes, depth_of_edges = _depths([*deltas]), _depths([np.array([one]) for one in slopes])
    parts = []
    for layer, (starts, ends) in enumerate(pairwise(places)):
        path = "".join(f"M{x0:.0f} {y0:.1f}L{x1:.0f} {y1:.1f}" for x0, y0 in starts for x1, y1 in ends)
        depth = float(depth_of_edges[layer][0])
        parts.append(_path(path, "currentColor", 0.12, 1.0))
        if depth:
            parts.append(_path(path, VERMILION, 0.15 + 0.55 * depth, 0.6 + 1.6 * depth))
    for layer, spots in enumerate(places):
        for unit, (x, y) in enumerate(spots):
            depth = float(depth_of_nodes[layer - 1][unit]) if layer else 0.0
            parts.append(_disc(x, y, depth))
        parts.append(f'<text x="{spots[0][0]:.0f}" y="14">{escape(heads[layer])}</text>')
    view = f'viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg class="{shape}" {view} role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def _depths(sizes: list[np.ndarray]) -> list[np.ndarray]:
    """From 1 for the largest down to 0 for what is six decades below it, or 0."""
    largest = max(float(np.abs(one).max()) for one in sizes)
    if not largest:
        return [np.zeros(one.shape) for one in sizes]
    with np.errstate(divide="ignore"):
        return [np.clip(1 + np.log10(np.abs(one) / largest) / DECADES, 0, 1) for one in sizes]


def _path(path: str, colour: str, opacity: float, width: float) -> str:
    stroke = f'stroke="{colour}" stroke-opacity="{opacity:.2f}" stroke-width="{width:.1f}"'
    return f'<path d="{path}" {stroke} fill="none"/>'


def _disc(x: float, y: float, depth: float) -> str:
    below = f'<circle cx="{x:.0f}" cy="{y:.1f}" r="{RADIUS}" fill="var(--st-background-color,#fff)"/>'
    return below + (
        f'<circle cx="{x:.0f}" cy="{y:.1f}" r="{RADIUS}" fill="{VERMILION}" fill-opacity="{depth:.2f}" '
        'stroke="currentColor" stroke-opacity="0.45" stroke-width="1.3"/>'
    )
