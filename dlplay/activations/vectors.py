"""Functions of a whole vector, along the last axis: softmax, its logarithm, sparsemax, the gated linear unit.

`chain(x, g)` is the product g J with the Jacobian J[i, j] = df[i] / dx[j], worked out by hand, so that no
Jacobian is ever built for a batch.
"""

import numpy as np

from dlplay.activations.activation import Activation, Paper, Piece
from dlplay.activations.squashing import sigmoid, sigmoid_slope


def log_softmax(x: np.ndarray) -> np.ndarray:
    """x_i - ln sum_j e^x_j, counted from the largest x, so that no exponential overflows."""
    below = _from_largest(x)
    with np.errstate(invalid="ignore"):  # NaN where there is nothing but -inf, or an inf, as in Keras
        return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def softmax(x: np.ndarray) -> np.ndarray:
    return np.exp(log_softmax(x))


def softmax_slope(x: np.ndarray) -> np.ndarray:
    p = softmax(x)
    return p * (1 - p)


def softmax_chain(x: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """J = diag(p) - p p^T."""
    p = softmax(x)
    return p * (gradient - (p * gradient).sum(axis=-1, keepdims=True))


def log_softmax_chain(x: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """J = I - 1 p^T."""
    return gradient - softmax(x) * gradient.sum(axis=-1, keepdims=True)


def sparsemax(x: np.ndarray) -> np.ndarray:
    """max(x - tau, 0), with tau such that the outputs sum to one: the point of the simplex nearest to x.

    With z the sorted inputs, k is the largest index with 1 + k z_k > z_1 + ... + z_k, and
    tau = (z_1 + ... + z_k - 1) / k (Martins and Astudillo 2016, algorithm 1). This is the published function.
    Keras 3.15.1 gets tau wrong where two or more outputs are positive, and they do not add up to one there
    (https://github.com/keras-team/keras/issues/23425, mended after 3.15.1).
    """
    below = np.maximum(_from_largest(x), -1.0)  # an input lower than the largest by 1 or more gets nothing
    z = -np.sort(-below, axis=-1)
    sums = np.cumsum(z, axis=-1)
    inside = 1 + np.arange(1, x.shape[-1] + 1) * z > sums
    size = np.maximum(inside.sum(axis=-1, keepdims=True), 1)
    tau = (np.take_along_axis(sums, size - 1, axis=-1) - 1) / size
    return np.maximum(below - tau, 0.0)


def sparsemax_slope(x: np.ndarray) -> np.ndarray:
    support = (sparsemax(x) > 0).astype(float)
    return support * (1 - 1 / support.sum(axis=-1, keepdims=True))


def sparsemax_chain(x: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """J = diag(s) - s s^T / |s|, with s = 1 on the support: the mean over the support is taken out."""
    support = (sparsemax(x) > 0).astype(float)
    mean = (support * gradient).sum(axis=-1, keepdims=True) / support.sum(axis=-1, keepdims=True)
    return support * (gradient - mean)


def _from_largest(x: np.ndarray) -> np.ndarray:
    # A constant taken from all inputs changes none of these functions.
    with np.errstate(over="ignore", invalid="ignore"):
        return x - x.max(axis=-1, keepdims=True)


def glu(x: np.ndarray) -> np.ndarray:
    a, b = _halves(x)
    return a * sigmoid(b)


def glu_slope(x: np.ndarray) -> np.ndarray:
    a, b = _halves(x)
    return np.concatenate([sigmoid(b), a * sigmoid_slope(b)], axis=-1)


def glu_chain(x: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    return np.concatenate([gradient, gradient], axis=-1) * glu_slope(x)


def _halves(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if x.shape[-1] % 2:
        raise ValueError(f"glu needs an even number of inputs on the last axis; x has the shape {x.shape}")
    a, b = np.split(x, 2, axis=-1)
    return a, b


VECTORS = (
    Activation(
        "softmax",
        softmax,
        softmax_slope,
        (
            Piece(
                r"p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
                r"\frac{\partial p_i}{\partial x_j} = p_i (\delta_{ij} - p_j)",
            ),
        ),
        chain=softmax_chain,
        paper=Paper("Bridle", 1990, "https://doi.org/10.1007/978-3-642-76153-9_28"),
    ),
    Activation(
        "log_softmax",
        log_softmax,
        lambda x: 1 - softmax(x),
        (
            Piece(
                r"\ln p_i = x_i - \ln \sum_j e^{x_j}",
                r"\frac{\partial \ln p_i}{\partial x_j} = \delta_{ij} - p_j",
            ),
        ),
        chain=log_softmax_chain,
    ),
    Activation(
        "sparsemax",
        sparsemax,
        sparsemax_slope,
        (
            Piece(
                r"p_i = \max(x_i - \tau, 0), \quad \tau:\; \textstyle\sum_i p_i = 1",
                r"\frac{\partial p_i}{\partial x_j} = \delta_{ij} - \frac{1}{|S|}"
                r"\;\text{ for } i, j \in S = \{i : p_i > 0\}",
            ),
        ),
        chain=sparsemax_chain,
        paper=Paper("Martins, Astudillo", 2016, "https://arxiv.org/abs/1602.02068"),
    ),
    Activation(
        "glu",
        glu,
        glu_slope,
        (
            Piece(
                r"f_i = a_i\, \sigma(b_i), \quad x = (a, b)",
                r"\frac{\partial f_i}{\partial a_i} = \sigma(b_i), \quad "
                r"\frac{\partial f_i}{\partial b_i} = a_i\, \sigma(b_i) (1 - \sigma(b_i))",
            ),
        ),
        chain=glu_chain,
        paper=Paper("Dauphin, Fan, Auli, Grangier", 2017, "https://arxiv.org/abs/1612.08083"),
    ),
)
