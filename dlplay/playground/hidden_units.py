"""Hidden units that hinder learning: copies of each other, units without a slope, nearly flat ones.

That it is so for good is said only where it follows: a weight whose gradient is exactly 0 in every batch to
come stays where it is, if neither the optimizer nor a penalty moves it.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.activations.saturation import FAINT
from dlplay.network import forward
from dlplay.neuron import network_in
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground.training import Training

ALIKE = 1e-12
MOST = 0.9  # share of the points at which a saturated unit is nearly flat


class Slopeless(NamedTuple):
    """Units whose slope is 0 at every training point."""

    dead: int  # for good: nothing that changes reaches them, and their weights do not move
    silent: int  # now; weights before them, momentum or a penalty may wake them


def copies(training: Training) -> tuple[int, int] | None:
    """The first layer whose units stay copies of each other, and how many there are; None without one.

    Copies get the same gradients as long as all that a step reads of them is equal: the weights to them and
    from them, their biases, what the optimizer remembers of each. Dropout tells them apart.
    """
    if training.recipe.dropout:
        return None
    remembered = [training.row, *_remembered(training)]
    places = _places(training)
    for layer, (here, after) in enumerate(pairwise(places), 1):
        units = here.kernel.shape[1]
        of_units = np.vstack([here.kernel, here.bias, after.kernel.T])  # (weights of a unit, units)
        if units > 1 and all(np.ptp(row[of_units], axis=1).max() < ALIKE for row in remembered):
            return layer, units
    return None


def slopeless(training: Training) -> Slopeless:
    """The units that pass no gradient at any training point."""
    still = _still(training)
    inputs_fixed = np.ones(len(training.recipe.features), bool)
    dead = silent = 0
    for places, slopes in zip(_places(training), _slopes(training), strict=False):
        flat = (slopes == 0).all(axis=0)
        # a weight from an input that moves does no harm while it is 0: its own gradient is 0 too
        unmoved = (inputs_fixed[:, None] | (training.row[places.kernel] == 0)).all(axis=0)
        fixed = flat & unmoved & still[places.kernel].all(axis=0) & still[places.bias]
        dead += int(fixed.sum())
        silent += int((flat & ~fixed).sum())
        inputs_fixed = fixed & (training.recipe.dropout == 0)
    return Slopeless(dead, silent)


def saturated(training: Training) -> int:
    """How many units have a slope below 0.05 at nine points of ten or more, though not 0 at all of them."""
    return sum(
        int((((np.abs(one) < FAINT).mean(axis=0) >= MOST) & (one != 0).any(axis=0)).sum())
        for one in _slopes(training)
    )


def _slopes(training: Training) -> Iterator[np.ndarray]:
    """f'(z) of each hidden layer at the training points, (N, units)."""
    slope = ACTIVATIONS[training.recipe.activation].derivative
    return (slope(z) for z in forward(training.layers, training.problem.train[0]).z[:-1])


def _places(training: Training) -> list:
    """The network with each weight's place in the row where the weight stands."""
    return network_in(np.arange(len(training.row)), training.sizes, training.activations)


def _still(training: Training) -> np.ndarray:
    """Which weights (all of them in a row) a step leaves where they are if their gradient is 0."""
    after, _ = OPTIMIZERS[training.recipe.optimizer].step(
        training.row, training.penalty(), training.memory, learning_rate=training.recipe.learning_rate
    )
    return after == training.row


def _remembered(training: Training) -> list[np.ndarray]:
    """What the optimizer keeps of each weight from one step to the next."""
    kept = (training.memory or {}).items()
    return [one for name, one in kept if name not in {"g", "w"} and np.shape(one) == training.row.shape]
