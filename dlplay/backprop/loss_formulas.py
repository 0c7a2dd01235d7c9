"""Losses and their slopes in LaTeX: once in symbols, once with the numbers put in.

y is the target, p the prediction, s the target of a hinge loss, c is p clipped as Keras clips it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dlplay.backprop.formulas import Written, fill
from dlplay.losses import EPSILON
from dlplay.numbers import bracketed, latex


def _far(e: float) -> bool:
    """Beyond the delta of Huber's loss, where it goes on as a straight line."""
    return abs(e) > 1


def _sign(y: float, p: float) -> str:
    return "0" if p == y else "1" if p > y else "-1"


def clipped(p: float) -> bool:
    """Whether a logarithm of p or 1 - p would be taken of another number, as Keras does."""
    return not EPSILON <= p <= 1 - EPSILON


def _entropy(y: float, p: float) -> str:
    p_text, rest = ("@c", "(1 - @c)") if clipped(p) else ("@p", "(1 - @p)")
    if y in (0, 1):
        return rf"-\ln {p_text}" if y == 1 else rf"-\ln {rest}"
    return rf"-\left(@y \ln {p_text} + (1 - @y) \ln {rest}\right)"


def _entropy_slope(y: float, p: float) -> str:
    if clipped(p):
        return "0"
    return {1.0: r"-\frac{1}{@p}", 0.0: r"\frac{1}{1 - @p}"}.get(y, r"\frac{@p - @y}{@p (1 - @p)}")


def _missed(s: float, p: float) -> bool:
    """Whether the margin of a hinge loss is not reached."""
    return 1 - s * p > 0


class Rule(NamedTuple):
    """One output's part of a loss, and its slope, as templates that depend on the case."""

    value: Callable[[float, float], str]  # (y, p)
    slope: Callable[[float, float], str]


RULES: dict[str, Rule] = {
    "mean_squared_error": Rule(lambda y, p: "(@p - @y)^2", lambda y, p: "2 (@p - @y)"),
    "binary_crossentropy": Rule(_entropy, _entropy_slope),
    "mean_absolute_error": Rule(lambda y, p: "|@p - @y|", _sign),
    "huber": Rule(
        lambda y, p: r"|@p - @y| - \frac{1}{2}" if _far(p - y) else r"\frac{1}{2} (@p - @y)^2",
        lambda y, p: _sign(y, p) if _far(p - y) else "(@p - @y)",
    ),
    "log_cosh": Rule(
        lambda y, p: r"\ln \left(\frac{e^{@p - @y} + e^{-(@p - @y)}}{2}\right)",
        lambda y, p: r"\tanh(@p - @y)",
    ),
    "hinge": Rule(
        lambda y, p: "1 - @s @p" if _missed(y, p) else "0",
        lambda y, p: "-@s" if 1 - y * p >= 0 else "0",
    ),
    "squared_hinge": Rule(
        lambda y, p: "(1 - @s @p)^2" if _missed(y, p) else "0",
        lambda y, p: "-2 @s (1 - @s @p)" if _missed(y, p) else "0",
    ),
}
MARGINS = ("hinge", "squared_hinge")  # their targets are -1 and 1


def signs(y: Sequence[float]) -> tuple[float, ...]:
    """The targets as hinge losses take them: labels 0 and 1 become -1 and 1."""
    return tuple(2 * one - 1 for one in y) if set(y) <= {0, 1} else tuple(y)


def loss(name: str, y: Sequence[float], p: Sequence[float], symbols: Sequence[tuple[str, str]]) -> Written:
    """E of one example; `symbols` name each output's (y, p)."""
    if name == "categorical_crossentropy":
        return _several(y, p, symbols)
    rule = RULES[name].value
    parts = [_filled(name, rule, k, y, p, symbols) for k in range(len(p))]
    symbolic, numbers = (" + ".join(texts) for texts in zip(*parts, strict=True))
    if len(p) > 1:
        symbolic, numbers = (rf"\frac{{1}}{{{len(p)}}} \left({text}\right)" for text in (symbolic, numbers))
    return Written(symbolic, numbers)


def loss_from_logits(
    output: str, y: Sequence[float], z: Sequence[float], symbols: Sequence[tuple[str, str]]
) -> Written:
    """E of one example from the sums before a sigmoid or softmax, where ln p has no digits left.

    `symbols` name each output's (y, z).
    """
    parts = []
    for (y_name, z_name), target, logit in zip(symbols, y, z, strict=True):
        if output == "softmax":
            if target:
                before = ("", "") if target == 1 else (rf"{y_name} \cdot ", rf"{bracketed(target)} \cdot ")
                parts.append((f"- {before[0]}{z_name}", f"- {before[1]}{bracketed(logit)}"))
            continue
        for share, name, sign in ((target, y_name, "-"), (1 - target, f"(1 - {y_name})", "")):
            if share:
                before = ("", "") if share == 1 else (rf"{name} \cdot ", rf"{bracketed(share)} \cdot ")
                softplus = [rf"\ln \left(1 + e^{{{sign}{one}}}\right)" for one in (z_name, bracketed(logit))]
                parts.append((before[0] + softplus[0], before[1] + softplus[1]))
    symbolic, numbers = (" + ".join(texts).replace("+ -", "-") for texts in zip(*parts, strict=True))
    if output == "softmax":
        sums = [
            " + ".join(f"e^{{{one}}}" for one in ones) for ones in ([b for _, b in symbols], map(latex, z))
        ]
        return Written(
            *(
                rf"\ln \left({total}\right) {rest}"
                for total, rest in zip(sums, (symbolic, numbers), strict=True)
            )
        )
    if len(z) > 1:
        symbolic, numbers = (rf"\frac{{1}}{{{len(z)}}} \left({text}\right)" for text in (symbolic, numbers))
    return Written(symbolic, numbers)


def loss_slope(
    name: str, k: int, y: Sequence[float], p: Sequence[float], symbols: Sequence[tuple[str, str]]
) -> Written:
    """dE/dp_k of one example."""
    symbolic, numbers = _filled(name, RULES[name].slope, k, y, p, symbols)
    if len(p) > 1:
        symbolic, numbers = (
            rf"\frac{{1}}{{{len(p)}}} \cdot {_guarded(text)}" for text in (symbolic, numbers)
        )
    return Written(symbolic, numbers)


def _filled(
    name: str,
    rule: Callable[[float, float], str],
    k: int,
    y: Sequence[float],
    p: Sequence[float],
    symbols: Sequence[tuple[str, str]],
) -> tuple[str, str]:
    margins = signs(y)
    template = rule(margins[k] if name in MARGINS else y[k], p[k])
    y_symbol, p_symbol = symbols[k]
    names = {"y": y_symbol, "p": p_symbol, "c": rf"\operatorname{{clip}}({p_symbol})", "s": y_symbol}
    within = min(max(p[k], EPSILON), 1 - EPSILON)
    values = {"y": y[k], "p": p[k], "s": margins[k]}
    numbers = {one: bracketed(value) for one, value in values.items()}
    # 1 - 0.0000001 needs more digits than others
    numbers["c"] = bracketed(within, 7)
    return fill(template, names), fill(template, numbers).replace(")(", r") \cdot (")


def _guarded(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _several(y: Sequence[float], p: Sequence[float], symbols: Sequence[tuple[str, str]]) -> Written:
    """-sum y_k ln p_k, without the terms whose target is 0."""
    rows = []
    for (y_symbol, p_symbol), target, share in zip(symbols, y, p, strict=True):
        if target == 1:
            rows.append((rf"-\ln {p_symbol}", rf"-\ln {bracketed(share)}"))
        elif target != 0:
            numbers = rf"-{bracketed(target)} \ln {bracketed(share)}"
            rows.append((rf"-{y_symbol} \ln {p_symbol}", numbers))
    symbolic, numbers = (" ".join(texts) for texts in zip(*rows, strict=True)) if rows else ("0", "0")
    return Written(symbolic, numbers)
