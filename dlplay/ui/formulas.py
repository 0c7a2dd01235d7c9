"""Weighted sums in LaTeX with the current numbers put in."""

from collections.abc import Sequence

from dlplay.numbers import added, bracketed

EXACT = 12  # decimals to which a sum of settings is exact; below, float64 leaves a rest
SETTING = 6  # significant digits: a setting stands as it was set


def products(weights: Sequence[float], inputs: Sequence[str], bias: float) -> str:
    r"""w_1 \cdot x_1 + ... + b in numbers; the inputs come written already."""
    terms = [rf"{bracketed(w, SETTING)} \cdot {x}" for w, x in zip(weights, inputs, strict=True)]
    return " ".join([" + ".join(terms), added(bias, SETTING)])


def settled(total: float) -> float:
    """A sum of settings as it is on paper: 0.1 + 0.2 - 0.3 is 0."""
    return round(float(total), EXACT)


def lines(*formulas: str) -> str:
    """Formulas as Markdown, a paragraph each: unlike display formulas, they wrap on a narrow screen."""
    return "\n\n".join(rf"$\displaystyle {formula}$" for formula in formulas)


def function(name: str) -> str:
    """An activation's Keras name as LaTeX."""
    escaped = name.replace("_", r"\_")
    return rf"\operatorname{{{escaped}}}"
