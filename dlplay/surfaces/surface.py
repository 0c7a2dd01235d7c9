r"""What every loss surface has: a value, a gradient, its minima, and the noise of mini-batches.

Notation: w = (x, y) the two weights, L(w) the loss, g(w) its gradient.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

EXAMPLES = 32  # of the network's data
BATCHES = (1, 2, 4, 8, 16)  # smaller than the whole; 0 stands for all data
NUDGE = 1e-5  # of the finite differences behind the curvature

Rule = Callable[[np.ndarray], np.ndarray]


class Limits(NamedTuple):
    """The part of the plane that a picture shows."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def diagonal(self) -> float:
        return float(np.hypot(self.right - self.left, self.top - self.bottom))


@dataclass(frozen=True)
class Surface:
    """A loss over two weights.

    `value` takes (..., 2) to (...), `slope` to (..., 2); both float64 and finite wherever w is moderate.
    """

    name: str
    value: Rule
    slope: Rule
    latex: str
    keras: str  # the loss as an expression in x and y for Keras
    limits: Limits
    minima: tuple[tuple[float, float], ...]  # all global ones
    start: tuple[float, float]
    noise: float  # sigma
    fold: float  # from where on its heights are drawn as logarithms; 0: as they are
    source: str
    batch: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None  # (w, examples) -> gradient

    @property
    def least(self) -> float:
        """The smallest loss there is."""
        return float(self.value(np.array(self.minima[0])))

    def height(self, loss: np.ndarray) -> np.ndarray:
        """A loss as it is drawn: above the smallest, or log(1 + that / fold) where hills would hide all."""
        above = loss - self.least
        return np.log1p(above / self.fold) if self.fold else above

    def draws(self, batch: int, steps: int, seed: int) -> np.ndarray | None:
        """What chance adds to each step: (steps, 2) noise, or (steps, batch) examples; None for all data.

        Args:
            batch: the size of the mini-batches, one of BATCHES, or 0 for all data.
        """
        if batch == 0:
            return None
        if batch not in BATCHES:
            raise ValueError(f"batch must be 0 or one of {BATCHES}; received {batch}")
        random = np.random.default_rng(seed)
        if self.batch is None:
            return random.normal(scale=self.noise / np.sqrt(batch), size=(steps, 2))
        epochs = -(-steps * batch // EXAMPLES)
        order = np.concatenate([random.permutation(EXAMPLES) for _ in range(epochs)])
        return order[: steps * batch].reshape(steps, batch)

    def gradient(self, w: np.ndarray, draw: np.ndarray | None = None) -> np.ndarray:
        """The gradient (..., 2) of all data, or of a mini-batch: a row of `draws`."""
        if draw is None:
            return self.slope(w)
        return self.slope(w) + draw if self.batch is None else self.batch(w, draw)

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """The second derivatives (..., 2, 2), by central differences of the gradient."""
        columns = [(self.slope(w + step) - self.slope(w - step)) / (2 * NUDGE) for step in NUDGE * np.eye(2)]
        matrix = np.stack(columns, axis=-1)
        return (matrix + np.swapaxes(matrix, -1, -2)) / 2

    def curvature(self, w: np.ndarray) -> np.ndarray:
        """The eigenvalues (..., 2) of the second derivatives, the smaller one first."""
        return np.linalg.eigvalsh(self.hessian(w))

    def nearest(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The number of the nearest minimum and the distance to it, (...) each."""
        gaps = w[..., None, :] - np.array(self.minima)
        distances = np.hypot(gaps[..., 0], gaps[..., 1])
        return distances.argmin(axis=-1), distances.min(axis=-1)


def together(by_x: np.ndarray, by_y: np.ndarray) -> np.ndarray:
    """Two derivatives (...) as one gradient (..., 2)."""
    return np.stack([by_x, by_y], axis=-1)
