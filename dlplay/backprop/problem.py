"""One network, one example, one loss: what backpropagation has to work on, and what it finds.

Notation: as in `dlplay.network`, for a single example: a[0] = x, p = a[L], y the target, E the loss;
eta the learning rate.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from dlplay.network import Gradients, Trace, backward, forward, value
from dlplay.neuron import Dense, network_in, number_of_weights

NETWORKS: dict[str, tuple[int, ...]] = {
    "2-1": (2, 1),
    "1-1-1": (1, 1, 1),
    "2-2-1": (2, 2, 1),
    "2-3-1": (2, 3, 1),
    "2-2-2": (2, 2, 2),
    "1-1-1-1": (1, 1, 1, 1),
    "2-2-2-1": (2, 2, 2, 1),
}
LARGEST = 1e12  # a weight beyond this has left every picture; training stops there


class Quantity(NamedTuple):
    """One number of a network, or the slope of the loss with respect to it."""

    letter: str  # z, a, w, b as in the notation; y the target; E the loss
    layer: int = 0
    unit: int = 0
    source: int = -1  # of a weight: the neuron that it comes from
    slope: bool = False  # dE / d(this)


class Run(NamedTuple):
    """One pass forward and one back."""

    trace: Trace
    loss: float
    gradients: Gradients

    @property
    def finite(self) -> bool:
        parts = [*self.trace.z, *self.trace.a, *self.gradients.deltas, self.gradients.row()]
        return bool(np.isfinite(self.loss) and all(np.isfinite(part).all() for part in parts))

    def at(self, quantity: Quantity) -> float:
        """The value, or the slope, of an activation or a sum; the slope of a weight or a bias."""
        letter, layer, unit, source, slope = quantity
        trace, back = self.trace, self.gradients
        if letter == "E":
            return 1.0 if slope else self.loss
        if letter == "w":
            return float(back.kernels[layer - 1][source, unit])
        if letter == "b":
            return float(back.biases[layer - 1][unit])
        if letter == "z":
            return float((back.deltas if slope else trace.z)[layer - 1][0, unit])
        return float((back.activations if slope else trace.a)[layer][0, unit])


@dataclass(frozen=True)
class Problem:
    """Sizes with the inputs first; the weights in the order of Keras's `get_weights()`."""

    sizes: tuple[int, ...]
    weights: tuple[float, ...]
    hidden: str  # activation of all hidden layers, a key of ACTIVATIONS
    output: str  # activation of the last layer
    loss: str  # a key of LOSSES
    x: tuple[float, ...]
    y: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.weights) != number_of_weights(self.sizes):
            raise ValueError(f"sizes {self.sizes} do not take {len(self.weights)} weights")
        if (len(self.x), len(self.y)) != (self.sizes[0], self.sizes[-1]):
            raise ValueError(f"x {self.x} and y {self.y} do not fit the sizes {self.sizes}")

    @property
    def depth(self) -> int:
        """L, the layers of weights."""
        return len(self.sizes) - 1

    @property
    def activations(self) -> list[str]:
        return [self.hidden] * (self.depth - 1) + [self.output]

    def layers(self) -> list[Dense]:
        return network_in(np.array(self.weights, float), self.sizes, self.activations)

    def targets(self) -> np.ndarray:
        """(1, units of the last layer)."""
        return np.array([self.y], float)

    def forward(self) -> tuple[Trace, float]:
        """z, a and E; infinite or undefined where the numbers of float64 do not reach."""
        layers = self.layers()
        with np.errstate(all="ignore"):  # an overflow is a result, and it is told
            trace = forward(layers, np.array([self.x], float))
            return trace, value(layers, trace, self.targets(), self.loss)

    def run(self) -> Run:
        """Forward and back."""
        trace, loss = self.forward()
        with np.errstate(all="ignore"):
            return Run(trace, loss, backward(self.layers(), trace, self.targets(), self.loss))

    def updated(self, slopes: np.ndarray, rate: float) -> "Problem":
        """w := w - eta dE/dw for every weight and bias; `slopes` in their order."""
        with np.errstate(all="ignore"):
            row = np.array(self.weights) - rate * slopes
        return replace(self, weights=tuple(row.tolist()))


class History(NamedTuple):
    """A training: the problem before each round, and after the last."""

    problems: tuple[Problem, ...]
    losses: tuple[float, ...]
    stopped: bool  # whether the numbers left the range before all rounds were done


def train(problem: Problem, rate: float, rounds: int) -> History:
    """`rounds` updates of gradient descent on the one example; fewer where the numbers leave the range."""
    problems, losses = [problem], [problem.forward()[1]]
    for _ in range(rounds):
        following = problems[-1].updated(problems[-1].run().gradients.row(), rate)
        loss = following.forward()[1]
        if not (np.isfinite(loss) and np.abs(following.weights).max() < LARGEST):
            return History(tuple(problems), tuple(losses), True)
        problems.append(following)
        losses.append(loss)
    return History(tuple(problems), tuple(losses), False)
