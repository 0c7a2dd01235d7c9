"""Recurrent cells arranged for speed: the same numbers as `dlplay.layers`, a fraction of the time.

A sigmoid is a tanh of half its argument, so with the gates' weights halved one tanh over all pre-activations
serves the four gates of an LSTM; everything else happens in place, units along the first axis, so that a gate
is one piece of memory. Notation: U units.
"""

import numpy as np


class LSTMCell:
    """An LSTM cell: weights prepared once, then `advance` turns pre-activations into the next state."""

    gates = 4
    layer = "LSTM"  # in Keras

    def __init__(self, units: int):
        self.units = units

    def prepare(self, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> list[np.ndarray]:
        """A layer's weights as Keras has them -> as `advance` needs them, float32, the same three."""
        return [self._arrange(weights) for weights in (kernel, recurrent, bias)]

    def _arrange(self, weights: np.ndarray) -> np.ndarray:
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
    layer = "SimpleRNN"

    def __init__(self, units: int):
        self.units = units

    def prepare(self, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> list[np.ndarray]:
        """The same three, unchanged but for the type."""
        return [np.asarray(weights, dtype=np.float32) for weights in (kernel, recurrent, bias)]

    def advance(self, z: np.ndarray, hidden: np.ndarray, cell: np.ndarray) -> None:
        """hidden = tanh(z), both (U, ...)."""
        np.tanh(z, out=hidden)


class GRUCell:
    """A GRU cell as in Keras (`reset_after`), with the face of `LSTMCell`.

    The reset gate stands between the two shares of the candidate, a = x W + b and r * (h U + b'), so these
    stay apart: z holds update gate, reset gate, the share from below, the share from before, in this order,
    with zeros where a weight would mix the last two. The `cell` carries the hidden state, to build on.
    Source: Cho et al., 2014; reset after the product as in cuDNN.
    """

    gates = 4
    layer = "GRU"

    def __init__(self, units: int):
        self.units = units

    def prepare(self, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> list[np.ndarray]:
        """(n, 3U), (U, 3U), (2, 3U) in Keras's order z, r, candidate -> (n, 4U), (U, 4U), (4U,)."""
        gates, none = 2 * self.units, np.zeros_like
        below, before = bias
        return [
            self._join(kernel[:, :gates], kernel[:, gates:], none(kernel[:, gates:])),
            self._join(recurrent[:, :gates], none(recurrent[:, gates:]), recurrent[:, gates:]),
            self._join((below + before)[:gates], below[gates:], before[gates:]),
        ]

    def _join(self, gates: np.ndarray, below: np.ndarray, before: np.ndarray) -> np.ndarray:
        return np.concatenate([0.5 * gates, below, before], axis=-1, dtype=np.float32)

    def advance(self, z: np.ndarray, hidden: np.ndarray, cell: np.ndarray) -> None:
        """z (4U, ...) becomes the gates u and r, candidate g, h U + b'; hidden = cell = u h + (1 - u) g."""
        units = self.units
        sigmoids, candidate = z[: 2 * units], z[2 * units : 3 * units]
        np.tanh(sigmoids, out=sigmoids)
        sigmoids *= 0.5
        sigmoids += 0.5
        candidate += z[units : 2 * units] * z[3 * units :]
        np.tanh(candidate, out=candidate)
        cell -= candidate
        cell *= z[:units]
        cell += candidate
        hidden[:] = cell


Cell = LSTMCell | SimpleRNNCell | GRUCell
CELLS: dict[str, type[Cell]] = {"lstm": LSTMCell, "gru": GRUCell, "simple_rnn": SimpleRNNCell}
