"""Small data sets in the plane, and truth tables: something for a neuron to separate.

All points lie in [-3, 3] x [-3, 3] and are drawn from a seeded generator: everyone sees the same ones.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LIMIT = 3.0  # of both coordinates
TURNS = 0.55  # of each arm of the spiral


class Points(NamedTuple):
    """Labelled points: x (n, 2) float64, y (n,) int64, 0 or 1."""

    x: np.ndarray
    y: np.ndarray


def _alternating(n: int) -> np.ndarray:
    return np.arange(n) % 2


def blobs(n: int, seed: int) -> Points:
    """Two groups around (-1.2, -0.8) and (1.2, 0.8): a straight line separates them."""
    y = _alternating(n)
    centre = np.outer(2 * y - 1, (1.2, 0.8))
    return _within(centre + np.random.default_rng(seed).normal(scale=0.5, size=(n, 2)), y)


def overlapping(n: int, seed: int) -> Points:
    """The same two groups, so wide that they overlap: no line gets every point right."""
    y = _alternating(n)
    centre = np.outer(2 * y - 1, (0.8, 0.6))
    return _within(centre + np.random.default_rng(seed).normal(scale=0.9, size=(n, 2)), y)


def circle(n: int, seed: int) -> Points:
    """A disc (1) within a ring (0)."""
    random, y = np.random.default_rng(seed), _alternating(n)
    radius = np.where(y == 1, 1.0, 2.2) + random.uniform(-0.4, 0.4, n)
    angle = random.uniform(0, 2 * np.pi, n)
    return _within(radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y)


def exclusive_or(n: int, seed: int) -> Points:
    """Four groups in the four quadrants: 1 where the signs of the coordinates differ."""
    quadrant = np.arange(n) % 4
    signs = np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)])[quadrant]
    x = signs * 1.4 + np.random.default_rng(seed).normal(scale=0.4, size=(n, 2))
    return _within(x, quadrant % 2)


def spiral(n: int, seed: int) -> Points:
    """Two arms wound around each other."""
    random, y = np.random.default_rng(seed), _alternating(n)
    along = np.linspace(0.15, 1, n)
    angle = 2 * np.pi * TURNS * 2 * along + np.pi * y
    x = 2.6 * along[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return _within(x + random.normal(scale=0.08, size=(n, 2)), y)


def _within(x: np.ndarray, y: np.ndarray) -> Points:
    return Points(x.clip(-LIMIT, LIMIT), y)


# name -> (n, seed) -> Points
TOY_DATA: dict[str, Callable[[int, int], Points]] = {
    "blobs": blobs,
    "overlapping": overlapping,
    "circle": circle,
    "xor": exclusive_or,
    "spiral": spiral,
}


class TruthTable(NamedTuple):
    """A function of bits: inputs (rows, bits) and targets (rows,), both 0 or 1."""

    inputs: np.ndarray
    targets: np.ndarray


PAIRS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])

TRUTH_TABLES: dict[str, TruthTable] = {
    "and": TruthTable(PAIRS, PAIRS[:, 0] & PAIRS[:, 1]),
    "or": TruthTable(PAIRS, PAIRS[:, 0] | PAIRS[:, 1]),
    "not": TruthTable(np.array([(0,), (1,)]), np.array([1, 0])),
    "xor": TruthTable(PAIRS, PAIRS[:, 0] ^ PAIRS[:, 1]),
}
