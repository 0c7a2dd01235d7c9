"""Weighted sums in LaTeX with the current numbers put in."""

from collections.abc import Sequence

LARGE = 1e6


def plain(value: float) -> str:
    """A setting as it was set: 0.5, not 0.50."""
    return f"{value:g}"


def factor(value: float) -> str:
    """A factor of a product: in brackets where it is negative."""
    return f"({plain(value)})" if value < 0 else plain(value)


def result(value: float, digits: int = 2) -> str:
    """A computed number, never minus zero; very large ones with a power of ten."""
    if abs(value) >= LARGE:
        mantissa, exponent = f"{value:.3e}".split("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def products(weights: Sequence[float], inputs: Sequence[str], bias: float) -> str:
    r"""w_1 \cdot x_1 + ... + b in numbers; the inputs come written already."""
    terms = [rf"{factor(w)} \cdot {x}" for w, x in zip(weights, inputs, strict=True)]
    return " + ".join(terms) + (f" - {plain(-bias)}" if bias < 0 else f" + {plain(bias)}")


def bracketed(text: str) -> str:
    """A computed factor: in brackets where it is negative."""
    return f"({text})" if text.startswith("-") else text


def lines(*formulas: str) -> str:
    """Formulas as Markdown, a paragraph each: unlike display formulas, they wrap on a narrow screen."""
    return "\n\n".join(rf"$\displaystyle {formula}$" for formula in formulas)


def function(name: str) -> str:
    """An activation's Keras name as LaTeX."""
    escaped = name.replace("_", r"\_")
    return rf"\operatorname{{{escaped}}}"
