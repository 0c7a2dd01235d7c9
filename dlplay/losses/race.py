"""One sigmoid neuron trained twice, on mean squared error and on cross-entropy, from the same wrong start.

z_i = w x_i + b, p_i = sigmoid(z_i). Gradient descent on all points at once. The slope with respect to z is
2 (p - y) p (1 - p) / n for the squared error, whose factor p (1 - p) vanishes where the neuron is sure, right
or wrong; for cross-entropy it is (p - y) / n.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.losses import LOSSES
from dlplay.losses.entropy import sigmoid

X = np.array([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0])
Y = (X > 0).astype(float)
RUNNERS = ("mean_squared_error", "binary_crossentropy")


class Run(NamedTuple):
    """What happened, at every step from the start on."""

    weights: np.ndarray  # (steps + 1,)
    biases: np.ndarray  # (steps + 1,)
    losses: np.ndarray  # (steps + 1,)
    gradients: np.ndarray  # (steps + 1,): the length of (dL/dw, dL/db)
    truths: np.ndarray  # (steps + 1,): the mean probability given to the true class


def value(name: str, z: np.ndarray) -> np.ndarray:
    """The loss of the logits (..., 8) of all points: (...,)."""
    if name == "binary_crossentropy":
        return LOSSES[name].each(Y, z, from_logits=True)
    return LOSSES[name].each(Y, sigmoid(z))


def slopes(name: str, z: np.ndarray) -> np.ndarray:
    """dL/dz (8,); the squared error goes through the sigmoid by the chain rule."""
    if name == "binary_crossentropy":
        return LOSSES[name].gradient(Y, z, from_logits=True)
    return LOSSES[name].gradient(Y, sigmoid(z)) * sigmoid(z) * sigmoid(-z)


@lru_cache(maxsize=128)
def train(name: str, weight: float, bias: float, learning_rate: float, steps: int) -> Run:
    """Gradient descent from (weight, bias)."""
    rows = []
    for _ in range(steps + 1):
        by_z = slopes(name, weight * X + bias)
        by_weight, by_bias = by_z @ X, by_z.sum()
        rows.append((weight, bias, np.hypot(by_weight, by_bias)))
        weight, bias = weight - learning_rate * by_weight, bias - learning_rate * by_bias
    weights, biases, gradients = np.array(rows).T
    z = weights[:, None] * X + biases[:, None]  # (steps + 1, 8)
    truths = sigmoid(np.where(Y == 1, z, -z)).mean(axis=1)
    return Run(weights, biases, value(name, z), gradients, truths)
