"""Who contributes what to the digit reader's answer: each sum of a dense layer, taken apart into its terms.

Notation: p (13, 13, 32) the pooled maps, z = p W + b the sums of the 128 hidden units, a = relu(z), and
l = a V + c the ten logits.  Nothing is approximated: the terms of a sum and its bias add up to it.
"""

from typing import NamedTuple

import numpy as np

from dlplay.digits.network import Trace


class Shares(NamedTuple):
    """The terms of every sum for one picture, float32.

    maps: (32, 128), of map f in unit j: sum_rc p[r, c, f] W[r, c, f, j].  z[j] = sum_f maps[f, j] + b[j].
    places: (13, 13, 128), of a place of all maps: sum_f p[r, c, f] W[r, c, f, j].
    units: (128, 10), of unit j in logit k: a[j] V[j, k].  l[k] = sum_j units[j, k] + c[k].
    """

    maps: np.ndarray
    places: np.ndarray
    units: np.ndarray


class Product(NamedTuple):
    """One of the 5,408 products in a hidden unit's sum: of the number p at (row, column) of a pooled map."""

    row: int
    column: int
    map: int
    value: float
    weight: float


def shares(trace: Trace) -> Shares:
    """Take the sums apart.

    Args:
        trace: of one picture, by a network with a convolution.
    """
    rows, columns, maps = trace.pooled.shape
    kernel = trace.weights["dense_kernel"].reshape(rows * columns, maps, -1)
    pooled = trace.pooled.reshape(rows * columns, maps)
    return Shares(
        np.einsum("pf,pfj->fj", pooled, kernel),
        np.einsum("pf,pfj->pj", pooled, kernel).reshape(rows, columns, -1),
        trace.dense[:, None] * trace.weights["output_kernel"],
    )


def largest_products(trace: Trace, unit: int, count: int) -> list[Product]:
    """The `count` products in a hidden unit's sum that are farthest from 0, the farthest first."""
    weights, numbers = trace.weights["dense_kernel"][:, unit], trace.pooled.ravel()
    found = np.argsort(-np.abs(weights * numbers), kind="stable")[:count]
    rows, columns, maps = np.unravel_index(found, trace.pooled.shape)
    each = zip(rows, columns, maps, numbers[found], weights[found], strict=True)
    return [Product(int(r), int(c), int(f), float(p), float(w)) for r, c, f, p, w in each]
