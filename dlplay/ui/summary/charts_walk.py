"""A walk among sentences: the graph on which it goes, and how much of it is spent at each one."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREEN, GREY, ORANGE
from dlplay.ui.summary.charts_alike import HALF, OVERSIZE, across

HEIGHT = 340  # CSS pixels
MOST_EDGES, WIDEST = 300, 8  # edges that are drawn, the heaviest; CSS pixels
NUMBERED = 40  # sentences whose nodes have room for a number
SIZES = (6, 34)  # CSS pixels: the smallest and the largest node
SHADES = tuple(f"#{255:02x}{249 - 16 * level:02x}{240 - 40 * level:02x}" for level in range(6))


def graph(weights: np.ndarray, words: Sequence[str]) -> dict[str, Any]:
    """Sentences on a circle, the first on top, edges as thick as their weights (n, n).

    Args:
        words: what the pointer reads at each.
    """
    count = len(weights)
    angle = np.pi / 2 - 2 * np.pi * np.arange(count) / count
    x, y = np.cos(angle), np.sin(angle)
    one, other = np.triu_indices(count, 1)
    heaviest = np.argsort(-weights[one, other], kind="stable")[:MOST_EDGES]
    heaviest = heaviest[weights[one, other][heaviest] > 0]
    a, b = one[heaviest], other[heaviest]
    width = WIDEST * weights[a, b] / (weights.max() or 1.0)
    size = float(np.clip(2 * HEIGHT / count, *SIZES))
    marks = {
        "edges": live.segments((x[a], y[a]), (x[b], y[b]), GREY, width=width),
        "nodes": live.points(x, y, [SHADES[0]] * count, size=size, words=words),
    }
    if count <= NUMBERED:
        marks["numbers"] = live.text(x, y, [str(place + 1) for place in range(count)], "#222222", rim=False)
    ends = live.axis(-1.2, 1.2, ticks=[], grid=False)
    return live.panel(ends, ends, marks, height=HEIGHT, square=True)


def shares(trace: np.ndarray, sums: np.ndarray, names: tuple[str, str], spoken: str) -> dict[str, Any]:
    """The walker's shares after the last of its steps (steps, n), beside the plain sums (n,).

    Args:
        names: of the walk, and of the sums.
    """
    at = np.arange(1, len(sums) + 1)
    marks = {
        "walker": live.bars(at - HALF, at + HALF, np.zeros(len(at)), trace[-1], ORANGE, name=names[0]),
        "sums": live.points(at, sums, GREEN, size=11, name=names[1]),
    }
    y = live.axis(0, OVERSIZE * float(max(trace.max(), sums.max())), percent=spoken)
    return live.panel(across(len(sums)), y, marks, height=HEIGHT)


def moving(trace: np.ndarray) -> dict[str, dict[str, Any]]:
    """What follows the slider over the steps (steps, n): a node is the deeper the more is there."""
    low, high = float(trace.min()), float(trace.max())
    depth = (trace - low) / (high - low) if high > low else np.zeros(trace.shape)
    places = np.round(depth * (len(SHADES) - 1)).astype(np.uint8)
    return {"nodes": {"colour": live.Among(SHADES, places)}, "walker": {"high": trace}}
