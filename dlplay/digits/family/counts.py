"""Counts of a network with its weights: how many are there, how many are zero, how much is multiplied."""

from collections.abc import Sequence

import numpy as np

from dlplay.digits.family.architecture import Layer, work


def parameters(layers: Sequence[Layer]) -> int:
    """Weights and biases."""
    return sum(one.weights + one.biases for one in work(layers))


def nonzero(weights: dict[str, np.ndarray]) -> int:
    """Weights and biases that are not 0."""
    return sum(int(np.count_nonzero(array)) for array in weights.values())


def multiply_adds(layers: Sequence[Layer]) -> int:
    """Multiplications with a sum each, for one picture; see `architecture.Work`."""
    return sum(one.multiply_adds for one in work(layers))


def multiply_adds_nonzero(layers: Sequence[Layer], weights: dict[str, np.ndarray]) -> int:
    """Those whose weight is not 0: sum over layers of places · (weights that are not 0)."""
    return sum(
        one.places * int(np.count_nonzero(weights[f"{one.layer.name}_kernel"])) for one in work(layers)
    )
