"""Is it true? One slope as the tangent of the loss, measured with an epsilon of one's own; then all."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import streamlit as st

from dlplay.backprop import check
from dlplay.backprop.names import Names, unicode
from dlplay.backprop.problem import Problem, Quantity
from dlplay.numbers import latex, plain
from dlplay.ui import chart, code_panel, frame
from dlplay.ui.backprop import change, charts, code, current, explanation
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.backprop.current import Current
from dlplay.ui.backprop.settings import BackpropSettings
from dlplay.ui.charts.figure import Figure
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

EXPONENTS = np.arange(1, 16)  # of the epsilons, 10^-1 to 10^-15
REACH, POINTS = 3.0, 121  # of the picture of the loss along a weight
DIGITS = 16  # of a loss whose last digits are what matters


def show(experiment: Experiment[BackpropSettings]) -> None:
    """Controls, both pictures, the arithmetic, the table of all slopes, the code."""
    now = current.of(experiment.settings)
    if experiment.settings.part not in now.parts:
        experiment.set(part=next(iter(now.parts)))
    left, right = frame.stage().columns([1, 2], gap="large")
    with left:
        names = {key: unicode(now.names.of(part)) for key, part in now.parts.items()}
        experiment.select("part", among=list(names), format_func=lambda key: names.get(key, key))
        experiment.slide("epsilon", format="10⁻ⁿ, n = %d")
        change.network(experiment)
    settings = experiment.settings
    part = now.parts[settings.part]
    epsilon = 10.0**-settings.epsilon
    measured = check.difference(now.problem, part, epsilon)
    slope = current.computed(now.problem).at(part._replace(slope=True))
    with right:
        explanation.show_pair(slope, measured)
        st.latex(formula(now, part, measured))
        figure = _along(now, part, slope, measured)
        alt = chart.lines(t("backprop.along_alt", slope=short(slope)), figure.named())
        chart.show(figure, "backprop_along", alt)
    frame.section("backprop", "epsilon")
    _errors(now, part, epsilon, slope, measured.slope)
    frame.section("backprop", "every_slope")
    st.dataframe(table(now, epsilon), hide_index=True, height="content")
    code_panel.panel("backprop").show(code.round_of(now.problem, now.rate))


def formula(now: Current, part: Quantity, measured: check.Difference) -> str:
    """The quotient in symbols and in numbers; the two losses under one another, digit below digit."""
    name = now.names.of(part)
    above, below = (_aligned(one) for one in (measured.above, measured.below))
    return (
        r"\begin{aligned} & "
        rf"\frac{{E({name} + \varepsilon) - E({name} - \varepsilon)}}{{2 \varepsilon}} \\[6pt]"
        rf" ={{}} & \frac{{\begin{{array}}{{r}} {above} \\ {{}} - {below} \end{{array}}}}"
        rf"{{2 \cdot {latex(measured.epsilon)}}} \\[6pt]"
        rf" ={{}} & \mathbf{{{latex(measured.slope, 6)}}} \end{{aligned}}"
    )


def _aligned(loss: float) -> str:
    """All digits that float64 keeps, with as many behind the point for every loss of one size."""
    if not np.isfinite(loss) or not 1e-4 <= abs(loss) < 1e8:
        return latex(loss, DIGITS)
    return f"{loss:.{DIGITS - 1 - max(int(np.floor(np.log10(abs(loss)))), -1)}f}"


def _along(now: Current, part: Quantity, slope: float, measured: check.Difference) -> Figure:
    reach = max(REACH, 1.5 * measured.epsilon)
    shifts = np.linspace(-reach, reach, POINTS)
    weight = now.value(part)
    losses = _losses(now.problem, part)
    words = {name: t(f"backprop.{name}") for name in ("loss", "tangent", "secant")}
    words["number"] = unicode(now.names.of(part))
    secant = [
        (weight + measured.epsilon, measured.above),
        (weight - measured.epsilon, measured.below),
    ]
    here = (weight, now.problem.forward()[1])
    return charts.along(weight + shifts, losses, here, slope, secant, words)


@lru_cache(maxsize=64)
def _losses(problem: Problem, part: Quantity) -> np.ndarray:
    return check.along(problem, part, np.linspace(-REACH, REACH, POINTS))


@lru_cache(maxsize=64)
def _relative(problem: Problem, part: Quantity) -> np.ndarray:
    """The error of the difference for each epsilon."""
    slope = current.computed(problem).at(part._replace(slope=True))
    return np.array(
        [
            check.relative_error(slope, check.difference(problem, part, 10.0**-n).slope)
            for n in EXPONENTS.tolist()
        ]
    )


def _errors(now: Current, part: Quantity, epsilon: float, slope: float, measured: float) -> None:
    relative = _relative(now.problem, part)
    left, right = st.columns([3, 2], gap="large")
    with left:
        words = {"epsilon": t("backprop.epsilon_axis"), "error": t("backprop.error_axis")}
        error = check.relative_error(slope, measured)
        figure = charts.errors(10.0**-EXPONENTS, relative, epsilon, error, words)
        chart.show(figure, "backprop_errors", chart.lines(words["epsilon"], figure.named()))
    with right:
        kind = regime(relative, round(-np.log10(epsilon)))
        st.markdown(t(f"backprop.epsilon_{kind}", epsilon=short(epsilon)))
        if kind in ("large", "small", "right"):
            best = 10.0 ** -int(EXPONENTS[relative.argmin()])
            st.markdown(t("backprop.epsilon_best", epsilon=short(best)))


def regime(relative: np.ndarray, exponent: int) -> str:
    """Whether 10^-exponent is too large, too small, or right, by the errors of all epsilons (15,).

    "flat" where the loss does not change at all, "none" where it cannot be computed.
    """
    here = relative[exponent - 1]
    if not np.isfinite(relative).all():
        return "none"
    if not relative.any():
        return "flat"
    if here <= 1e-6:
        return "right"
    return "large" if exponent < int(EXPONENTS[relative.argmin()]) else "small"


def table(now: Current, epsilon: float) -> dict[str, Sequence[str]]:
    """Every weight and bias: its value, both slopes, and how far they are apart."""
    run, rows = current.computed(now.problem), []
    for key, measured in check.all_differences(now.problem, epsilon).items():
        part = now.parts[key]
        slope = run.at(part._replace(slope=True))
        error = check.relative_error(slope, measured.slope)
        name = unicode(Names(now.problem.sizes).of(part))
        rows.append(
            (name, short(now.value(part)), plain(slope, 6), plain(measured.slope, 6), plain(error, 2))
        )
    heads = ("column_name", "column_value", "column_chain", "column_difference", "column_error")
    titles = [t(f"backprop.{head}") for head in heads]
    return dict(zip(titles, zip(*rows, strict=True), strict=True))
