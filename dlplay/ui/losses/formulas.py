"""Losses in LaTeX with the current numbers put in."""

from functools import partial
from typing import Any

import numpy as np

from dlplay.losses import EPSILON, LOSSES
from dlplay.numbers import bracketed, latex, settled
from dlplay.ui.formulas import aligned

# results with four decimals; what goes into them with digits enough for that
number, short = partial(latex, decimals=4), partial(bracketed, digits=6)


def term(name: str, y: float, p: float, told: dict[str, Any]) -> str:
    """One prediction's part of the loss `name`, with numbers."""
    sign = "(-1)" if y == 0 else "1"
    e, gap = p - y, rf"{short(p)} - {short(y)}"
    right = p if y == 1 else 1 - p  # the probability given to the truth
    if name == "huber":
        delta = told["delta"]
        if abs(e) <= delta:
            return rf"\tfrac12 ({gap})^2"
        return rf"{latex(delta)} \cdot |{gap}| - \tfrac12 \cdot {latex(delta)}^2"
    gamma = told.get("gamma", 0)
    return {
        "mean_squared_error": rf"({gap})^2",
        "mean_absolute_error": rf"|{gap}|",
        "mean_absolute_percentage_error": rf"100 \cdot \frac{{|{gap}|}}{{{short(max(abs(y), EPSILON))}}}",
        "mean_squared_logarithmic_error": rf"\bigl(\ln(1 + {short(max(p, 0))}) - \ln(1 + {short(y)})\bigr)^2",
        "log_cosh": rf"\ln\cosh({gap})",
        "binary_crossentropy": rf"-\ln({latex(right, 6)})",
        "binary_focal_crossentropy": rf"-(1 - {short(right)})^{{{latex(gamma)}}} \ln({latex(right, 6)})",
        "hinge": rf"\max(1 - {sign} \cdot {short(p)},\, 0)",
        "squared_hinge": rf"\max(1 - {sign} \cdot {short(p)},\, 0)^2",
    }[name]


def mean_of_terms(name: str, y: np.ndarray, p: np.ndarray, told: dict[str, Any], last: str, rest: str) -> str:
    """L = (1 / n) sum: the last point's term written out, the others summed; `last` and `rest` name them."""
    terms = LOSSES[name].each(y[:, None], p[:, None], **told)
    total, others = LOSSES[name].value(y, p, **told), number(settled(terms[:-1].sum()))
    share, last_term = rf"\frac{{1}}{{{len(y)}}}", term(name, y[-1], p[-1], told)
    return aligned(
        rf"L &= {share} \Bigl( \underbrace{{{last_term}}}_{{\text{{{last}}}}}"
        rf" + \underbrace{{{others}}}_{{\text{{{rest}}}}} \Bigr)",
        rf"&= {share} \bigl({number(settled(terms[-1]))} + {others}\bigr)",
        f"&= {number(settled(total))}",
    )


def softmax_and_loss(z: np.ndarray, p: np.ndarray, targets: np.ndarray, truth: int, loss: float) -> str:
    """p of the true class, and the cross-entropy's terms; those with target 0 are left out."""
    powers = [f"e^{{{latex(value, decimals=1)}}}" for value in z]
    first, *others = (
        rf"{short(t)} \cdot {_negative_log(p_k)}" if t != 1 else _negative_log(p_k)
        for t, p_k in zip(targets, p, strict=True)
        if t > 0
    )
    softmax = rf"\frac{{{powers[truth]}}}{{{' + '.join(powers)}}}"
    return aligned(
        rf"p_{{\text{{{'ABCD'[truth]}}}}} &= {softmax} = {number(p[truth])}",
        r"L &= -\sum_k y_k \ln p_k",
        rf"&= {first}",
        *(rf"&\quad + {one}" for one in others),  # a line each: a phone is as wide as one
        rf"&= {number(loss)}",
    )


def _negative_log(p: float) -> str:
    return rf"(-\ln({latex(p, 6)}))"
