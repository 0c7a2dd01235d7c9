"""Half-planes of neurons among labelled points, under the hand.

Orange is positive, class 1 and the side where the neuron answers 1; blue is negative, class 0 and the other
side. Notation: k values that a slider reaches, m points.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, ORANGE

SIDES = ("rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)")  # where the neuron answers 0, and where 1
SHADES = live.palette([(0, (26, 128, 191, 0.16)), (0.5, (128, 128, 128, 0.03)), (1, (230, 159, 0, 0.20))])
INK = "rgba(128,128,128,0.9)"  # stands out from a light and from a dark page
COLOURS, SYMBOLS = (BLUE, ORANGE), ("square", "circle")  # of class 0 and class 1
BITS = (0, 1)
OVER = 0.14  # a point's sum stands so far above it
NOWHERE = 1e4  # beyond every panel


def plane(
    span: tuple[float, float], axes: tuple[str, str], points: np.ndarray, targets: np.ndarray, height: int
) -> dict[str, Any]:
    """A neuron's line, its sides, and points (m, 2): circles for 1, squares for 0, hollow on the wrong side.

    Args:
        axes: their titles; an input without one only fills the picture.
        targets: (m,), 0 or 1.
    """
    marks = {"line": live.boundary(sides=SIDES, colour=INK), "sums": _sums(points)}
    return _square(span, axes, marks | {"points": _points(points, targets)}, height)


def together(
    span: tuple[float, float],
    axes: tuple[str, str],
    answers: np.ndarray,
    points: np.ndarray,
    targets: np.ndarray,
    height: int,
) -> dict[str, Any]:
    """What a network of two hidden neurons answers all over the plane, with the dashed line of each.

    Args:
        answers: (rows, columns) between 0 and 1; the first row is the lowest.
    """
    marks = {
        "answers": live.image(live.shades_of(answers, 0, 1), span, span, SHADES),
        "line1": live.boundary(colour=INK, dashed=True),
        "line2": live.boundary(colour=INK, dashed=True),
        "points": _points(points, targets),
    }
    return _square(span, axes, marks, height)


def line_follows(w: np.ndarray, b: np.ndarray, name: str = "line") -> dict[str, dict[str, Any]]:
    """A line at every value: weights (k, 2), bias (k,)."""
    return {name: {"w": live.Linear(w), "b": live.Linear(b[:, None])}}


def sums_follow(z: np.ndarray) -> dict[str, dict[str, Any]]:
    """What stands over the points of `plane` at every value: z (k, m)."""
    return {"sums": {"words": live.Written("z = {.1}", live.Linear(z[..., None]))}}


def right_follows(right: np.ndarray) -> dict[str, dict[str, Any]]:
    """Whether each point is on its right side, at every value (k, m)."""
    return {"points": {"hollow": ~right}}


def classes_follow(classes: np.ndarray) -> dict[str, dict[str, Any]]:
    """The points' own classes at every value (k, m), where they are the neuron's answers."""
    return {"points": {"colour": live.Among(COLOURS, classes), "symbol": live.Among(SYMBOLS, classes)}}


def places_follow(points: np.ndarray) -> dict[str, dict[str, Any]]:
    """Where the points are at every value (k, m, 2)."""
    return {"points": {"x": points[..., 0], "y": points[..., 1]}}


def answers_follow(stands: np.ndarray, span: tuple[float, float]) -> dict[str, dict[str, Any]]:
    """The ground of `together`, which is known only where the sliders stand (k,): gone while one moves."""
    return {"answers": {"x": np.where(stands[:, None], span, NOWHERE)}}


def _points(points: np.ndarray, targets: np.ndarray) -> dict[str, Any]:
    colours, symbols = ([pair[target] for target in targets.tolist()] for pair in (COLOURS, SYMBOLS))
    return live.points(points[:, 0], points[:, 1], colours, size=15, symbol=symbols)


def _sums(points: np.ndarray) -> dict[str, Any]:
    return live.text(points[:, 0], points[:, 1] + OVER, [""] * len(points))


def _square(
    span: tuple[float, float], axes: Sequence[str], marks: dict[str, Any], height: int
) -> dict[str, Any]:
    x, y = (live.axis(*span, title, ticks=BITS if title else ()) for title in axes)
    return live.panel(x, y, marks, height=height, square=True)
