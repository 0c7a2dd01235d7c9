"""Slopes measured without the chain rule: move one number a little to both sides and look at the loss.

    dE/dq ~ (E(q + epsilon) - E(q - epsilon)) / (2 epsilon)

The error falls with epsilon^2 while epsilon is large, and grows with the rounding of E / epsilon when it is
tiny. Source: Press et al., "Numerical Recipes", section 5.7.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dlplay.backprop.names import Names
from dlplay.backprop.problem import Problem, Quantity
from dlplay.losses import LOSSES
from dlplay.network import forward, value
from dlplay.neuron import place


class Difference(NamedTuple):
    """A central difference and the two losses that it comes from."""

    above: float  # E(q + epsilon)
    below: float  # E(q - epsilon)
    epsilon: float

    @property
    def slope(self) -> float:
        return (self.above - self.below) / (2 * self.epsilon)


def difference(problem: Problem, quantity: Quantity, epsilon: float) -> Difference:
    """The slope of E with respect to any weight, bias, sum or activation, measured."""
    above, below = (moved(problem, quantity, shift) for shift in (epsilon, -epsilon))
    return Difference(above, below, epsilon)


def moved(problem: Problem, quantity: Quantity, shift: float) -> float:
    """E where one number is `shift` larger than the network makes it, and what follows from it follows."""
    letter, layer, unit, source, _ = quantity
    if letter == "a":
        return _from_activation(problem, layer, unit, shift)
    # a sum moves as its bias does
    at = place(problem.sizes, layer, source if letter == "w" else None, unit)
    weights = list(problem.weights)
    weights[at] += shift
    return replace(problem, weights=tuple(weights)).forward()[1]


def _from_activation(problem: Problem, layer: int, unit: int, shift: float) -> float:
    trace, _ = problem.forward()
    a = trace.a[layer].copy()
    a[0, unit] += shift
    with np.errstate(all="ignore"):
        if layer == problem.depth:
            return LOSSES[problem.loss].value(problem.targets(), a)
        rest = problem.layers()[layer:]
        return value(rest, forward(rest, a), problem.targets(), problem.loss)


def all_differences(problem: Problem, epsilon: float) -> dict[str, Difference]:
    """Of every weight and bias, by its key."""
    parts = Names(problem.sizes).parts()
    return {key: difference(problem, part, epsilon) for key, part in parts.items()}


def relative_error(one: float, other: float) -> float:
    """|a - b| / max(|a|, |b|): 0 where both are 0."""
    largest = max(abs(one), abs(other))
    return abs(one - other) / largest if largest else 0.0


def along(problem: Problem, quantity: Quantity, shifts: np.ndarray) -> np.ndarray:
    """E at each shift of one number, (n,); NaN where it is not finite."""
    losses = np.array([moved(problem, quantity, float(shift)) for shift in shifts])
    return np.where(np.isfinite(losses), losses, np.nan)
