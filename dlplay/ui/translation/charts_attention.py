"""Where the decoder looks while it writes: the weights as a map, and one step of it."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, RUNNER_UP, VERMILION
from dlplay.ui.charts.inked import visible

SHADES = live.palette([(0, (26, 128, 191, 0.04)), (1, (26, 128, 191, 1))])
HEIGHT, LOW = 380, 175  # CSS pixels
ROWS = 24  # names of rows that have room below each other
GAP = 0.08  # between two bars


def weights(
    attention: np.ndarray, read: str, written: str, end: str, title: str, key: str = ""
) -> dict[str, Any]:
    """α (T, S) as a map: a row for each character written, the first on top, a column for each one read.

    Args:
        end: what the last row is called where it writes the end.
        key: of the slider that chooses a row; none is chosen without.
    """
    steps, length = attention.shape
    marks = {
        "weights": live.image(
            live.shades_of(attention[::-1], 0, 1), (0, length), (0, steps), SHADES, smooth=False
        )
    }
    if key:
        marks["row"] = live.level(colour=VERMILION, width=2, dashed=False)
        marks["grip"] = live.points(colour=VERMILION, size=15, drag=key, by="place")
    rows = _labels(written) + [(steps - 0.5, end)] * (steps > len(written))
    upward = [(steps - place, words) for place, words in _apart(rows, steps / ROWS)]
    x, y = _axis(_labels(read), length), _axis(upward, steps)
    return live.panel(x, y, marks, title=title, height=HEIGHT, tall=bool(key), place=bool(key))


def chosen(steps: int, length: int) -> dict[str, dict[str, Any]]:
    """Where the chosen row stands for each of them."""
    top = steps - np.arange(steps, dtype=float)
    return {
        "row": {"y": np.stack([top, top - 1], axis=1)},
        "grip": {"x": np.full((steps, 1), float(length)), "y": top[:, None] - 0.5},
    }


def row(place: float, steps: int) -> int:
    """The row at a height of the map, from 1."""
    return int(np.clip(np.ceil(steps - place), 1, steps))


def looks(attention: np.ndarray, read: str, title: str, spoken: str) -> dict[str, Any]:
    """One row of α (S,) as a bar for each character read."""
    left = np.arange(len(attention))
    marks = {"looks": live.bars(left + GAP, left + 1 - GAP, 0 * left, attention, BLUE)}
    return live.panel(
        _axis(_labels(read), len(attention)), _shares([0, 0.5, 1], spoken), marks, title=title, height=LOW
    )


def candidates(probabilities: np.ndarray, words: Sequence[str], title: str, spoken: str) -> dict[str, Any]:
    """The most probable next characters (k,), with what stands over each."""
    left = np.arange(len(probabilities))
    colours = [BLUE] + [RUNNER_UP] * (len(left) - 1)
    bars = live.bars(left + GAP, left + 1 - GAP, 0 * left, probabilities, colours, words=words)
    x = live.axis(0, len(left), ticks=[], grid=False)
    y = _shares([0.5, 1], spoken)  # nothing stands below the axis, where 0 would be cut
    return live.panel(x, y, {"candidates": bars}, title=title, height=LOW)


def _shares(ticks: Sequence[float], spoken: str) -> dict[str, Any]:
    return live.axis(0, 1.15, ticks=ticks, percent=spoken)


def _axis(labels: Sequence[tuple[float, str]], length: int) -> dict[str, Any]:
    places, words = [place for place, _ in labels], [word for _, word in labels]
    return live.axis(0, length, ticks=places, labels=words, grid=False)


def _apart(labels: Sequence[tuple[float, str]], least: float) -> list[tuple[float, str]]:
    """Those that stand far enough from each other, the last one among them."""
    kept: list[tuple[float, str]] = []
    for place, words in reversed(labels):
        if not kept or kept[-1][0] - place >= least:
            kept.append((place, words))
    return kept[::-1]


def _labels(text: str) -> list[tuple[float, str]]:
    """Each word in its middle where the text has words, else each character; with its place."""
    if " " not in text:
        return [(place + 0.5, visible(one)) for place, one in enumerate(text)]
    words = text.split(" ")
    starts = accumulate((len(word) + 1 for word in words), initial=0)
    return [(start + len(word) / 2, word) for start, word in zip(starts, words, strict=False)]
