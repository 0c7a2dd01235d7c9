"""Two words of one's own: where each recording stands between them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, ORANGE, VERMILION
from dlplay.ui.verbatim import one_line

HEIGHT = 190
SPREAD, GAP = 0.7, 0.15  # of a row's height: all its points, two neighbours
ACROSS = (-0.03, 1.1)  # room for whole points, and for what stands below 100 %
NAME = 8  # letters of a word beside its row


def left_out(
    found: np.ndarray,
    labels: np.ndarray,
    now: float | None,
    named: Sequence[str],
    language: str,
    words: Mapping[str, str],
) -> dict[str, Any]:
    """Each recording at its probability of the second word, by a neuron that learned from the others.

    Args:
        found: (N,), the probabilities.
        labels: (N,), 0 for the first word, in the upper row, and 1 for the second.
        now: the probability of what is heard now, if something is.
        named: the two words.
    """
    heights = np.zeros(len(found))
    for label in (0, 1):
        (those,) = np.nonzero(labels == label)
        heights[those] = 1 - label + _apart(len(those))
    right = (found > 0.5) == labels
    marks = {
        "half": live.upright([0.5]),
        "now": live.upright([] if now is None else [now], VERMILION, width=3, dashed=False),
        "kept": live.points(
            found,
            heights,
            [ORANGE if label else BLUE for label in labels],
            symbol=["circle" if one else "cross" for one in right],
        ),
    }
    x = live.axis(*ACROSS, words["chance"], percent=language)
    y = live.axis(-0.5, 1.5, ticks=[1, 0], labels=[one_line(word, NAME) for word in named], grid=False)
    return live.panel(x, y, marks, title=words["told"], height=HEIGHT)


def _apart(count: int) -> np.ndarray:
    """Where so many points stand above and below the middle of their row, lest they hide each other."""
    return (np.arange(count) - (count - 1) / 2) * min(GAP, SPREAD / count)
