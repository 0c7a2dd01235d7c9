"""A line fitted to points under any regression loss: the loss over all lines, and the best line of each loss.

A line predicts p_i = w x_i + b from slope w and intercept b. All points together are one sample.
"""

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from dlplay.losses import LOSSES

X = np.arange(11.0)
Y = np.array([1.3, 1.4, 2.7, 2.9, 3.6, 4.9, 4.8, 6.2, 6.4, 7.5, 7.9])  # about 1 + 0.7 x
FITTED = (
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
    "log_cosh",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
)
KINKED = ("mean_absolute_error", "mean_absolute_percentage_error")
ROUNDS = 200  # at most; a fit ends when the line no longer moves


class Line(NamedTuple):
    slope: float
    intercept: float


class Fit(NamedTuple):
    """A loss at a line."""

    value: float
    by_prediction: np.ndarray  # (n,), dL/dp
    by_slope: float  # dL/dw = sum_i dL/dp_i x_i
    by_intercept: float  # dL/db = sum_i dL/dp_i


def points(outlier: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """The eleven points and the outlier, which comes last: x (12,), y (12,)."""
    return np.append(X, outlier[0]), np.append(Y, outlier[1])


def fit(name: str, x: np.ndarray, y: np.ndarray, line: Line, **parameters: float) -> Fit:
    """The loss `name` and its gradient at a line."""
    prediction = line.slope * x + line.intercept
    slopes = LOSSES[name].gradient(y, prediction, **parameters)
    return Fit(
        LOSSES[name].value(y, prediction, **parameters), slopes, float(slopes @ x), float(slopes.sum())
    )


def surface(
    name: str, x: np.ndarray, y: np.ndarray, slopes: np.ndarray, intercepts: np.ndarray, **parameters: float
) -> np.ndarray:
    """The loss of every line: (intercepts, slopes)."""
    predictions = slopes[None, :, None] * x + intercepts[:, None, None]  # (intercepts, slopes, n)
    return LOSSES[name].each(y, predictions, **parameters)


@lru_cache(maxsize=512)
def best_line(name: str, outlier: tuple[float, float], delta: float = 1.0) -> Line:
    """The line with the smallest loss `name` through the points; `delta` is Huber's.

    A loss made of |e| is smallest on a line through two of the points, so all pairs are tried. A smooth one
    is fitted by weighted least squares with the weights (dL/dp) / e until the line stands still (Holland and
    Welsch, "Robust regression using iteratively reweighted least-squares", 1977).
    """
    x, y = points(outlier)
    parameters = {"delta": delta} if name == "huber" else {}
    if name in KINKED:
        lines = _through_two(x, y)
        values = LOSSES[name].each(y, lines[:, :1] * x + lines[:, 1:])
        return Line(*lines[values.argmin()].tolist())
    line = _weighted_least_squares(x, y, np.ones_like(x))
    for _ in range(ROUNDS):
        before, prediction = line, line.slope * x + line.intercept
        error = np.where(prediction == y, 1e-9, prediction - y)
        weights = LOSSES[name].gradient(y, y + error, **parameters) / error
        line = _weighted_least_squares(x, y, weights)
        if np.allclose(line, before, rtol=0, atol=1e-9):
            break
    return line


def _through_two(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Slope and intercept of the line through each pair of points: (pairs, 2)."""
    first, second = np.array([pair for pair in combinations(range(len(x)), 2) if x[pair[0]] != x[pair[1]]]).T
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    return np.column_stack([slopes, y[first] - slopes * x[first]])


def _weighted_least_squares(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> Line:
    share = weights / weights.sum()
    x_mean, y_mean = share @ x, share @ y
    slope = share @ ((x - x_mean) * (y - y_mean)) / (share @ (x - x_mean) ** 2)
    return Line(float(slope), float(y_mean - slope * x_mean))
