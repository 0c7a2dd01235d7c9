"""One character for several streams at once, as fast as numpy can: the inner loop of writing.

What a layer's h feeds, the layer above now and its own next step, stands side by side in one matrix, so each
layer costs one product. Streams are the last axis, which keeps every gate in one piece of memory.

Notation: B streams, L layers, U units, V characters.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.text.cells import Cell


def fuse(kernel: np.ndarray, recurrent: np.ndarray) -> np.ndarray:
    """What h feeds, side by side and turned, a row for each sum: BLAS multiplies it so in the least time."""
    return np.ascontiguousarray(np.concatenate([kernel, recurrent], axis=1).T)


class State(NamedTuple):
    """What a model remembers: hidden (h) and cell state (c), each (L, 1, U)."""

    hidden: np.ndarray
    cell: np.ndarray


class Stepper:
    """Holds the state of B streams and moves it by one character at a time.

    Args:
        cell: from `dlplay.text.cells`, with its weights prepared.
        rows: (V, 4U), what each character adds to the first layer, bias included.
        fused: from `fuse`, for each layer.
        biases: (above,) for each layer, of the layer above it, at last of the logits.
        state: `hidden` and `cell`, each (L, 1, U), where every stream begins.
    """

    def __init__(
        self,
        cell: Cell,
        rows: np.ndarray,
        fused: Sequence[np.ndarray],
        biases: Sequence[np.ndarray],
        state: State,
        streams: int,
    ):
        self._cell, self._rows = cell, rows
        self._biases = [bias[:, None] for bias in biases]
        self._hidden = [np.repeat(h.T, streams, axis=1) for h in state.hidden]
        self._memory = [np.repeat(c.T, streams, axis=1) for c in state.cell]
        self._fused = fused
        self._products = [weights @ hidden for weights, hidden in zip(fused, self._hidden, strict=True)]
        above = [len(bias) for bias in biases]
        self._above = [one[:rows] for one, rows in zip(self._products, above, strict=True)]
        self._again = [one[rows:] for one, rows in zip(self._products, above, strict=True)]

    def step(self, numbers: np.ndarray) -> np.ndarray:
        """Each stream reads its character, (B,) integers. Returns the logits of the next ones, (B, V)."""
        signal = self._rows[numbers].T
        for layer, hidden in enumerate(self._hidden):
            z = self._again[layer]
            z += signal
            self._cell.advance(z, hidden, self._memory[layer])
            np.dot(self._fused[layer], hidden, out=self._products[layer])
            signal = self._above[layer]
            signal += self._biases[layer]
        return signal.T
