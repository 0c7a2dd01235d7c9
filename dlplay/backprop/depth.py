"""The same pass back through 1 to 10 hidden layers: how much of the gradient reaches each, and what it moves.

    dE/dW[l] = a[l-1]^T delta[l]        delta[l] = (delta[l+1] W[l+1]^T) * f'(z[l])

Going one layer back multiplies by a weight and by f'(z). In a chain of single neurons that is all there is:
dE/dz[1] = dE/dz[L] times the product of W[l+1] f'(z[l]) for l = 1 ... L - 1.

The last layer is a sigmoid with binary cross-entropy, so that its delta is p - y and never beyond 1.
Source: Hochreiter, "Untersuchungen zu dynamischen neuronalen Netzen", 1991; Glorot and Bengio (2010).
Left out: biases (they start at 0), more than one update.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.initializers import INITIALIZERS, Initializer
from dlplay.network import Gradients, Trace, backward, forward, row_of, value
from dlplay.neuron import Dense, network_in

OUTPUT, LOSS = "sigmoid", "binary_crossentropy"
EXAMPLES = 32
EVEN = 10.0  # a gradient that changes by less than this factor on the whole way counts as steady
# those that can be written in a line of numpy
INITIALS: dict[str, Initializer] = {
    name: INITIALIZERS[name] for name in ("glorot_uniform", "he_uniform", "lecun_uniform", "random_normal")
} | {"ones": lambda n_in, n_out, random: np.ones((n_in, n_out)), "zeros": INITIALIZERS["zeros"]}


class Deep(NamedTuple):
    """A network before its first update, with its data."""

    kernels: tuple[np.ndarray, ...]  # W[1] ... W[L]
    x: np.ndarray  # (N, n_in)
    y: np.ndarray  # (N, 1)

    def layers(self, activation: str) -> list[Dense]:
        last = len(self.kernels) - 1
        return [
            Dense(kernel, np.zeros(kernel.shape[1]), OUTPUT if place == last else activation)
            for place, kernel in enumerate(self.kernels)
        ]


def draw(depth: int, width: int, initial: str, scale: float, seed: int) -> Deep:
    """A network of `depth` hidden layers; a chain (width 1) sees one example, 1 -> 1, wider ones see 32.

    The 32 are standard normal points in the plane, of class 1 where x_1 x_2 > 0.

    Args:
        initial: a key of INITIALS; the weights are `scale` times what it draws.
    """
    random = np.random.default_rng(seed)
    if width == 1:
        x, y = np.ones((1, 1)), np.ones((1, 1))
    else:
        x = random.normal(size=(EXAMPLES, 2))
        y = (x[:, :1] * x[:, 1:] > 0).astype(float)
    sizes = [x.shape[1], *[width] * depth, 1]
    drawn = [INITIALS[initial](n_in, n_out, random) for n_in, n_out in pairwise(sizes)]
    return Deep(tuple(scale * kernel for kernel in drawn), x, y)


class Flow(NamedTuple):
    """One pass forward and back, and one update; sizes are root mean squares over a layer's numbers."""

    trace: Trace
    gradients: Gradients
    deltas: np.ndarray  # size of dE/dz[1] ... dE/dz[L], (L,): what flows back
    slopes: np.ndarray  # size of dE/dW[1] ... dE/dW[L], (L,): what the weights get of it
    change: np.ndarray  # size of eta dE/dW[l] over that of W[l], (L,); NaN where W[l] is 0
    loss: float
    after: float  # E after one update

    @property
    def arrived(self) -> float:
        """The first layer's dE/dz over the last one's; NaN where that is 0."""
        end = float(self.deltas[-1])
        return float(self.deltas[0]) / end if end else np.nan

    @property
    def per_layer(self) -> float:
        """By how much one layer multiplies it, on the geometric mean."""
        return float(self.arrived ** (1 / (len(self.deltas) - 1)))

    @property
    def verdict(self) -> str:
        """dead, vanishes, explodes or steady."""
        if not self.deltas[0]:
            return "dead"
        if 1 / EVEN <= self.arrived <= EVEN:
            return "steady"
        return "vanishes" if self.arrived < 1 else "explodes"


def flow(deep: Deep, activation: str, rate: float) -> Flow | None:
    """Forward, back, and one update; None where the numbers leave the range of float64.

    Args:
        activation: of the hidden layers.
    """
    layers = deep.layers(activation)
    with np.errstate(all="ignore"):
        trace = forward(layers, deep.x)
        gradients = backward(layers, trace, deep.y, LOSS)
        row = row_of(layers) - rate * gradients.row()
        sizes = [deep.x.shape[1], *(kernel.shape[1] for kernel in deep.kernels)]
        moved = network_in(row, sizes, [layer.activation for layer in layers])
        after = value(moved, forward(moved, deep.x), deep.y, LOSS)
        loss = value(layers, trace, deep.y, LOSS)
        deltas, slopes = (
            np.array([_size(part) for part in parts]) for parts in (gradients.deltas, gradients.kernels)
        )
        weights = np.array([_size(kernel) for kernel in deep.kernels])
        change = np.where(weights > 0, rate * slopes / weights, np.nan)
    if not (np.isfinite(row).all() and np.isfinite(loss) and np.isfinite(slopes).all()):
        return None
    return Flow(trace, gradients, deltas, slopes, change, loss, after)


class ChainFactor(NamedTuple):
    """What going back from layer l + 1 to layer l multiplies by, in a chain of single neurons."""

    layer: int  # l
    weight: float  # W[l+1]
    slope: float  # f'(z[l])
    delta: float  # dE/dz[l], the product so far

    @property
    def factor(self) -> float:
        return self.weight * self.slope


def chain(deep: Deep, activation: str, passed: Flow) -> list[ChainFactor]:
    """The factors from the last layer back to the first; one example, one neuron a layer."""
    if any(kernel.size != 1 for kernel in deep.kernels):
        raise ValueError(f"a chain has one weight a layer; got {[k.shape for k in deep.kernels]}")
    factors = []
    for layer in range(len(deep.kernels) - 1, 0, -1):
        slope = float(ACTIVATIONS[activation].derivative(passed.trace.z[layer - 1])[0, 0])
        delta = float(passed.gradients.deltas[layer - 1][0, 0])
        factors.append(ChainFactor(layer, float(deep.kernels[layer][0, 0]), slope, delta))
    return factors


def _size(numbers: np.ndarray) -> float:
    return float(np.sqrt(np.mean(numbers * numbers)))
