"""How much of the error arrives how far back: gradients measured by their distance in time.

For one sequence, E = -ln p[y] at the last step T. Back through k steps of a SimpleRNN

    dE/dh_(T-k) = dE/dh_T  J_T J_(T-1) ... J_(T-k+1)        J_t = diag(1 - h_t^2) U^T

with U = rho times an orthogonal matrix, every factor changes lengths by rho, less what tanh takes: the
gradient follows rho^k from below. On an LSTM's way from cell state to cell state every factor is a forget
gate, f_t.

Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013.
"""

from typing import NamedTuple

import numpy as np

from dlplay.initializers import INITIALIZERS
from dlplay.recurrent.cells import CELLS, Cell
from dlplay.recurrent.network import Network, first_arrays, from_arrays, learn

UNITS = 32  # of the untrained networks


class Distances(NamedTuple):
    """Mean norms over the sequences, at distances 0 ... T."""

    hidden: np.ndarray  # (T + 1,) of dE/dh_(T-k)
    cell: np.ndarray  # (T + 1,) of dE/dc_(T-k); zeros in a SimpleRNN and a GRU
    weights: float  # of the mean gradient of all weights together
    loss: float

    @property
    def arrived(self) -> np.ndarray:
        """The hidden state's as a share of the one at distance 0."""
        return self.hidden / self.hidden[0] if self.hidden[0] else np.zeros_like(self.hidden)

    @property
    def cell_arrived(self) -> np.ndarray:
        """The cell state's as a share of the one at distance 0."""
        return self.cell / self.cell[0] if self.cell[0] else np.zeros_like(self.cell)


def untrained(
    cell: str, inputs: int, classes: int, radius: float, forget_bias: float, seed: int, units: int = UNITS
) -> Network:
    """A network as it starts, but every block of its recurrent kernel is `radius` times an orthogonal matrix.

    All eigenvalues of such a block have the absolute value `radius`; it multiplies every length by that.
    """
    random = np.random.default_rng([seed, 1])
    arrays = first_arrays(cell, inputs, units, classes, random)
    blocks = [INITIALIZERS["orthogonal"](units, units, random) for _ in CELLS[cell].columns]
    arrays[1] = radius * np.hstack(blocks)
    if cell == "lstm":
        arrays[2][CELLS[cell].block("forget", units)] = forget_bias
    return from_arrays(cell, arrays)


def scaled(network: Network, factor: float) -> Network:
    """The same network in float64, every recurrent weight times `factor`."""
    arrays = [array.astype(float) for array in network.arrays()]
    for place in range(1, len(arrays) - 2, 3):
        arrays[place] *= factor
    return from_arrays(network.cell.name, arrays)


def radii(network: Network, layer: int = -1) -> dict[str, float]:
    """The spectral radius, the largest absolute value of an eigenvalue, of each block of U."""
    cell: Cell = network.cell
    kernel = network.layers[layer].recurrent_kernel
    return {
        name: float(np.abs(np.linalg.eigvals(kernel[:, cell.block(name, network.units)])).max())
        for name in cell.columns
    }


def by_distance(network: Network, x: np.ndarray, y: np.ndarray, layer: int = -1) -> Distances:
    """Measure on sequences x (B, T, n) with targets y (B,) at their ends, in one layer of the network."""
    with np.errstate(over="ignore", invalid="ignore"):  # beyond float64 it is inf, which the page names
        gradients = learn(network, x, y)
        here = gradients.layers[layer]
        # the loss is the batch's mean, so one sequence's own gradient is B times its share
        hidden, cell = (
            len(y) * np.linalg.norm(part, axis=2).mean(axis=1)[::-1] for part in (here.hidden, here.cell)
        )
        weights = float(np.sqrt(sum(float((array * array).sum()) for array in gradients.arrays())))
    return Distances(hidden, cell, weights, gradients.loss)


def clipped(norm: float, limit: float) -> float:
    """The factor that clipping by the global norm puts on a gradient: min(1, limit / norm); limit 0: none."""
    return min(1.0, limit / norm) if limit and norm else 1.0
