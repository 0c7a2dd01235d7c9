"""Numbers and activation functions, with their slopes, in LaTeX: in symbols, and with the numbers put in.

A template holds `@name` where a symbol or a number belongs.
"""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from dlplay.activations import ACTIVATIONS

DIGITS = 4  # significant ones of a number in a formula


class Written(NamedTuple):
    """The same formula twice."""

    symbols: str
    numbers: str
    condition: str = ""  # which case this is of a function defined by cases; what an abbreviation stands for


def number(value: float, digits: int | None = None) -> str:
    """A number in LaTeX: no minus zero, and a power of ten where the point would be far away."""
    value, digits = float(value), digits or DIGITS
    if not math.isfinite(value):
        return r"\text{?}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    if value == 0:
        return "0"
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        power = rf"10^{{{int(exponent)}}}"
        return f"{mantissa[:-1]}{power}" if mantissa in ("1", "-1") else rf"{mantissa} \cdot {power}"
    return text


def factor(value: float, digits: int | None = None) -> str:
    """A number within a product or behind a sign: in brackets where it needs them."""
    text = number(value, digits)
    return f"({text})" if text.startswith("-") or "^" in text else text


def operator(name: str) -> str:
    """A function's Keras name in LaTeX."""
    escaped = name.replace("_", r"\_")
    return rf"\operatorname{{{escaped}}}"


def enclosed(text: str) -> str:
    """A formula as a factor: in brackets where it is a sum, or begins with a minus."""
    depth, bare = 0, ""
    for sign in text:
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(sign, 0)
        bare += sign if depth == 0 else ""
    return rf"\left({text}\right)" if re.search("[-+]", bare) else text


def fill(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)", lambda match: values[match[1]], template)


def activation(name: str, z: float, symbol: str) -> Written:
    """f(z) of an elementwise activation; `symbol` names z."""
    return _piece(name, z, {"x": symbol, "f": "f"}, derivative=False)


def slope(name: str, z: float, symbols: tuple[str, str]) -> Written:
    """f'(z) of an elementwise activation; `symbols` name z and f(z)."""
    return _piece(name, z, {"x": symbols[0], "f": symbols[1]}, derivative=True)


def _piece(name: str, z: float, symbols: dict[str, str], derivative: bool) -> Written:
    function = ACTIVATIONS[name]
    told = function.filled({})
    case = function.case_at(z, told)
    template = (case.derivative if derivative else case.value).replace(r"\\ &\quad", "")
    # a parameter is not explained on this page, so its number stands in both
    symbols = {one: factor(value) for one, value in told.items() if value is not None} | symbols
    numbers = symbols | {"x": factor(z), "f": factor(float(function.function(z)))}
    condition = case.condition
    if case.short and "@u" in template:
        symbols["u"] = case.short.symbol
        numbers["u"] = factor(float(case.short.value(z)))
        condition = f"{case.short.symbol} = {case.short.definition}"
    return Written(fill(template, symbols), fill(template, numbers), fill(condition, symbols))
