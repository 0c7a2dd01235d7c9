"""A newcomer: the errors over the ratings that are known, and what is predicted with so many of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.recommendation.cold import Cold
from dlplay.recommendation.ratings import HIGHEST, LOWEST
from dlplay.ui import live
from dlplay.ui.charts import BLUE, BROWN, GREEN, GREY, ORANGE, VERMILION
from dlplay.ui.recommendation.charts import NAMED

ERRORS, ROWS = 400, 400  # CSS pixels
WIDE = 9  # CSS pixels of a row's line


def errors(cold: Cold, words: Mapping[str, str]) -> dict[str, Any]:
    """How far predictions for newcomers are off after 0, 1, ... ratings; a hand stands at one number.

    Args:
        words: "title", "told", "error", "factors", "biases" and "things".
    """
    counts = np.arange(len(cold.factors))
    marks = {
        "things": live.line(counts[[0, -1]], [cold.things] * 2, GREY, dashed=True, name=words["things"]),
        "biases": live.line(counts, cold.biases, BROWN, dashed=True, name=words["biases"], hover=True),
        "factors": live.line(counts, cold.factors, BLUE, name=words["factors"], hover=True),
        "hand": live.upright([0], VERMILION, width=2),
    }
    top = 1.08 * max(cold.things, float(cold.factors.max()), float(cold.biases.max()))
    x = live.axis(-0.15, counts[-1] + 0.15, words["told"], ticks=counts)
    return live.panel(x, live.axis(0, top, words["error"]), marks, title=words["title"], height=ERRORS)


def newcomer(
    predicted: np.ndarray, said: np.ndarray, things: Sequence[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """What is predicted of each thing, a row each; a diamond is what the newcomer says of it, or would say.

    Args:
        predicted: (things,) with no rating known, the first uppermost.
        said: (things,), NaN where nobody knows.
        words: "title", "said", "predicted", "stars".
    """
    rows = _rows(len(things))
    known = np.flatnonzero(~np.isnan(said))
    told = [things[place] for place in known.tolist()]
    marks = {
        "bars": live.segments(
            (np.full(len(rows), LOWEST), rows), (predicted, rows), ORANGE, np.full(len(rows), WIDE)
        ),
        "guess": live.points(predicted, rows, ORANGE, size=12, name=words["predicted"]),
        "said": live.points(
            said[known], rows[known], GREEN, size=13, symbol="diamond", words=told, name=words["said"]
        ),
    }
    named = len(things) <= NAMED
    y = live.axis(0, len(rows), ticks=rows if named else [], labels=things if named else None, grid=False)
    x = live.axis(LOWEST - 0.1, HIGHEST + 0.3, words["stars"], ticks=[1, 2, 3, 4, 5])
    return live.panel(x, y, marks, title=words["title"], height=ROWS)


def newcomer_follows(predicted: np.ndarray, order: np.ndarray) -> dict[str, dict[str, Any]]:
    """What becomes of `newcomer`: (most + 1, things) after each rating, in an order (most,) of places.

    A thing that is rated turns blue.
    """
    told = np.zeros(predicted.shape, int)
    for count, thing in enumerate(order, start=1):
        told[count:, thing] = 1
    colours = live.Among([ORANGE, BLUE], told)
    return {"bars": {"x2": predicted, "colour": colours}, "guess": {"x": predicted, "colour": colours}}


def _rows(count: int) -> np.ndarray:
    """Where the rows stand, the first uppermost."""
    return count - np.arange(count) - 0.5
