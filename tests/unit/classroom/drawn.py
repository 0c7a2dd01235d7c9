"""Digits as a class draws them."""

import numpy as np

from dlplay.digits import classify, samples


def digit(label: int, hand: int = 1) -> np.ndarray:
    """A sample digit as the network reads it, uint8 (28, 28)."""
    return np.round(classify(samples.drawing(label, hand, "centre")).network_input * 255).astype(np.uint8)
