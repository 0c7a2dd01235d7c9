"""The best that straight borders do: a linear model of the training points, fitted to the end.

Notation: x (N, F + 1) standardised features and a column of ones; W (F + 1, K - 1), the last class has logits
0. A classification is multinomial logistic regression, fitted by Newton's method:

    p = softmax(x W)        dE/dW = x^T (p - y) / N        H = x^T diag(p_i (1[i = j] - p_j)) x / N

with a penalty of 1e-6 |W|^2 / 2: without it W would grow without end where a line parts the points. A
regression is least squares.
Source: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2009, section 4.4.1.
"""

import numpy as np

from dlplay.activations import ACTIVATIONS

RIDGE = 1e-6
MOST_STEPS = 60
CLOSE = 1e-8  # length of the gradient that counts as the end
HALVINGS = 12


def accuracy(features: np.ndarray, labels: np.ndarray) -> float:
    """The share of points (N, F) whose class (N,) the fitted logistic regression finds."""
    present, y = np.unique(labels, return_inverse=True)
    if len(present) == 1:
        return 1.0
    x = _design(features)
    weights = _fitted(x, np.eye(len(present))[y])
    return float((_probabilities(x, weights).argmax(axis=1) == y).mean())


def explained(features: np.ndarray, target: np.ndarray) -> float:
    """R^2 of least squares: the most of the variance of (N,) that a plane over (N, F) explains."""
    x = _design(features)
    error = x @ np.linalg.lstsq(x, target, rcond=None)[0] - target
    variance = float(target.var())
    return 1 - float((error * error).mean()) / variance if variance else 1.0


def _design(features: np.ndarray) -> np.ndarray:
    deviation = features.std(axis=0)
    standard = (features - features.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0)
    return np.column_stack([standard, np.ones(len(features))])


def _probabilities(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return ACTIVATIONS["softmax"].function(_logits(x, weights))


def _logits(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.column_stack([x @ weights, np.zeros(len(x))])


def _loss(x: np.ndarray, weights: np.ndarray, y: np.ndarray) -> float:
    logits = _logits(x, weights)
    above = logits - logits.max(axis=1, keepdims=True)
    chosen = (np.log(np.exp(above).sum(axis=1)) - (above * y).sum(axis=1)).mean()
    return float(chosen + RIDGE / 2 * (weights * weights).sum())


def _fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """W by Newton's method; a step that would raise the loss is halved."""
    n, size = x.shape
    weights = np.zeros((size, y.shape[1] - 1))
    for _ in range(MOST_STEPS):
        p = _probabilities(x, weights)[:, :-1]
        gradient = x.T @ (p - y[:, :-1]) / n + RIDGE * weights
        if np.linalg.norm(gradient) < CLOSE:
            break
        curvature = p[:, :, None] * (np.eye(p.shape[1]) - p[:, None, :])  # (N, K - 1, K - 1)
        hessian = (
            np.einsum("nf,nij,ng->figj", x, curvature, x, optimize=True).reshape((weights.size,) * 2) / n
        )
        step = np.linalg.solve(hessian + RIDGE * np.eye(weights.size), gradient.ravel()).reshape(
            weights.shape
        )
        before = _loss(x, weights, y)
        for _ in range(HALVINGS):
            if _loss(x, weights - step, y) <= before:
                break
            step /= 2
        weights = weights - step
    return weights
