"""What every neuron answers over the whole plane: its own picture."""

from collections.abc import Sequence

import numpy as np

from dlplay.network import forward
from dlplay.neuron import Dense
from dlplay.playground.problem import featured
from dlplay.toy_data import LIMIT


def plane(size: int) -> np.ndarray:
    """The centres of size x size squares over [-3, 3]^2, row by row from the lower left: (size^2, 2)."""
    along = (np.arange(size) + 0.5) / size * 2 * LIMIT - LIMIT
    x1, x2 = np.meshgrid(along, along)
    return np.column_stack([x1.ravel(), x2.ravel()])


def pictures(layers: Sequence[Dense], features: tuple[str, ...], size: int) -> list[np.ndarray]:
    """a[0] ... a[L] over the plane: (units, size, size) float32 each; the first row is the lowest x2."""
    with np.errstate(over="ignore", invalid="ignore"):
        trace = forward(layers, featured(plane(size), features))
        # an overflow is drawn as the largest number that float32 holds
        drawn = [np.nan_to_num(a.T.astype(np.float32)) for a in trace.a]
    return [one.reshape(-1, size, size) for one in drawn]
