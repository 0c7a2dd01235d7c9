"""Recurrent cells arranged for speed: the same numbers as `dlplay.layers`, a fraction of the time.

A sigmoid is a tanh of half its argument, so with the gates' weights halved one tanh over all pre-activations
serves the four gates of an LSTM; everything else happens in place, units along the first axis, so that a gate
is one piece of memory. Notation: U units.
"""

import numpy as np


class LSTMCell:
    """An LSTM cell: weights prepared once, then `advance` turns pre-activations into the next state."""

    gates = 4

    def __init__(self, units: int):
        self.units = units

    def prepare(self, weights: np.ndarray) -> np.ndarray:
        """(..., 4U) in Keras's order i, f, g, o -> i, f, o, g, the columns of the three sigmoids halved."""
        input_gate, forget_gate, candidate, output_gate = np.split(weights, 4, axis=-1)
        gates = [0.5 * input_gate, 0.5 * forget_gate, 0.5 * output_gate, candidate]
        return np.concatenate(gates, axis=-1, dtype=np.float32)

    def advance(self, z: np.ndarray, hidden: np.ndarray, cell: np.ndarray) -> None:
        """z (4U, ...) becomes the gates i, f, o, g; hidden and cell (U, ...) become the next step's."""
        units = self.units
        np.tanh(z, out=z)
        sigmoids = z[: 3 * units]
        sigmoids *= 0.5
        sigmoids += 0.5
        cell *= z[units : 2 * units]
        cell += z[:units] * z[3 * units :]
        np.tanh(cell, out=hidden)
        hidden *= z[2 * units : 3 * units]


class SimpleRNNCell:
    """A SimpleRNN cell, with the face of `LSTMCell`. Its `cell` is never touched."""

    gates = 1

    def __init__(self, units: int):
        self.units = units

    def prepare(self, weights: np.ndarray) -> np.ndarray:
        """(..., U), unchanged but for the type."""
        return np.asarray(weights, dtype=np.float32)

    def advance(self, z: np.ndarray, hidden: np.ndarray, cell: np.ndarray) -> None:
        """hidden = tanh(z), both (U, ...)."""
        np.tanh(z, out=hidden)


CELLS = {"lstm": LSTMCell, "simple_rnn": SimpleRNNCell}
