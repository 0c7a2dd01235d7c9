"""How good a reader is on digits whose truth is known: accuracy, calibration, agreement with another."""

from typing import NamedTuple

import numpy as np

BINS = 15


class Bin(NamedTuple):
    """Answers whose confidence lies in one of equal intervals of [0, 1]."""

    total: int
    confidence: float  # their mean; 0 where there is none
    accuracy: float  # share that is right; 0 where there is none


def reliability(probabilities: np.ndarray, truth: np.ndarray, bins: int = BINS) -> tuple[Bin, ...]:
    """Answers sorted by their confidence into equal intervals ((b - 1) / B, b / B], b = 1..B.

    Args:
        probabilities: (n, 10); the answer is the most probable digit, its probability the confidence.
        truth: (n,), the digits.

    Source: Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", ICML 2005.
    """
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == truth
    of = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    counts = np.bincount(of, minlength=bins)
    divisor = np.maximum(counts, 1)
    means = np.bincount(of, confidence, bins) / divisor
    shares = np.bincount(of, right, bins) / divisor
    return tuple(
        Bin(int(count), float(mean), float(share))
        for count, mean, share in zip(counts, means, shares, strict=True)
    )


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Expected calibration error, ECE = sum_b (n_b / n) |accuracy_b - confidence_b|, in 0..1.

    Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017.
    """
    total = sum(one.total for one in bins)
    return sum(one.total / total * abs(one.accuracy - one.confidence) for one in bins)
