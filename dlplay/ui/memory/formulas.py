"""The page's formulas in LaTeX, with the numbers of the screen put in."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from dlplay.layers import GRUStep, LSTMStep
from dlplay.numbers import bracketed, latex
from dlplay.recurrent.cells import CLOSED, Cell, SimpleRNNStep, State, Step, Weights
from dlplay.ui.formulas import aligned

Sum = Callable[[str], tuple[str, float]]  # of a column: its terms in numbers, and what they make
number, factor = partial(latex, decimals=2), partial(bracketed, decimals=2)


def product_sum(values: Sequence[float], weights: Sequence[float], biases: Iterable[float]) -> str:
    """v_1 w_1 + v_2 w_2 + b in numbers."""
    terms = [rf"{factor(v)} \cdot {factor(w)}" for v, w in zip(values, weights, strict=True)]
    return " + ".join([*terms, *(factor(bias) for bias in biases)])


def step_lines(cell: Cell, weights: Weights, x: np.ndarray, state: State, step: Step, unit: int) -> str:
    """Every line of one step of one unit.

    Args:
        x: (n,); state: h and c of the step before, (U,) each.
        step: the same step's numbers, of a batch of one.
    """
    kinds: dict[str, Callable[..., list[str]]] = {"simple_rnn": _simple_rnn, "gru": _gru, "lstm": _lstm}
    units = weights.recurrent_kernel.shape[0]

    def z(column: str) -> tuple[str, float]:
        place = cell.block(column, units).start + unit
        kernel, recurrent = weights.kernel[:, place], weights.recurrent_kernel[:, place]
        biases = np.atleast_2d(weights.bias)[:, place]
        values, told = [*x, *state[0]], [*kernel, *recurrent]
        total = float(np.dot(values, told) + biases.sum())
        if np.abs(biases).max() >= CLOSED:  # held: nothing else counts
            return latex(biases[0], decimals=0), total
        return product_sum(values, told, biases), total

    return aligned(*kinds[cell.name](z, x, state, step, unit, cell, weights), apart=2)


def _line(symbol: str, function: str, sum_: tuple[str, float], result: float) -> list[str]:
    return [rf"{symbol} &= {function}({sum_[0]})", rf"&= {function}({number(sum_[1])}) = {number(result)}"]


def _simple_rnn(
    z: Sum, x: np.ndarray, state: State, step: SimpleRNNStep, unit: int, cell: Cell, weights: Weights
) -> list[str]:
    return _line("h_t", r"\tanh", z("hidden"), float(step.hidden[0, unit]))


def _gru(
    z: Sum, x: np.ndarray, state: State, step: GRUStep, unit: int, cell: Cell, weights: Weights
) -> list[str]:
    update, reset, candidate, hidden = (
        float(part[0, unit]) for part in (step.update_gate, step.reset_gate, step.candidate, step.hidden)
    )
    recalled, entered = float(step.recalled[0, unit]), _entered(cell, weights, x, unit)
    before = float(state[0][unit])
    return [
        *_line("z", r"\sigma", z("update"), update),
        *_line("r", r"\sigma", z("reset"), reset),
        rf"g &= \tanh({number(entered)} + {number(reset)} \cdot {factor(recalled)}) = {number(candidate)}",
        r"h_t &= z\,h_{t-1} + (1 - z)\,g",
        rf"&= {number(update)} \cdot {factor(before)} + {number(1 - update)} \cdot {factor(candidate)}"
        rf" = {number(hidden)}",
    ]


def _entered(cell: Cell, weights: Weights, x: np.ndarray, unit: int) -> float:
    """x W + b of a GRU's candidate."""
    place = cell.block("candidate", weights.recurrent_kernel.shape[0]).start + unit
    return float(x @ weights.kernel[:, place] + weights.bias[0, place])


def _lstm(
    z: Sum, x: np.ndarray, state: State, step: LSTMStep, unit: int, cell: Cell, weights: Weights
) -> list[str]:
    forget, enter, candidate, output, memory, hidden = (
        float(part[0, unit])
        for part in (
            step.forget_gate,
            step.input_gate,
            step.candidate,
            step.output_gate,
            step.cell,
            step.hidden,
        )
    )
    before = float(state[1][unit])
    return [
        *_line("f", r"\sigma", z("forget"), forget),
        *_line("i", r"\sigma", z("input"), enter),
        *_line("g", r"\tanh", z("candidate"), candidate),
        *_line("o", r"\sigma", z("output"), output),
        rf"c_t &= f\,c_{{t-1}} + i\,g = {number(forget)} \cdot {factor(before)} + {number(enter)} \cdot "
        rf"{factor(candidate)} = {number(memory)}",
        rf"h_t &= o \tanh(c_t) = {number(output)} \cdot \tanh({number(memory)}) = {number(hidden)}",
    ]
