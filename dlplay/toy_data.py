"""Small data sets in the plane, and truth tables: something for a neuron to separate.

All points lie in [-3, 3] x [-3, 3] and are drawn from a seeded generator: everyone sees the same ones.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LIMIT = 3.0  # of both coordinates
TURNS = 0.55  # of each arm of the spiral


class Points(NamedTuple):
    """Labelled points: x (n, 2) float64, y (n,) int64, the classes 0, 1, ..."""

    x: np.ndarray
    y: np.ndarray


def blobs(n: int, seed: int, classes: int = 2) -> Points:
    """A group for each class; two of them lie around (-1.2, -0.8) and (1.2, 0.8), more on a circle."""
    y = np.arange(n) % classes
    centre = np.outer(2 * y - 1, (1.2, 0.8)) if classes == 2 else _around(1.8, 2 * np.pi * y / classes)
    return _within(centre + np.random.default_rng(seed).normal(scale=0.5, size=(n, 2)), y)


def overlapping(n: int, seed: int, classes: int = 2) -> Points:
    """The same groups, nearer and so wide that they overlap: no line gets every point right."""
    y = np.arange(n) % classes
    centre = np.outer(2 * y - 1, (0.8, 0.6)) if classes == 2 else _around(1.2, 2 * np.pi * y / classes)
    return _within(centre + np.random.default_rng(seed).normal(scale=0.9, size=(n, 2)), y)


def circle(n: int, seed: int, classes: int = 2) -> Points:
    """A disc, the last class, within rings."""
    random, y = np.random.default_rng(seed), np.arange(n) % classes
    gap = 2.4 / classes  # between the middles of two rings, a third of it empty
    radius = 2.2 - gap * y + random.uniform(-gap / 3, gap / 3, n)
    angle = random.uniform(0, 2 * np.pi, n)
    return _within(_around(radius, angle), y)


def exclusive_or(n: int, seed: int, classes: int = 2) -> Points:
    """Groups on a circle, the opposite ones of the same class: with two, 1 where the signs differ."""
    group = np.arange(n) % (2 * classes)
    centre = _around(1.4 * np.sqrt(2), np.pi / 4 - np.pi * group / classes)
    x = centre + np.random.default_rng(seed).normal(scale=0.8 / classes, size=(n, 2))
    return _within(x, group % classes)


def spiral(n: int, seed: int, classes: int = 2) -> Points:
    """An arm for each class, wound around each other."""
    random, y = np.random.default_rng(seed), np.arange(n) % classes
    along = np.linspace(0.15, 1, n)
    angle = 2 * np.pi * (TURNS * 2 * along + y / classes)
    return _within(_around(2.6 * along, angle) + random.normal(scale=0.08, size=(n, 2)), y)


def moons(n: int, seed: int, classes: int = 2) -> Points:
    """Half circles side by side, open up and down in turn, each reaching into the next."""
    random, y = np.random.default_rng(seed), np.arange(n) % classes
    radius = 4.6 / (classes + 1)
    up = 1 - 2 * (y % 2)
    centre = np.column_stack([radius * (y - (classes - 1) / 2), -0.25 * radius * up])
    arc = _around(radius, random.uniform(0, np.pi, n)) * np.column_stack([np.ones(n), up])
    return _within(centre + arc + random.normal(scale=0.1, size=(n, 2)), y)


def _around(radius: np.ndarray | float, angle: np.ndarray) -> np.ndarray:
    """Points (n, 2) at a distance from the origin and at an angle, in radians."""
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _within(x: np.ndarray, y: np.ndarray) -> Points:
    return Points(x.clip(-LIMIT, LIMIT), y)


# name -> (n, seed, classes) -> Points
TOY_DATA: dict[str, Callable[..., Points]] = {
    "blobs": blobs,
    "overlapping": overlapping,
    "circle": circle,
    "xor": exclusive_or,
    "moons": moons,
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
