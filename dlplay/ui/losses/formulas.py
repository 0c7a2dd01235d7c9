"""Losses in LaTeX with the current numbers put in."""

from typing import Any

import numpy as np

from dlplay.losses import EPSILON, LOSSES


def number(value: float) -> str:
    """Four decimals, or a power of ten where those would say nothing."""
    value = float(value)
    if not np.isfinite(value):
        return r"\text{nan}" if np.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.4f}"
    mantissa, exponent = f"{value:.3e}".split("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"


def short(value: float) -> str:
    """An argument with six digits, enough for the result's four; in brackets where it is negative."""
    text = f"{value:.6g}" if value == 0 or 1e-3 <= abs(value) < 1e5 else number(value)
    return f"({text})" if value < 0 else text


def term(name: str, y: float, p: float, told: dict[str, Any]) -> str:
    """One prediction's part of the loss `name`, with numbers."""
    sign = "(-1)" if y == 0 else "1"
    e, gap = p - y, rf"{short(p)} - {short(y)}"
    right = p if y == 1 else 1 - p  # the probability given to the truth
    if name == "huber":
        delta = told["delta"]
        if abs(e) <= delta:
            return rf"\tfrac12 ({gap})^2"
        return rf"{delta:g} \cdot |{gap}| - \tfrac12 \cdot {delta:g}^2"
    gamma = told.get("gamma", 0)
    return {
        "mean_squared_error": rf"({gap})^2",
        "mean_absolute_error": rf"|{gap}|",
        "mean_absolute_percentage_error": rf"100 \cdot \frac{{|{gap}|}}{{{short(max(abs(y), EPSILON))}}}",
        "mean_squared_logarithmic_error": rf"\bigl(\ln(1 + {short(max(p, 0))}) - \ln(1 + {short(y)})\bigr)^2",
        "log_cosh": rf"\ln\cosh({gap})",
        "binary_crossentropy": rf"-\ln({short(right)})",
        "binary_focal_crossentropy": rf"-(1 - {short(right)})^{{{gamma:g}}} \ln({short(right)})",
        "hinge": rf"\max(1 - {sign} \cdot {short(p)},\, 0)",
        "squared_hinge": rf"\max(1 - {sign} \cdot {short(p)},\, 0)^2",
    }[name]


def mean_of_terms(name: str, y: np.ndarray, p: np.ndarray, told: dict[str, Any], last: str, rest: str) -> str:
    """L = (1 / n) sum: the last point's term written out, the others summed; `last` and `rest` name them."""
    terms = LOSSES[name].each(y[:, None], p[:, None], **told)
    total, others = LOSSES[name].value(y, p, **told), number(terms[:-1].sum())
    share, last_term = rf"\frac{{1}}{{{len(y)}}}", term(name, y[-1], p[-1], told)
    return aligned(
        rf"L &= {share} \Bigl( \underbrace{{{last_term}}}_{{\text{{{last}}}}}"
        rf" + \underbrace{{{others}}}_{{\text{{{rest}}}}} \Bigr)",
        rf"&= {share} \bigl({number(terms[-1])} + {others}\bigr)",
        f"&= {number(total)}",
    )


def softmax_and_loss(z: np.ndarray, p: np.ndarray, targets: np.ndarray, truth: int, loss: float) -> str:
    """p of the true class, and the cross-entropy's terms; those with target 0 are left out."""
    below = " + ".join(f"e^{{{value:.1f}}}" for value in z)
    terms = " + ".join(
        rf"{short(t)} \cdot {_negative_log(p_k)}" if t != 1 else _negative_log(p_k)
        for t, p_k in zip(targets, p, strict=True)
        if t > 0
    )
    return aligned(
        rf"p_{{\text{{{'ABCD'[truth]}}}}} &= \frac{{e^{{{z[truth]:.1f}}}}}{{{below}}} = {number(p[truth])}",
        rf"L &= -\sum_k y_k \ln p_k = {terms} = {number(loss)}",
    )


def _negative_log(p: float) -> str:
    return rf"(-\ln({short(p)}))"


def aligned(*lines: str) -> str:
    """Lines under one another, aligned at their &."""
    return r"\begin{aligned} " + r" \\[6pt] ".join(lines) + r" \end{aligned}"
