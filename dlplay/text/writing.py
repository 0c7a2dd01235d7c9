"""What can be measured on a written text: its entropy, and where it surprises.

Notation: n characters, V characters in the vocabulary, p a probability; ln throughout: the unit is the nat.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np

from dlplay.layers import softmax
from dlplay.text.char_lstm import CharLSTM
from dlplay.text.sampling import by_score


class Surprise(NamedTuple):
    """How a model read a text of n characters; the first is given, so n - 1 have a probability."""

    probabilities: np.ndarray  # (n - 1,): of each character but the first, given all before it
    alternatives: np.ndarray  # (n - 1, k) integers: the k likeliest characters there, likeliest first
    alternative_probabilities: np.ndarray  # (n - 1, k)

    @property
    def nats_a_character(self) -> float:
        """-mean ln p."""
        return float(-np.log(self.probabilities).mean())

    @property
    def perplexity(self) -> float:
        """exp(-mean ln p): the number of equally likely characters that would surprise as much."""
        return float(np.exp(self.nats_a_character))


def surprise(model: CharLSTM, text: str, alternatives: int = 5) -> Surprise:
    """The probability that the model gave each character, and the likeliest characters in its place.

    Raises ValueError for a text of fewer than two characters or with characters outside the vocabulary.
    """
    if len(text) < 2:
        raise ValueError(f"text must have at least 2 characters, got {text!r}")
    numbers = model.vocabulary.encode(text)
    logits = model.read(text[:-1]).logits
    probabilities = softmax(logits.astype(np.float64))
    likeliest = by_score(logits)[:, :alternatives]
    chosen = probabilities[np.arange(len(text) - 1), numbers[1:]]
    return Surprise(chosen, likeliest, np.take_along_axis(probabilities, likeliest, axis=1))


def entropy(probabilities: np.ndarray) -> np.ndarray:
    """H = -sum p ln p over the last axis, with 0 ln 0 = 0: (..., V) -> (...,) nats."""
    logarithms = np.log(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)
    return -(probabilities * logarithms).sum(axis=-1)


def character_entropy(text: str) -> float:
    """The entropy of the characters of a text counted alone, without their order: nats, 0 for no text."""
    counts = np.array(list(Counter(text).values()), np.float64)
    return float(entropy(counts / counts.sum())) if len(counts) else 0.0
