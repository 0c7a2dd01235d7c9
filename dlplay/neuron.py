"""The neuron: a weighted sum, a bias, an activation; and small dense networks of it, every sum in the open.

Notation: x inputs, w weights, b bias, z = w . x + b, a = f(z); W[l], b[l], z[l], a[l] the same for all
neurons of layer l, a[0] = x; N any leading axes. A neuron that decides answers 1 where z >= 0, which is where
the step function is 1 and the sigmoid at least one half.

Source: Rosenblatt, "The perceptron", Psychological Review 65(6), 1958; for what a single one cannot do,
Minsky and Papert, "Perceptrons", 1969.
Left out: learning. Here a person sets the weights.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS

EXACT = 12  # decimals of z


class Dense(NamedTuple):
    """A dense layer as Keras stores it: kernel (n_in, units), bias (units,), the activation's Keras name."""

    kernel: np.ndarray
    bias: np.ndarray
    activation: str


class LayerTrace(NamedTuple):
    """What a layer computes, sum by sum."""

    inputs: np.ndarray  # a[l-1], (N, n_in)
    terms: np.ndarray  # a[l-1]_i W[l]_ij, (N, n_in, units)
    z: np.ndarray  # (N, units)
    a: np.ndarray  # (N, units)


def neuron(weights: Sequence[float], bias: float, activation: str) -> Dense:
    """A single neuron as a layer of one unit: weights (n_in,)."""
    return Dense(np.array(weights, float)[:, None], np.array([bias], float), activation)


def forward(layers: Sequence[Dense], x: np.ndarray) -> list[LayerTrace]:
    """z[l]_j = sum_i a[l-1]_i W[l]_ij + b[l]_j and a[l] = f(z[l]), layer by layer.

    z is rounded to twelve decimals: 3 · 0.1 - 0.3 is 0 here, as on paper, and decides a step as 0 does.

    Args:
        layers: the network, input side first; or as many as the leading axes of x tell, see `network_in`.
        x: (N, n_in).

    Returns:
        One trace a layer; the network's output is `[-1].a`.
    """
    traces, a = [], np.asarray(x, float)
    for kernel, bias, activation in layers:
        if a.shape[-1] != kernel.shape[-2]:
            raise ValueError(
                f"x has {a.shape[-1]} features on its last axis, the kernel expects {kernel.shape[-2]}"
            )
        terms = a[..., :, None] * kernel  # (N, n_in, units)
        z = (terms.sum(axis=-2) + bias).round(EXACT)
        traces.append(LayerTrace(a, terms, z, ACTIVATIONS[activation].function(z)))
        a = traces[-1].a
    return traces


def running_sums(trace: LayerTrace, bias: float) -> np.ndarray:
    """How the first neuron's sum grows: 0, then after each term, then with the bias; (n_in + 2,)."""
    return np.concatenate([[0.0], np.cumsum([*trace.terms[:, 0], bias])])


def positive_part(weights: Sequence[float] | np.ndarray, bias: float, low: float, high: float) -> np.ndarray:
    """The corners of {x in [low, high]^2 : w . x + b >= 0}, a convex polygon.

    The square is cut by one line (Sutherland and Hodgman, "Reentrant polygon clipping", 1974).

    Args:
        weights: (2,).

    Returns:
        (k, 2) in order around the polygon; k = 0 where the neuron is negative everywhere.
    """
    w = np.asarray(weights, float)
    square = np.array([(low, low), (high, low), (high, high), (low, high)], float)
    z = square @ w + bias
    corners = []
    for start, end, z_start, z_end in zip(square, np.roll(square, -1, 0), z, np.roll(z, -1), strict=True):
        if z_start >= 0:
            corners.append(start)
        if (z_start >= 0) != (z_end >= 0):
            corners.append(start + (end - start) * (z_start / (z_start - z_end)))
    return np.array(corners).reshape(-1, 2)


def boundary(
    weights: Sequence[float] | np.ndarray, bias: float, low: float, high: float
) -> np.ndarray | None:
    """The two ends of the line w . x + b = 0 within [low, high]^2, (2, 2); None where it does not pass."""
    w = np.asarray(weights, float)
    # of the polygon's corners, those that the cut has made lie on the line
    rounding = 1e-9 * max(*np.abs(w), abs(bias))
    ends = [corner for corner in positive_part(w, bias, low, high) if abs(corner @ w + bias) <= rounding]
    if not w.any() or len(ends) < 2:
        return None
    return np.array([min(ends, key=tuple), max(ends, key=tuple)])


def distance(weights: Sequence[float], z: float) -> float | None:
    """The signed distance z / |w| of an input from where w . x + b = 0; None where all weights are 0."""
    length = math.hypot(*weights)
    return z / length if length else None


def network(sizes: Sequence[int], values: Sequence[float] | np.ndarray, activation: str) -> list[Dense]:
    """A dense network from its numbers, with the same activation in every layer; see `network_in`."""
    return network_in(np.array(values, float), sizes, [activation] * (len(sizes) - 1))


def network_in(row: np.ndarray, sizes: Sequence[int], activations: Sequence[str]) -> list[Dense]:
    """The dense network whose numbers lie in `row`: its parts themselves, so that changing one changes both.

    Args:
        row: all of them in the order of Keras's `get_weights()`: W[1] row by row, b[1], W[2], b[2], ...
            Several networks (..., numbers) become layers of which each part has these leading axes.
        sizes: neurons a layer, the inputs first: (2, 3, 1) has W[1] (2, 3), b[1] (3,), W[2] (3, 1),
            b[2] (1,).
        activations: one for each layer of weights, keys of ACTIVATIONS.
    """
    expected = number_of_weights(sizes)
    if row.shape[-1:] != (expected,):
        raise ValueError(
            f"row must hold {expected} numbers for sizes {tuple(sizes)}; its shape is {row.shape}"
        )
    layers, start = [], 0
    for (n_in, units), activation in zip(pairwise(sizes), activations, strict=True):
        middle, end = start + n_in * units, start + (n_in + 1) * units
        kernel = row[..., start:middle].reshape(*row.shape[:-1], n_in, units)
        layers.append(Dense(kernel, row[..., middle:end], activation))
        start = end
    return layers


def number_of_weights(sizes: Sequence[int]) -> int:
    """How many weights and biases a dense network has."""
    return sum((n_in + 1) * units for n_in, units in pairwise(sizes))


def place(sizes: Sequence[int], layer: int, source: int | None, unit: int) -> int:
    """Where W[layer] from neuron `source` to neuron `unit` stands in that row; source None: its bias.

    Layers are counted from 1 as in W[l]; neurons from 0 as in Python.
    """
    before = number_of_weights(sizes[:layer])
    row = sizes[layer - 1] if source is None else source  # the bias stands like one more row of the kernel
    return before + row * sizes[layer] + unit


def answers(layers: Sequence[Dense], x: np.ndarray) -> np.ndarray:
    """1 where the last neuron's z >= 0, else 0: (N,) int64 for x (N, n_in)."""
    return (forward(layers, x)[-1].z[..., 0] >= 0).astype(int)


class Search(NamedTuple):
    """Every setting tried: how many there were, the most rows that one got right, the first such one."""

    settings: int
    right: int
    weights: tuple[float, ...]  # w_1, ..., w_n, b


def best_neuron(inputs: np.ndarray, targets: np.ndarray, values: np.ndarray) -> Search:
    """Try one neuron with every combination of `values` for its weights and its bias.

    Args:
        inputs: (rows, n_in), few rows.
        targets: (rows,), 0 or 1.
        values: (v,), the positions of a slider; v^(n_in + 1) settings are tried.
    """
    grids = np.meshgrid(*[values] * (inputs.shape[1] + 1), indexing="ij")
    *weights, bias = (grid.ravel() for grid in grids)
    right = np.zeros(len(bias), int)
    for x, target in zip(inputs, targets, strict=True):
        z = bias + sum(w * value for w, value in zip(weights, x, strict=True))
        right += (z >= 0) == target
    best = int(right.argmax())
    return Search(len(bias), int(right[best]), tuple(float(grid.ravel()[best]) for grid in grids))
