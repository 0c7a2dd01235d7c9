"""What a network's outputs mean as answers, and how many of them are right."""

import math
from collections.abc import Sequence

import numpy as np

from dlplay.network import forward, value
from dlplay.neuron import Dense


def scores(layers: Sequence[Dense], features: np.ndarray, y: np.ndarray, loss: str) -> tuple[float, float]:
    """The mean loss, and the share of points whose class is right (NaN for a regression)."""
    trace = forward(layers, features)
    mean = value(layers, trace, y, loss)
    if layers[-1].activation == "linear":
        return mean, math.nan
    return mean, float((answers(layers, trace.a[-1]) == classes(y)).mean())


def answers(layers: Sequence[Dense], output: np.ndarray) -> np.ndarray:
    """The class numbers (N,) that outputs (N, K) mean."""
    if output.shape[1] > 1:
        return output.argmax(axis=1)
    return (output[:, 0] >= (0.0 if layers[-1].activation == "tanh" else 0.5)).astype(int)


def classes(y: np.ndarray) -> np.ndarray:
    """The class numbers (N,) of targets (N, K)."""
    return y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)


@np.errstate(over="ignore", invalid="ignore")
def confusion(layers: Sequence[Dense], features: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How many points of each class (row) were given which class (column)."""
    many = max(2, y.shape[1])
    matrix = np.zeros((many, many), int)
    np.add.at(matrix, (classes(y), answers(layers, forward(layers, features).a[-1])), 1)
    return matrix
