"""A stack of recurrent layers and a softmax: the pass forward, and backpropagation through time.

The loss E is the mean cross-entropy of the batch at the last step. Going back, at every step t

    dE/dh_t = (from the softmax or the layer above, if any) + (from step t + 1)
    dE/dW += x_t^T dE/dz_t        dE/dU += h_(t-1)^T dE/dz_t        dE/db += dE/dz_t

so the hidden state of step t - k hears of the error only through k steps, one factor each.

Notation as in `dlplay.recurrent.cells`; T steps, L layers, K classes. Time is the second axis of what
goes in, (B, T, n), and the first of what comes out. Left out: a loss at other steps than the last.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.initializers import INITIALIZERS
from dlplay.layers import LSTMStep, softmax
from dlplay.recurrent.cells import CELLS, Back, Cell, State, Step, Weights


class Network(NamedTuple):
    """The weights, in the order that Keras's `get_weights` gives."""

    cell: Cell
    layers: tuple[Weights, ...]
    kernel: np.ndarray  # (U, K), of the softmax
    bias: np.ndarray  # (K,)

    @property
    def units(self) -> int:
        return self.kernel.shape[0]

    def arrays(self) -> list[np.ndarray]:
        """Every weight, in Keras's order."""
        return [*(array for layer in self.layers for array in layer), self.kernel, self.bias]


class Trace(NamedTuple):
    """What a layer computes over T steps."""

    x: np.ndarray  # (T, B, n)
    hidden: np.ndarray  # (T + 1, B, U), h_0 ... h_T
    cell: np.ndarray  # (T + 1, B, U), c_0 ... c_T; zeros in a SimpleRNN and a GRU
    steps: list[Step]  # of steps 1 ... T


class LayerGradients(NamedTuple):
    """dE with respect to everything in a layer."""

    weights: Weights
    x: np.ndarray  # (T, B, n)
    hidden: np.ndarray  # (T + 1, B, U), dE/dh_0 ... dE/dh_T
    cell: np.ndarray  # (T + 1, B, U); zeros in a SimpleRNN and a GRU


class Gradients(NamedTuple):
    """The loss of a batch, and its gradient."""

    loss: float
    layers: list[LayerGradients]
    kernel: np.ndarray
    bias: np.ndarray

    def arrays(self) -> list[np.ndarray]:
        """dE with respect to every weight, in the order of `Network.arrays`."""
        return [*(array for layer in self.layers for array in layer.weights), self.kernel, self.bias]


def shapes(cell: str, inputs: int, units: int, classes: int, layers: int = 1) -> list[tuple[int, ...]]:
    """The shapes of a network's arrays."""
    widths = [inputs, *[units] * (layers - 1)]
    stack: list[tuple[int, ...]] = [shape for width in widths for shape in CELLS[cell].shapes(width, units)]
    return [*stack, (units, classes), (classes,)]


def from_arrays(cell: str, arrays: Sequence[np.ndarray]) -> Network:
    """A network on weights in Keras's order; nothing is copied."""
    *stack, kernel, bias = arrays
    layers = tuple(Weights(*stack[start : start + 3]) for start in range(0, len(stack), 3))
    return Network(CELLS[cell], layers, kernel, bias)


def first_arrays(
    cell: str, inputs: int, units: int, classes: int, random: np.random.Generator
) -> list[np.ndarray]:
    """Weights as Keras draws them: glorot_uniform, orthogonal, biases 0 but 1 for an LSTM's forget gates."""
    kernel, recurrent_kernel, bias = CELLS[cell].shapes(inputs, units)
    arrays = [
        INITIALIZERS["glorot_uniform"](*kernel, random),
        INITIALIZERS["orthogonal"](*recurrent_kernel, random),
        np.zeros(bias),
        INITIALIZERS["glorot_uniform"](units, classes, random),
        np.zeros(classes),
    ]
    if cell == "lstm":
        arrays[2][CELLS[cell].block("forget", units)] = 1.0
    return arrays


def forward(cell: Cell, weights: Weights, x: np.ndarray, state: State | None = None) -> Trace:
    """One layer over x (B, T, n), from a state of zeros or from another, with everything kept."""
    units = weights.recurrent_kernel.shape[0]
    along = np.ascontiguousarray(x.swapaxes(0, 1))
    hidden = np.zeros((len(along) + 1, len(x), units), weights.kernel.dtype)
    memory = np.zeros_like(hidden)
    if state is not None:
        hidden[0], memory[0] = state
    steps = []
    for t, now in enumerate(along):
        step = cell.step(now, (hidden[t], memory[t]), weights)
        hidden[t + 1] = step.hidden
        if isinstance(step, LSTMStep):
            memory[t + 1] = step.cell
        steps.append(step)
    return Trace(along, hidden, memory, steps)


def backward(
    cell: Cell, weights: Weights, trace: Trace, by_output: Sequence[np.ndarray] | np.ndarray
) -> LayerGradients:
    """One layer back through time.

    Args:
        by_output: dE/dh_t as it comes from outside the layer, (B, U) each, for the last steps; nothing comes
            from outside at the steps before.
    """
    length = len(trace.steps)
    by_hidden, by_cell = np.zeros_like(trace.hidden), np.zeros_like(trace.cell)
    backs: list[Back] = []
    from_later: np.ndarray | float = 0.0
    cell_from_later: np.ndarray | float = 0.0
    transposed = weights.recurrent_kernel.T
    for t in range(length, 0, -1):
        place = t - 1 - length + len(by_output)
        by_hidden[t] = from_later + by_output[place] if place >= 0 else from_later
        state = trace.hidden[t - 1], trace.cell[t - 1]
        back = cell.back(trace.steps[t - 1], state, by_hidden[t], cell_from_later)
        by_cell[t] = back.by_own_cell
        from_later = back.by_recurrent @ transposed + back.by_hidden
        cell_from_later = back.by_cell
        backs.append(back)
    by_hidden[0], by_cell[0] = from_later, cell_from_later
    backs.reverse()
    by_x, by_weights = _by_weights(weights, trace, backs)
    return LayerGradients(by_weights, by_x, by_hidden, by_cell)


def _by_weights(weights: Weights, trace: Trace, backs: list[Back]) -> tuple[np.ndarray, Weights]:
    by_input = np.stack([back.by_input for back in backs])  # (T, B, columns)
    by_recurrent = np.stack([back.by_recurrent for back in backs])
    by_x = by_input @ weights.kernel.T
    rows, recurrent_rows = (
        by_input.reshape(-1, by_input.shape[-1]),
        by_recurrent.reshape(-1, by_input.shape[-1]),
    )
    by_kernel = trace.x.reshape(len(rows), -1).T @ rows
    by_recurrent_kernel = trace.hidden[:-1].reshape(len(rows), -1).T @ recurrent_rows
    by_bias = rows.sum(axis=0)
    if weights.bias.ndim == 2:
        by_bias = np.stack([by_bias, recurrent_rows.sum(axis=0)])
    return by_x, Weights(by_kernel, by_recurrent_kernel, by_bias)


def read(network: Network, x: np.ndarray) -> list[Trace]:
    """Every layer's trace over x (B, T, n)."""
    traces = []
    for weights in network.layers:
        traces.append(forward(network.cell, weights, x))
        x = traces[-1].hidden[1:].swapaxes(0, 1)
    return traces


def scores(network: Network, hidden: np.ndarray) -> np.ndarray:
    """h W + b of hidden states (..., U), before any softmax: (..., K)."""
    return hidden @ network.kernel + network.bias


def probabilities(network: Network, hidden: np.ndarray) -> np.ndarray:
    """softmax(h W + b) of hidden states (..., U): (..., K)."""
    return softmax(scores(network, hidden))


def learn(network: Network, x: np.ndarray, y: np.ndarray) -> Gradients:
    """The mean of -ln p[y] at the last step, and its gradient to every weight and every state.

    Args:
        x: (B, T, n).
        y: (B,) class numbers.
    """
    traces = read(network, x)
    last = traces[-1].hidden[-1]
    p = probabilities(network, last)
    rows = np.arange(len(y))
    with np.errstate(divide="ignore"):  # p may underflow where a network is sure and wrong
        loss = float(-np.log(p[rows, y]).mean())
    delta = p
    delta[rows, y] -= 1
    delta /= len(y)
    by_output: Sequence[np.ndarray] | np.ndarray = [delta @ network.kernel.T]
    layers = []
    for weights, trace in zip(reversed(network.layers), reversed(traces), strict=True):
        layers.append(backward(network.cell, weights, trace, by_output))
        by_output = layers[-1].x
    layers.reverse()
    return Gradients(loss, layers, last.T @ delta, delta.sum(axis=0))
