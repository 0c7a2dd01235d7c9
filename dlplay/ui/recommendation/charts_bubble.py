"""What a platform shows with more or less chance: to one person, to all, and what follows from it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dlplay.recommendation.measures import Measures
from dlplay.recommendation.ratings import HIGHEST
from dlplay.ui import live
from dlplay.ui.charts import BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION

FEED, OTHERS = 430, 200  # CSS pixels
LEAST = 2.0  # stars: below no mean lies
MARGIN = 1.1  # of the plane, beyond the farthest thing
SEEN, UNSEEN = ORANGE, "#80808066"


def feed(places: np.ndarray, taste: np.ndarray, words: Mapping[str, str]) -> dict[str, Any]:
    """All things in the plane of the hidden tastes; what one person was shown is filled, see `feed_follows`.

    The line parts what fits the person's taste from the other side.

    Args:
        places: (things, 2).
        taste: (2,) the person's.
        words: "title", "x", "y", "taste".
    """
    x, y = places.T
    far = MARGIN * float(np.abs(places).max())
    aim = 0.45 * far * taste / max(float(np.linalg.norm(taste)), 1e-9)
    marks = {
        "border": live.boundary(taste, 0.0, colour=GREY, width=1.5, dashed=True),
        "things": live.points(x, y, UNSEEN, size=11, symbol="square"),
        "taste": live.arrow((0, 0), (float(aim[0]), float(aim[1])), VERMILION, width=4),
        "person": live.text(1.25 * aim[0], 1.25 * aim[1], words["taste"], VERMILION),
    }
    x_axis, y_axis = (live.axis(-far, far, words[name], ticks=[0], labels=[""]) for name in "xy")
    return live.panel(x_axis, y_axis, marks, title=words["title"], height=FEED, square=True, tall=True)


def feed_follows(shown: np.ndarray) -> dict[str, dict[str, Any]]:
    """Which things were shown, bool (shares, things)."""
    return {"things": {"colour": live.Among([UNSEEN, SEEN], shown.astype(int))}}


def shares(epsilon: np.ndarray, found: Measures, words: Mapping[str, str], language: str) -> dict[str, Any]:
    """The other side, the things that anybody saw and the popular ones, over the share by chance.

    Args:
        words: "title", "x", "other_side", "covered", "popular".
    """
    lines = (("covered", GREEN), ("popular", PURPLE), ("other_side", BLUE))
    marks: dict[str, Any] = {
        name: live.line(epsilon, getattr(found, name), colour, name=words[name], hover=True)
        for name, colour in lines
    }
    marks["hand"] = live.upright([0], VERMILION, width=2)
    y = live.axis(0, 1.03, percent=language)
    return live.panel(_shares(words["x"], language), y, marks, title=words["title"], height=OTHERS)


def stars(epsilon: np.ndarray, found: Measures, words: Mapping[str, str], language: str) -> dict[str, Any]:
    """How much people like what they are shown.

    Args:
        words: "title", "x".
    """
    marks: dict[str, Any] = {
        "liked": live.line(epsilon, found.liked, ORANGE),
        "hand_below": live.upright([0], VERMILION, width=2),
    }
    y = live.axis(LEAST, HIGHEST, ticks=[2, 3, 4, 5])
    return live.panel(_shares(words["x"], language), y, marks, title=words["title"], height=OTHERS)


def _shares(title: str, language: str) -> dict[str, Any]:
    """An axis of what is shown by chance, with room for its last words."""
    return live.axis(0, 1.04, title, ticks=np.linspace(0, 1, 6), percent=language)


def counts(begun: np.ndarray, shown: np.ndarray, words: Mapping[str, str]) -> dict[str, Any]:
    """How often each thing was shown, the most rated of the beginning on the left, as dots.

    Args:
        begun: ratings of each thing in the beginning (things,), falling.
        shown: (shares, things), in the same order.
        words: "title", "things", "begun", "shown_often".
    """
    places = np.arange(len(begun))
    marks = {
        "often": live.bars(
            places - 0.4, places + 0.4, np.zeros(len(begun)), shown[0], ORANGE, name=words["shown_often"]
        ),
        "begun": live.points(places, begun, PURPLE, size=8, symbol="diamond", name=words["begun"]),
    }
    x = live.axis(-0.6, len(begun) - 0.4, words["things"], ticks=[], grid=False)
    top = 1.05 * float(max(shown.max(), begun.max()))
    return live.panel(x, live.axis(0, top), marks, title=words["title"], height=OTHERS)
