"""What an activation does to a signal: a batch through N random layers, and a gradient back through them.

    z[l] = a[l-1] W[l]        a[l] = f(z[l])                  l = 1 ... N, a[0] the batch
    g[l-1] = (g[l] * f'(z[l])) W[l]^T                         g[l] the gradient with respect to a[l]

The batch and g[N] are standard normal numbers. Source of the experiment: Glorot and Bengio (2010),
"Understanding the difficulty of training deep feedforward neural networks".
Left out: biases (they start at 0) and learning; this is the first step's gradient.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dlplay.activations import Activation
from dlplay.activations.saturation import FAINT
from dlplay.initializers import INITIALIZERS

BATCH = 128


class Start(NamedTuple):
    """What is random in the experiment; every activation gets the same."""

    inputs: np.ndarray  # a[0], (B, n)
    weights: list[np.ndarray]  # W[1] ... W[N], (n, n) each
    gradient: np.ndarray  # g[N], (B, n)


@dataclass(frozen=True)
class Signal:
    """The signal at every layer, as far as its numbers stay finite."""

    values: np.ndarray  # a[0] ... a[L], (L + 1, B, n); L < N where layer L + 1 overflowed
    gradient: (
        np.ndarray
    )  # root mean square of g[0] ... g[N], (N + 1,); empty where the forward pass overflowed
    faint: np.ndarray  # share of units and examples with |f'(z[l])| < 0.05, (L,)
    depth: int  # N

    @property
    def overflowed(self) -> bool:
        return len(self.values) <= self.depth

    @property
    def deviation(self) -> np.ndarray:
        """Standard deviation of a[0] ... a[L]."""
        return self.values.std(axis=(1, 2))

    @property
    def arrived(self) -> float:
        """The share of the gradient that arrives at the input; NaN if there is no gradient."""
        return float(self.gradient[0] / self.gradient[-1]) if len(self.gradient) else np.nan

    @property
    def factor(self) -> float:
        """By how much one layer multiplies the gradient, on the geometric mean."""
        return self.arrived ** (1 / self.depth)


def draw(depth: int, width: int, initializer: str, seed: int) -> Start:
    """The batch, the weights and the gradient at the end, from one seed.

    Args:
        initializer: a key of INITIALIZERS.
    """
    random = np.random.default_rng(seed)
    inputs, gradient = random.normal(size=(2, BATCH, width))
    weights = [INITIALIZERS[initializer](width, width, random) for _ in range(depth)]
    return Start(inputs, weights, gradient)


def push(activation: Activation, start: Start, **parameters: Any) -> Signal:
    """Send the batch forward and the gradient back.

    Args:
        activation: elementwise.
        parameters: of the activation, where they are not its defaults.
    """
    values, slopes = [start.inputs], []
    with np.errstate(over="ignore", invalid="ignore"):  # an explosion is a result; it ends the signal
        for kernel in start.weights:
            z = values[-1] @ kernel
            value, slope = activation.function(z, **parameters), activation.derivative(z, **parameters)
            if not (np.isfinite(value).all() and np.isfinite(slope).all()):
                break
            values.append(value)
            slopes.append(slope)
        gradient = _back(start, slopes) if len(slopes) == len(start.weights) else np.array([])
    faint = np.array([(np.abs(slope) < FAINT).mean() for slope in slopes])
    return Signal(np.stack(values), gradient, faint, len(start.weights))


def _back(start: Start, slopes: list[np.ndarray]) -> np.ndarray:
    """Root mean square of g[0] ... g[N]; empty if it leaves the numbers of float64."""
    gradient = start.gradient
    sizes = [_size(gradient)]
    for kernel, slope in zip(reversed(start.weights), reversed(slopes), strict=True):
        gradient = (gradient * slope) @ kernel.T
        sizes.append(_size(gradient))
    return np.array(sizes[::-1]) if np.isfinite(sizes).all() else np.array([])


def _size(numbers: np.ndarray) -> float:
    return float(np.sqrt(np.mean(numbers * numbers)))
