"""Weighted sums in LaTeX with the current numbers put in."""

from collections.abc import Sequence

import numpy as np

from dlplay.numbers import added, bracketed

SETTING = 6  # significant digits: a setting stands as it was set


def products(weights: Sequence[float] | np.ndarray, inputs: Sequence[str], bias: float) -> str:
    r"""w_1 \cdot x_1 + ... + b in numbers; the inputs come written already."""
    terms = [rf"{bracketed(w, SETTING)} \cdot {x}" for w, x in zip(weights, inputs, strict=True)]
    return " ".join([" + ".join(terms), added(bias, SETTING)])


def aligned(*lines: str, apart: int = 4) -> str:
    """LaTeX of formulas below each other, `apart` points between them, at whose `&` they stand in line."""
    return r"\begin{aligned} " + rf" \\[{apart}pt] ".join(lines) + r" \end{aligned}"


def display(*lines: str) -> str:
    """Formulas `aligned` as a paragraph of Markdown, which on a narrow screen is scrolled by itself."""
    return f"$$\n{aligned(*lines)}\n$$"


def lines(*formulas: str) -> str:
    """Formulas as Markdown, a paragraph each: unlike display formulas, they wrap on a narrow screen."""
    return "\n\n".join(rf"$\displaystyle {formula}$" for formula in formulas)


def function(name: str) -> str:
    """An activation's Keras name as LaTeX."""
    escaped = name.replace("_", r"\_")
    return rf"\operatorname{{{escaped}}}"
