"""SimpleRNN, GRU and LSTM: one step forward, and the same step back.

Notation: B sequences in the batch, n inputs, U units; h hidden state, c cell state; W kernel, U recurrent
kernel, b bias; z pre-activations. dE/dq is written `by_q`. All weights are in Keras's order and shapes:

    simple_rnn   W (n, U)    U (U, U)    b (U,)       columns h
    gru          W (n, 3U)   U (U, 3U)   b (2, 3U)    columns z (update), r (reset), g (candidate)
    lstm         W (n, 4U)   U (U, 4U)   b (4U,)      columns i (input), f (forget), g (candidate), o (output)

Source: Werbos, "Backpropagation through time: what it does and how to do it", Proceedings of the IEEE 78,
1990; the cells' own papers stand in `dlplay.layers`. Left out: Keras's reset_after=False, dropout, masks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dlplay.layers import GRUStep, LSTMStep, gru_cell, lstm_cell, simple_rnn_cell

CLOSED = 1000.0  # a bias that makes sigmoid exactly 0 (with a minus sign) or exactly 1


class Weights(NamedTuple):
    """The weights of one recurrent layer, in Keras's shapes."""

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray


class SimpleRNNStep(NamedTuple):
    """What a SimpleRNN cell computes at one time step: (B, U)."""

    hidden: np.ndarray


class Back(NamedTuple):
    """What one step hands back."""

    by_input: np.ndarray  # dE/d(x W + b), (B, columns)
    by_recurrent: np.ndarray  # dE/d(h U + b'), (B, columns); the same but in a GRU
    by_hidden: np.ndarray | float  # dE/dh of the step before, but for the way through U
    by_cell: np.ndarray | float  # dE/dc of the step before
    by_own_cell: np.ndarray | float  # dE/dc of this step, the way through its own h included


Step = SimpleRNNStep | GRUStep | LSTMStep
State = tuple[np.ndarray, np.ndarray]  # h and c, (B, U) each; c stays 0 in a SimpleRNN and a GRU


@dataclass(frozen=True)
class Cell:
    """A recurrent cell: `step(x, state, weights)` and `back(step, state, by_hidden, by_cell)`."""

    name: str  # the key in CELLS
    title: str  # Keras's class
    columns: tuple[str, ...]  # blocks of the kernel's columns, U each
    gates: tuple[str, ...]  # those of them that are gates
    step: Callable[[np.ndarray, State, Weights], Step]
    back: Callable[[Any, State, np.ndarray, np.ndarray | float], Back]  # takes its own kind of step

    def block(self, name: str, units: int) -> slice:
        """Where the columns of a gate or candidate stand."""
        place = self.columns.index(name)
        return slice(place * units, (place + 1) * units)

    def shapes(self, inputs: int, units: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, ...]]:
        """The shapes of the weights, in the order of `Weights`."""
        wide = len(self.columns) * units
        return (inputs, wide), (units, wide), (2, wide) if self.name == "gru" else (wide,)

    def parameters(self, inputs: int, units: int) -> int:
        """How many numbers the weights are."""
        return sum(int(np.prod(shape)) for shape in self.shapes(inputs, units))


def _simple_step(x: np.ndarray, state: State, weights: Weights) -> SimpleRNNStep:
    return SimpleRNNStep(simple_rnn_cell(x, state[0], *weights))


def _simple_back(
    step: SimpleRNNStep, state: State, by_hidden: np.ndarray, by_cell: np.ndarray | float
) -> Back:
    by_z = by_hidden * (1 - step.hidden * step.hidden)
    return Back(by_z, by_z, 0.0, 0.0, 0.0)


def _gru_step(x: np.ndarray, state: State, weights: Weights) -> GRUStep:
    return gru_cell(x, state[0], *weights)


def _gru_back(step: GRUStep, state: State, by_hidden: np.ndarray, by_cell: np.ndarray | float) -> Back:
    update, reset, candidate = step.update_gate, step.reset_gate, step.candidate
    by_update = by_hidden * (state[0] - candidate) * update * (1 - update)
    by_candidate = by_hidden * (1 - update) * (1 - candidate * candidate)
    by_reset = by_candidate * step.recalled * reset * (1 - reset)
    by_input = np.concatenate([by_update, by_reset, by_candidate], axis=-1)
    by_recurrent = np.concatenate([by_update, by_reset, by_candidate * reset], axis=-1)
    return Back(by_input, by_recurrent, by_hidden * update, 0.0, 0.0)


def _lstm_step(x: np.ndarray, state: State, weights: Weights) -> LSTMStep:
    return lstm_cell(x, *state, *weights)


def _lstm_back(step: LSTMStep, state: State, by_hidden: np.ndarray, by_cell: np.ndarray | float) -> Back:
    i, f, g, o = step.input_gate, step.forget_gate, step.candidate, step.output_gate
    squashed = np.tanh(step.cell)
    by_own_cell = by_cell + by_hidden * o * (1 - squashed * squashed)
    by_z = np.concatenate(
        [
            by_own_cell * g * i * (1 - i),
            by_own_cell * state[1] * f * (1 - f),
            by_own_cell * i * (1 - g * g),
            by_hidden * squashed * o * (1 - o),
        ],
        axis=-1,
    )
    return Back(by_z, by_z, 0.0, by_own_cell * f, by_own_cell)


CELLS: dict[str, Cell] = {
    one.name: one
    for one in (
        Cell("simple_rnn", "SimpleRNN", ("hidden",), (), _simple_step, _simple_back),
        Cell("gru", "GRU", ("update", "reset", "candidate"), ("update", "reset"), _gru_step, _gru_back),
        Cell(
            "lstm",
            "LSTM",
            ("input", "forget", "candidate", "output"),
            ("input", "forget", "output"),
            _lstm_step,
            _lstm_back,
        ),
    )
}


def hold(cell: Cell, weights: Weights, gate: str, opened: bool, units: tuple[int, ...] = ()) -> Weights:
    """The weights with which a gate of these units (none named: of all) stands open, 1, or shut, 0.

    A bias so large that nothing a cell reads outweighs it: Keras's cell does the same with the same weights.

    Raises:
        ValueError: a gate that the cell does not have.
    """
    if gate not in cell.gates:
        raise ValueError(f"gate must be one of {cell.gates} in a {cell.title}, got {gate!r}")
    count = weights.recurrent_kernel.shape[0]
    places = cell.block(gate, count).start + np.array(units or range(count))
    bias = weights.bias.copy()
    bias[..., places] = CLOSED if opened else -CLOSED
    return weights._replace(bias=bias)
