"""Activation functions and their slopes in LaTeX: in symbols, and with the numbers put in.

A template holds `@name` where a symbol or a number belongs.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from dlplay.activations import ACTIVATIONS
from dlplay.numbers import bracketed


class Written(NamedTuple):
    """The same formula twice."""

    symbols: str
    numbers: str
    condition: str = ""  # which case this is of a function defined by cases; what an abbreviation stands for


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
    symbols = {one: bracketed(value) for one, value in told.items() if value is not None} | symbols
    numbers = symbols | {"x": bracketed(z), "f": bracketed(float(function.function(z)))}
    condition = case.condition
    if case.short and "@u" in template:
        symbols["u"] = case.short.symbol
        numbers["u"] = bracketed(float(case.short.value(z)))
        condition = f"{case.short.symbol} = {case.short.definition}"
    return Written(fill(template, symbols), fill(template, numbers), fill(condition, symbols))
