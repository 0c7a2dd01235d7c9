"""What the pictures of a race share: the ground, the runners' tracks and looks, the axis of the loss.

The map is dark in both themes, so that one set of bright colours stands out on it. Optimizers that are kin
share a colour; the dash tells them apart.
"""

import base64
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW

LOOKS = {
    "sgd": (VERMILION, "solid"),
    "momentum": (ORANGE, "solid"),
    "nesterov": (ORANGE, "dot"),
    "lion": (YELLOW, "solid"),
    "adagrad": (GREEN, "solid"),
    "adadelta": (GREEN, "dot"),
    "rmsprop": (SKY, "solid"),
    "adam": (PURPLE, "solid"),
    "adamw": (PURPLE, "dot"),
    "adamax": (YELLOW, "dot"),
    "nadam": (SKY, "dot"),
}
FAINT = "rgba(255,255,255,0.28)"
ZERO, LOWEST = 1e-30, 1e-8  # stands for a loss of 0 on a logarithmic axis; where that axis ends at the latest


class Ground(NamedTuple):
    """A surface on a grid."""

    x: np.ndarray  # (columns,)
    y: np.ndarray  # (rows,)
    heights: np.ndarray  # (rows, columns), as they are drawn
    picture: str  # the same from above: where the browser finds it
    minima: np.ndarray  # (m, 2)
    start: np.ndarray  # (2,)


class Track(NamedTuple):
    """One runner, from the start to the end or to where it left."""

    name: str  # key of LOOKS
    label: str
    path: np.ndarray  # (n + 1, 2)
    heights: np.ndarray  # (n + 1,), as the ground's
    excess: np.ndarray  # (n + 1,): the loss above the smallest there is


def swatch(name: str) -> str:
    """A runner's line as a small picture for a label, in Markdown."""
    colour, dash = LOOKS[name]
    gaps = ' stroke-dasharray="4 4"' if dash == "dot" else ""
    return _icon(f'<path d="M1 6H25" stroke="{colour}" stroke-width="6"{gaps}/>')


def chip(colour: str) -> str:
    """A patch of colour as a small picture for a label, in Markdown."""
    return _icon(f'<rect width="26" height="12" rx="3" fill="{colour}" stroke="#888"/>')


def _icon(shape: str) -> str:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="26" height="12">{shape}</svg>'
    return f"![](data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()})"


def loss_span(losses: Sequence[np.ndarray]) -> tuple[float, float]:
    """The ends of the loss's axis, as powers of ten, for losses (..., n + 1) above the smallest there is."""
    first = max((float(one[..., 0].max()) for one in losses), default=1.0)
    highest = max((float(np.nanmax(one)) for one in losses), default=1.0)
    lowest = min((float(np.nanmin(one)) for one in losses), default=1e-3)
    # A run that diverges goes out at the top, one that has arrived at the bottom.
    top = float(np.log10(max(min(2 * highest, 30 * first), LOWEST)))
    return min(float(np.log10(max(lowest, LOWEST))) - 0.2, top - 1), top


def outside(ground: Ground, path: np.ndarray) -> np.ndarray:
    """Which places (n, 2) of a path lie beyond the map, (n,)."""
    low, high = ((ground.x[end], ground.y[end]) for end in (0, -1))
    return np.asarray(((path < low) | (path > high)).any(axis=1))
