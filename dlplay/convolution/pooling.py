"""Pooling: of each small window of a map one number is left."""

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

KINDS = ("max", "average")


class Pooled(NamedTuple):
    """What is left of a map.

    values: (H', W', C).
    winners: (H', W', C), which number of its window the largest is, row by row from 0; of equal ones
        the first.
    """

    values: np.ndarray
    winners: np.ndarray


def pool(x: np.ndarray, size: int = 2, kind: str = "max") -> Pooled:
    """y[i, j] = the largest, or the mean, of x[s i + a, s j + b] over a, b < s.

    Windows stand side by side; rows and columns that do not fill one are dropped.

    Args:
        x: (H, W, C).
        size: side of a window, s.
        kind: "max" or "average".

    Raises:
        ValueError: for another kind, and a window larger than the map.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {KINDS}, got {kind!r}")
    if not 1 <= size <= min(x.shape[:2]):
        raise ValueError(f"size must be from 1 to {min(x.shape[:2])}, got {size}")
    windows = sliding_window_view(x, (size, size), axis=(0, 1))[::size, ::size]  # (H', W', C, s, s)
    each = windows.reshape(*windows.shape[:3], size * size)
    return Pooled(each.max(-1) if kind == "max" else each.mean(-1), each.argmax(-1))
