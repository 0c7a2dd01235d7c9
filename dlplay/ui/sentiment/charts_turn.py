"""Sentences that were changed, by the probability of positive: before as a line, after as points."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREY, VERMILION
from dlplay.ui.sentiment.charts_words import NEGATIVE, POSITIVE

HEIGHT = 300  # CSS pixels


def tried(
    x: Mapping[str, Any],
    before: np.ndarray,
    after: np.ndarray,
    colours: Sequence[str],
    words: Sequence[str],
    title: str,
    spoken: str,
) -> dict[str, Any]:
    """Each sentence (n,) at 1 ... n: a ring before, a point after, a line between them.

    Args:
        x: the axis.
        before, after: the probabilities; where nothing was changed both are the same.
        colours: of the points.
        words: what the pointer reads at each.
        title: of the axis of probabilities.
    """
    at = np.arange(1, len(after) + 1, dtype=float)
    marks = {
        "half": live.level(0.5, GREY, width=2),
        "ways": live.segments((at, before), (at, after), GREY, width=np.full(len(at), 2.5)),
        "before": live.points(at, before, GREY, size=11, hollow=np.ones(len(at), bool)),
        "after": live.points(at, after, list(colours), size=14, words=words),
        "at": live.ring(at[:1], after[:1], VERMILION, size=26),
    }
    y = live.axis(-0.04, 1.04, title, ticks=[0, 0.25, 0.5, 0.75, 1], percent=spoken)
    return live.panel(x, y, marks, height=HEIGHT, place=True)


def sides(probabilities: np.ndarray) -> list[str]:
    """A colour for each: of the class on whose side it is."""
    return [POSITIVE if one > 0.5 else NEGATIVE for one in probabilities.tolist()]
