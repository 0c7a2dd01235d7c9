"""Two words of one's own, learnt from a handful of recordings: the network's features stay, one neuron is
new.

    x = h / |h| for the network's summary h of a word (128 sizes);    p = 1 / (1 + exp(-(w · x + b)))
    w, b minimise the mean cross-entropy + 0.001 |w|², by 300 steps of gradient descent at a rate of 20
Learning on top of what another task has taught is transfer learning.  With few recordings the training
accuracy says nothing, so each recording is judged by a neuron that learnt from all the others: leave-one-out.
"""

from typing import NamedTuple

import numpy as np

from dlplay.layers import sigmoid

STEPS, RATE, DECAY = 300, 20.0, 1e-3


class Neuron(NamedTuple):
    """w (128,) and b."""

    weights: np.ndarray
    bias: float

    def __call__(self, summaries: np.ndarray) -> np.ndarray:
        """p, (N,), of the second word, for summaries (N, 128)."""
        return sigmoid(scaled(summaries) @ self.weights + self.bias)


def scaled(summaries: np.ndarray) -> np.ndarray:
    """x, of length 1 each."""
    return summaries / (np.linalg.norm(summaries, axis=-1, keepdims=True) + 1e-9)


def learn(summaries: np.ndarray, labels: np.ndarray) -> Neuron:
    """Args: summaries (N, 128), labels (N,), 0 for the first word and 1 for the second."""
    x = scaled(summaries)
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        error = (sigmoid(x @ weights + bias) - labels) / len(labels)
        weights -= RATE * (x.T @ error + 2 * DECAY * weights)
        bias -= RATE * float(error.sum())
    return Neuron(weights, bias)


def left_out(summaries: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """p, (N,), of each recording by a neuron that learnt from the others."""
    others = ~np.eye(len(labels), dtype=bool)
    learnt = [learn(summaries[keep], labels[keep]) for keep in others]
    return np.array([neuron(one[None])[0] for neuron, one in zip(learnt, summaries, strict=True)])
