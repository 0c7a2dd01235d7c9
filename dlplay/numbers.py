"""Numbers as people read them: one style for sentences, tables, pictures and formulas.

A number is written with so many significant `digits`, or, where numbers stand under one another or move with
a slider, with so many `decimals`. Thousands have commas, what is far from 1 is a power of ten, halves are
rounded up as at school, and nothing but 0 is written as 0. `ui/numbers.js` writes the same in the browser.
"""

import math
from numbers import Integral
from typing import SupportsFloat

DIGITS = 4
LEAST_POWER, GREATEST_POWER = -4, 5  # of ten: the leading digit of a number that is written out
SHARPEST = 3  # decimals beyond which a small number gets significant digits instead
HALF_UP = 1 + 2**-52  # takes 0.125, and 0.285 that float64 holds a little below, past the half
EXACT = 1e15  # float64 has no halves of interest beyond
PAPER = 12  # decimals
POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
IN_LATEX = {"∞": r"\infty", "-∞": r"-\infty", "NaN": r"\text{NaN}"}


def plain(x: SupportsFloat, digits: int = DIGITS, decimals: int | None = None) -> str:
    """1,234.5, −0.05, 1.2·10⁻⁵, ∞ or NaN.

    Args:
        x: any real number; an integer is a count and keeps all its digits.
        digits: significant ones; zeros at the end are left out, and whole thousands keep their ones.
        decimals: so many instead, zeros at the end included; a number of which they would say nothing has one
            digit less, but significant ones: 0.0052 with two decimals is 0.005.
    """
    text, power = _written(x, digits, decimals)
    if power is not None:
        text += f"10{str(power).translate(POWERS)}"
    return text.replace("-", "\N{MINUS SIGN}")


def signed(x: SupportsFloat, digits: int = DIGITS, decimals: int | None = None) -> str:
    """A change or a part of a sum: its sign always shown; 0 has none."""
    return f"{'+' if float(x) > 0 else ''}{plain(x, digits, decimals)}"


def percent(share: SupportsFloat, language: str, decimals: int = 1, digits: int | None = None) -> str:
    """97.3 %, in Chinese 97.3%; never rounded to 0 or 100 when it is neither.

    Args:
        share: 1 is the whole.
        digits: significant ones instead of decimals, for shares that may be tiny.
    """
    space = "" if language == "zh" else "\N{NO-BREAK SPACE}"
    x, least = 100 * float(share), 10.0**-decimals
    if digits is None and 0 < x < least:
        text = f"<{space}{plain(least, decimals=decimals)}"
    elif 100 - least < x < 100:
        text = f">{space}{plain(100 - least, decimals=decimals)}"
    else:
        text = plain(x, decimals=decimals) if digits is None else plain(x, digits)
    return f"{text}{space}%"


def latex(x: SupportsFloat, digits: int = DIGITS, decimals: int | None = None) -> str:
    r"""The same in LaTeX: 1{,}234.5, -0.05, 1.2 \cdot 10^{-5}, \infty."""
    text, power = _written(x, digits, decimals)
    if power is not None:
        return text.replace("·", r" \cdot ") + rf"10^{{{power}}}"
    return IN_LATEX.get(text) or text.replace(",", "{,}")


def bracketed(x: SupportsFloat, digits: int = DIGITS, decimals: int | None = None) -> str:
    """A factor, a base or an argument in LaTeX: in brackets where it begins with a minus or is a product."""
    text = latex(x, digits, decimals)
    return f"({text})" if text.startswith("-") or "^" in text else text


def added(x: SupportsFloat, digits: int = DIGITS, decimals: int | None = None) -> str:
    """A further part of a sum in LaTeX: + 0.5 or - 0.5."""
    text = latex(x, digits, decimals)
    return f"- {text[1:]}" if text.startswith("-") else f"+ {text}"


def byte_size(count: float) -> str:
    """A number of bytes as people read it: 812 B, 34.6 kB, 2.8 MB."""
    for unit, least in (("MB", 1e6), ("kB", 1e3)):
        if count >= least:
            return f"{plain(count / least, 3)}\N{NO-BREAK SPACE}{unit}"
    return f"{plain(round(count))}\N{NO-BREAK SPACE}B"


def settled(total: SupportsFloat) -> float:
    """A sum of numbers of a few digits as it is on paper: 0.1 + 0.2 - 0.3 is 0, not what float64 leaves."""
    return round(float(total), PAPER)


def _written(x: SupportsFloat, digits: int, decimals: int | None) -> tuple[str, int | None]:
    """The digits, or those before a power of ten with their dot, and that power."""
    if decimals is None and isinstance(x, Integral):
        return f"{x:,}", None
    x = float(x) + 0.0  # no minus zero
    if not math.isfinite(x):
        return "NaN" if math.isnan(x) else "∞" if x > 0 else "-∞", None
    size = abs(x)
    if size < EXACT:
        x *= HALF_UP
    if decimals is not None:
        if x == 0 or 10.0 ** -min(decimals, SHARPEST) <= size < 10 ** (GREATEST_POWER + 1):
            return f"{x:,.{decimals}f}", None
        digits = DIGITS if size > 1 else max(decimals - 1, 1)
    mantissa, exponent = f"{x:.{digits - 1}e}".split("e")
    power = int(exponent)
    if LEAST_POWER <= power <= max(GREATEST_POWER, digits - 1):
        return _trimmed(f"{x:,.{max(digits - 1 - power, 0)}f}"), None
    return {"1": "", "-1": "-"}.get(_trimmed(mantissa), f"{_trimmed(mantissa)}·"), power


def _trimmed(text: str) -> str:
    """Without the zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text
