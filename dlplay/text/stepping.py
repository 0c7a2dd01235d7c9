"""One character for several streams at once, as fast as numpy can: the inner loop of writing.

What a layer's h feeds, the layer above now and its own next step, stands side by side in one matrix, so each
layer costs one product. Streams are the last axis, which keeps every gate in one piece of memory.

Notation: B streams, L layers, U units, V characters.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.text.cells import Cell

# columns a product: BLAS copies a wider matrix through the cache before it multiplies several streams by it
BLOCK = 640


def fuse(kernel: np.ndarray, recurrent: np.ndarray) -> list[np.ndarray]:
    # columns a product: BLAS copies a wider matrix through the cache before multiplying several streams by it
    weights = np.concatenate([kernel, recurrent], axis=1)
    count = -(-weights.shape[1] // BLOCK)
    return [np.ascontiguousarray(part).T for part in np.array_split(weights, count, axis=1)]


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
        fused: Sequence[list[np.ndarray]],
        biases: Sequence[np.ndarray],
        state: State,
        streams: int,
    ):
        self._cell, self._rows = cell, rows
        self._biases = [bias[:, None] for bias in biases]
        self._hidden = [np.repeat(h.T, streams, axis=1) for h in state.hidden]
        self._memory = [np.repeat(c.T, streams, axis=1) for c in state.cell]
        self._blocks: list[list[tuple[np.ndarray, np.ndarray]]] = []
        self._again: list[np.ndarray] = []
        self._above: list[np.ndarray] = []
        for weights, bias, hidden in zip(fused, biases, self._hidden, strict=True):
            product = np.empty((sum(map(len, weights)), streams), np.float32)
            self._blocks.append(list(zip(weights, np.array_split(product, len(weights)), strict=True)))
            self._above.append(product[: len(bias)])
            self._again.append(product[len(bias) :])
            self._multiply(self._blocks[-1], hidden)

    @staticmethod
    def _multiply(blocks: Sequence[tuple[np.ndarray, np.ndarray]], hidden: np.ndarray) -> None:
        for weights, out in blocks:
            np.dot(weights, hidden, out=out)

    def step(self, numbers: np.ndarray) -> np.ndarray:
        """Each stream reads its character, (B,) integers. Returns the logits of the next ones, (B, V)."""
        signal = self._rows[numbers].T
        for layer, hidden in enumerate(self._hidden):
            z = self._again[layer]
            z += signal
            self._cell.advance(z, hidden, self._memory[layer])
            self._multiply(self._blocks[layer], hidden)
            signal = self._above[layer]
            signal += self._biases[layer]
        return signal.T
