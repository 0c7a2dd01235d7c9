"""Where the student stands: for every loss the target and the prediction that the sliders give.

Curves, formulas, tables and code all take their numbers from these points.
"""

from typing import Any, NamedTuple

import numpy as np

from dlplay.losses import LOSSES, Loss, line
from dlplay.losses.entropy import sigmoid
from dlplay.ui.losses.settings import CLASSES, LossSettings

LOGITS = tuple(f"logit_{name}" for name in CLASSES)
# The circle loss compares many vectors, which no slider of this page sets: two classes of directions.
CIRCLE_LABELS = [0, 0, 1, 1]
CIRCLE_DEGREES = (10, 50, 120, 200)


class Point(NamedTuple):
    """One loss at one prediction; the lists are what Keras takes."""

    loss: Loss
    y_true: list
    y_pred: list
    parameters: dict[str, Any]

    @property
    def value(self) -> float:
        return self.loss.value(self.y_true, self.y_pred, **self.parameters)

    @property
    def gradient(self) -> np.ndarray:
        return self.loss.gradient(self.y_true, self.y_pred, **self.parameters)


def points(settings: LossSettings) -> tuple[np.ndarray, np.ndarray]:
    """The points with the student's outlier."""
    return line.points((settings.outlier_x, settings.outlier_y))


def parameters(name: str, settings: LossSettings) -> dict[str, Any]:
    """The sliders' values of a loss's parameters."""
    chosen = {"delta": settings.delta, "gamma": settings.gamma, "label_smoothing": settings.smoothing}
    if LOSSES[name].task == "embedding":  # its gamma is another one
        chosen = {}
    elif LOSSES[name].task == "binary":  # the slider for smoothing belongs to the four classes
        chosen.pop("label_smoothing")
    return {key: value for key, value in chosen.items() if key in LOSSES[name].defaults()}


def regression(name: str, settings: LossSettings) -> Point:
    """All points as one sample, predicted by the line."""
    x, y = points(settings)
    prediction = settings.slope * x + settings.intercept
    return Point(LOSSES[name], [y.tolist()], [prediction.tolist()], parameters(name, settings))


def logits(settings: LossSettings) -> np.ndarray:
    """(4,)"""
    return np.array([getattr(settings, name) for name in LOGITS])


def categorical(name: str, settings: LossSettings) -> Point:
    """The four logits, or their softmax for losses that take only probabilities."""
    loss, z, told = LOSSES[name], logits(settings), parameters(name, settings)
    truth = CLASSES.index(settings.target)
    if "from_logits" in loss.defaults():
        told["from_logits"] = True
    elif name != "categorical_hinge":
        z = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    return Point(loss, [truth] if loss.labels else np.eye(len(z))[[truth]].tolist(), [z.tolist()], told)


def embedding(name: str, settings: LossSettings) -> Point:
    """Four unit vectors of two classes."""
    angles = np.radians(CIRCLE_DEGREES)
    vectors = np.column_stack([np.cos(angles), np.sin(angles)])
    return Point(LOSSES[name], CIRCLE_LABELS, vectors.tolist(), parameters(name, settings))


BY_TASK = {
    "regression": regression,
    "binary": lambda name, settings: curve_point(name, "score", settings),
    "categorical": categorical,
    "overlap": categorical,
    "embedding": embedding,
}


def everything(settings: LossSettings) -> list[Point]:
    """Every loss of the registry where the student stands."""
    return [BY_TASK[loss.task](name, settings) for name, loss in LOSSES.items()]


def squashed(name: str, axis: str) -> bool:
    """Whether a loss sees the score only through a sigmoid."""
    return axis == "score" and "hinge" not in name and "from_logits" not in LOSSES[name].defaults()


def curve_point(name: str, axis: str, settings: LossSettings) -> Point:
    """One prediction, read on an axis; over the error, the target is 0."""
    told = parameters(name, settings)
    if axis == "score" and "from_logits" in LOSSES[name].defaults():
        told["from_logits"] = True
    truth = 0.0 if axis == "error" else float(settings.truth)
    return Point(LOSSES[name], [[truth]], [[getattr(settings, axis)]], told)


def curve(name: str, axis: str, x: np.ndarray, settings: LossSettings) -> tuple[np.ndarray, np.ndarray]:
    """Loss and slope at each prediction x (n,): (n,), (n,)."""
    loss, truth, _, told = curve_point(name, axis, settings)
    prediction = sigmoid(x) if squashed(name, axis) else x
    y = np.full((len(x), 1), truth[0][0])
    values = loss.each(y, prediction[:, None], **told)
    slopes = loss.gradient(y, prediction[:, None], **told)[:, 0] * len(x)  # of each, not of their mean
    return values, slopes * sigmoid(x) * sigmoid(-x) if squashed(name, axis) else slopes
