"""The arithmetic of the open part in formulas, with the numbers of the place where the hand is."""

from collections.abc import Callable

import numpy as np

from dlplay.digits import Trace
from dlplay.numbers import added, bracketed, latex
from dlplay.ui.digit_lab.current import Current
from dlplay.ui.digit_lab.parts import Part
from dlplay.ui.formulas import display
from dlplay.ui.language import t

PRODUCTS, POWERS = 2, 3  # terms of a long sum in a row: a phone has room for no more
FINE = 6  # digits of a probability


def formula(now: Current, part: Part, row: int, column: int) -> str:
    """A sentence and the rule for this part, as Markdown."""
    kind = part.kind if part.kind in RULES else "filter"
    text, lines = t(f"digit_lab.inside_rule_{kind}"), RULES[kind](now, part.number, row, column)
    return f"{text}\n\n{display(*lines)}"


def _picture(now: Current, _: int, row: int, column: int) -> list[str]:
    return [rf"x_{{{row},{column}}} &= {latex(now.picture.ink[row, column])}"]


def _convolution(now: Current, number: int, row: int, column: int) -> list[str]:
    weights = now.trace.weights
    row, column = (min(one, 25) for one in (row, column))
    patch = now.picture.ink[row : row + 3, column : column + 3].ravel()
    kernel = weights["conv_kernel"][:, :, 0, number].ravel().astype(np.float64)
    bias = float(weights["conv_bias"][number])
    terms = [rf"{latex(x)} \cdot {bracketed(w, 3)}" for x, w in zip(patch, kernel, strict=True)]
    rows = [" + ".join(terms[first : first + PRODUCTS]) for first in range(0, len(terms), PRODUCTS)]
    z = float(patch @ kernel + bias)
    return [
        rf"z_{{{row},{column}}} &= \sum_{{a,b}} x_{{{row}+a,\,{column}+b}} \, w_{{a,b}} + b",
        f"&= {rows[0]}",
        *(rf"&\quad + {one}" for one in rows[1:]),
        rf"&\quad {added(bias)} = {latex(z)}",
        rf"a_{{{row},{column}}} &= \max(0, {latex(z)}) = {latex(max(z, 0.0))}",
    ]


def _pooling(now: Current, number: int, row: int, column: int) -> list[str]:
    row, column = (min(one, 25) // 2 for one in (row, column))
    maps = _maps(now.trace)[2 * row : 2 * row + 2, 2 * column : 2 * column + 2, number].ravel()
    four = r",\; ".join(latex(one) for one in maps)
    return [rf"p_{{{row},{column}}} &= \max({four}) = {latex(maps.max())}"]


def _unit(now: Current, number: int, _row: int, _column: int) -> list[str]:
    bias, z = (float(one[number]) for one in (now.trace.weights["dense_bias"], now.trace.dense_before))
    return [
        rf"z_{{{number}}} &= \sum_{{r,c,f}} p_{{r,c,f}} \, W_{{r,c,f,{number}}} + b_{{{number}}}",
        f"&= {latex(z - bias)} {added(bias)} = {latex(z)}",
        rf"a_{{{number}}} &= \max(0, z_{{{number}}}) = {latex(max(z, 0.0))}",
    ]


def _output(now: Current, number: int, _row: int, _column: int) -> list[str]:
    logits, bias = now.trace.logits.astype(np.float64), float(now.trace.weights["output_bias"][number])
    terms = [f"e^{{{latex(z, decimals=1)}}}" for z in logits]
    rows = [" + ".join(terms[first : first + POWERS]) for first in range(0, len(terms), POWERS)]
    below = r"\begin{array}{l} " + r" \\ + ".join(rows) + r" \end{array}"
    z, p = float(logits[number]), float(now.trace.probabilities[number])
    return [
        rf"z_{{{number}}} &= \sum_{{j=0}}^{{127}} a_j \, V_{{j,{number}}} + c_{{{number}}}"
        f" = {latex(z - bias)} {added(bias)} = {latex(z)}",
        rf"p_{{{number}}} &= \frac{{e^{{z_{{{number}}}}}}}{{\sum_k e^{{z_k}}}}"
        rf" = \frac{{{terms[number]}}}{{{below}}} = {latex(p, FINE)}",
    ]


def _maps(trace: Trace) -> np.ndarray:
    if trace.conv is None:
        raise ValueError("the network must have a convolution")
    return trace.conv


RULES: dict[str, Callable[[Current, int, int, int], list[str]]] = {
    "input": _picture,
    "filter": _convolution,
    "pool": _pooling,
    "unit": _unit,
    "output": _output,
}
