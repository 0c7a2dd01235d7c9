"""Learning from a handful of labelled sentences while one watches: logistic regression in numpy.

    p = sigmoid(w · x + b),  L = -mean(y ln p + (1 - y) ln(1 - p)) + λ/2 |w|²
Gradient descent from 0 with the step 1 / (λ + |X|² / 4n), with which L never rises: |X|², the sum of all
squares, among them a 1 a sentence for b, is at least the largest eigenvalue of XᵀX.
x is either a bag of words, which knows nothing but these sentences, or what the shipped network has made of
the sentence before its last layer: transfer learning.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.layers import sigmoid
from dlplay.sentiment.network import Network
from dlplay.sentiment.pieces import is_han, parts, tokens

STEPS = 300
DECAY = 1e-3  # λ


class Line(NamedTuple):
    """w (d,), b, and L before each step and after the last, (STEPS + 1,)."""

    weights: np.ndarray
    bias: float
    losses: np.ndarray

    def logits(self, x: np.ndarray) -> np.ndarray:
        """(n,) from (n, d)."""
        return x @ self.weights + self.bias

    def accuracy(self, x: np.ndarray, labels: np.ndarray) -> float:
        """Share of the labels (n,), 0 or 1, that the sign of the logit hits; a logit of 0 is half a hit."""
        side = np.sign(self.logits(x)) * np.where(labels, 1, -1)
        return float(((side + 1) / 2).mean())


def fit(x: np.ndarray, labels: np.ndarray, steps: int = STEPS, decay: float = DECAY) -> Line:
    """Learn from x (n, d) and labels (n,), 0 or 1.

    Raises:
        ValueError: if there is no sentence of one of the labels.
    """
    if set(np.unique(labels)) != {0, 1}:
        raise ValueError("there must be a sentence of each label")
    ones = np.column_stack([x, np.ones(len(x))])  # the bias is the last weight
    pull = np.append(np.full(x.shape[1], decay), 0)
    rate = 1 / (decay + np.sum(ones**2) / (4 * len(x)))
    weights, losses = np.zeros(len(pull)), np.empty(steps + 1)
    for step in range(steps + 1):
        z = ones @ weights
        losses[step] = np.mean(np.logaddexp(0, z) - labels * z) + weights @ (pull * weights) / 2
        if step < steps:
            weights = weights - rate * (ones.T @ (sigmoid(z) - labels) / len(x) + pull * weights)
    return Line(weights[:-1], float(weights[-1]), losses)


def words(texts: Sequence[str]) -> dict[str, int]:
    """A vocabulary of the tokens of these sentences, of Chinese also pairs of characters."""
    found = sorted({name for text in texts for name in _counted(text)})
    return {name: place for place, name in enumerate(found)}


def bag(texts: Sequence[str], vocabulary: dict[str, int]) -> np.ndarray:
    """x (n, d): 1 / √m for each of the m words of a sentence that stand in the vocabulary, else 0."""
    x = np.zeros((len(texts), len(vocabulary)))
    for row, text in zip(x, texts, strict=True):
        row[[vocabulary[name] for name in _counted(text) if name in vocabulary]] = 1
    return x / np.sqrt(np.maximum(x.sum(axis=1, keepdims=True), 1))


def _counted(text: str) -> set[str]:
    names = [token.name for token in tokens(text)]
    pairs = {part for place, name in enumerate(names) if is_han(name) for part in parts(names, place)}
    return set(names) | pairs


def pooled(texts: Sequence[str], network: Network) -> np.ndarray:
    """x (n, F): Σ_t a_t g_t of each sentence, zeros for one without a word."""
    x = np.zeros((len(texts), len(network.weights.score)))
    for row, text in zip(x, texts, strict=True):
        names = [token.name for token in tokens(text)]
        if names:
            trace = network(names)
            row[:] = trace.attention @ trace.wide
    return x


def learning_curve(
    x: np.ndarray, labels: np.ndarray, test_x: np.ndarray, test_labels: np.ndarray, counts: Sequence[int]
) -> np.ndarray:
    """Accuracy on the test sentences after the first so many, 0.5 where one label is still missing."""
    curve = []
    for count in counts:
        both = len(set(labels[:count].tolist())) == 2
        curve.append(fit(x[:count], labels[:count]).accuracy(test_x, test_labels) if both else 0.5)
    return np.array(curve)
