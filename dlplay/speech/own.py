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
    weights, biases = _descend(scaled(summaries), labels, np.ones((1, len(labels)), bool))
    return Neuron(weights[0], float(biases[0]))


def left_out(summaries: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """p, (N,), of each recording by a neuron that learnt from the others."""
    x = scaled(summaries)
    weights, biases = _descend(x, labels, ~np.eye(len(labels), dtype=bool))
    return sigmoid(np.sum(x * weights, axis=1) + biases)


def _descend(x: np.ndarray, labels: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """w (R, 128) and b (R,) of R neurons at once; each learns from those that it has `seen` (R, N)."""
    weights, biases = np.zeros((len(seen), x.shape[1])), np.zeros(len(seen))
    share = seen / seen.sum(axis=1, keepdims=True)
    for _ in range(STEPS):
        errors = (sigmoid(weights @ x.T + biases[:, None]) - labels) * share
        weights -= RATE * (errors @ x + 2 * DECAY * weights)
        biases -= RATE * errors.sum(axis=1)
    return weights, biases
