"""One step in words, in LaTeX, and, where it is a slope, measured again without the chain rule."""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from dlplay.activations import ACTIVATIONS
from dlplay.backprop import check
from dlplay.backprop.findings import findings
from dlplay.backprop.names import partial, unicode
from dlplay.backprop.paths import paths, written
from dlplay.backprop.problem import Quantity
from dlplay.backprop.walk import Line, Step, Walk
from dlplay.numbers import latex, plain
from dlplay.ui import language
from dlplay.ui.backprop import current
from dlplay.ui.backprop.charts_computation import pair, short
from dlplay.ui.backprop.current import Current
from dlplay.ui.charts import BLUE, VERMILION
from dlplay.ui.formulas import lines as formula_lines
from dlplay.ui.language import percent, t

NUDGE = 0.01
NEAR = 0.01  # a relative error below this counts as agreement
LONG = 22  # signs of a sum that fit on one row
MOST_PATHS = 4  # more are told by their number
SLOPE = re.compile(r"\\frac\{\\partial E\}\{\\partial (?:[^{}]|\{[^{}]*\})*\}")


def show(now: Current, place: int, epsilon: float) -> None:
    """The step at `place`."""
    way = current.way(now.problem, now.rate)
    step = way[place]
    with st.container(border=True, key="backprop_explanation"):
        where = t(f"backprop.phase_{step.phase}")
        done = len(now.history.problems)
        where = t("backprop.where", round=done, step=place, last=len(way) - 1, phase=where)
        st.markdown(f"##### {title(now, step)} &emsp; :gray[:small[{where}]]")
        left, right = st.columns([1, 1], gap="medium")
        with left:
            st.markdown(words(now, step))
            if step.phase == "backward":
                _checked(now, step, epsilon)
        with right:
            _arithmetic(now, step)
        if step.kind in ("by_weight", "by_bias") and step.quantity:
            _whole_chain(now, step.quantity)
    for found in remarkable(now, language.current())[:3]:
        st.warning(found, icon=":material/lightbulb:")


def title(now: Current, step: Step) -> str:
    """The question that the step answers."""
    name = now.names.of(step.quantity) if step.quantity else ""
    return t(f"backprop.title_{step.kind}", name=f"${name}$", round=len(now.history.problems))


def words(now: Current, step: Step) -> str:
    """What happens, with the numbers at hand."""
    values = _values(now, step)
    said = t(f"backprop.words_{step.kind}", **values)
    if step.phase != "backward":
        return said
    slope = step.lines[0].value
    way = "none" if not abs(slope) > 0 else "more" if slope < 0 else "less"
    return f"{said}\n\n{t(f'backprop.nudge_{way}', **values)}"


def _values(now: Current, step: Step) -> dict[str, Any]:
    """What the sentences are filled with; each takes what it needs."""
    problem, names, run = now.problem, now.names, current.computed(now.problem)
    after = current.way(problem, now.rate)[-1].lines[0].value
    gradient = run.gradients.row()
    values = {
        "loss": short(run.loss),
        "after": short(after),
        "change": short(after - run.loss),
        "promised": short(-now.rate * float(gradient @ gradient)),
        "rate": short(now.rate),
        "weights": len(problem.weights),
        "p": ", ".join(short(float(one)) for one in run.trace.a[-1][0]),
        "y": ", ".join(map(short, problem.y)),
        "loss_name": t(f"backprop.loss_{problem.loss}"),
    }
    if step.quantity is None or step.quantity.letter == "E":
        return values
    letter, layer, unit, source, slope = step.quantity
    neuron = Quantity("a", layer, unit)
    values |= {
        "neuron": unicode(names.of(neuron)),
        "f": problem.activations[layer - 1],
        "value": short(step.lines[0].value),
        "edges": problem.sizes[layer - 1] if layer else 0,
    }
    if slope:
        name = unicode(names.of(step.quantity._replace(slope=False))) if letter != "z" else "z"
        values |= {"name": name, "nudged": short(NUDGE * step.lines[0].value), "nudge": NUDGE}
    if letter == "w":
        before = Quantity("a", layer - 1, source)
        values |= {"source": unicode(names.of(before)), "a": short(run.at(before))}
    if letter == "z" and problem.activations[layer - 1] != "softmax":
        f = ACTIVATIONS[problem.activations[layer - 1]]
        values["slope"] = short(float(f.derivative(run.at(step.quantity._replace(slope=False)))))
    if letter == "a" and slope and layer < problem.depth:
        fed = [unicode(names.neuron(layer + 1, j)) for j in range(problem.sizes[layer + 1])]
        values["fed"] = ", ".join(fed)
    return values


def _arithmetic(now: Current, step: Step) -> None:
    if step.kind == "start":
        st.markdown(t("backprop.start_formula"))
    elif step.kind == "update":
        st.latex(_coloured(rf"w \;\leftarrow\; w - \eta \cdot {partial('E', 'w')}"))
        rows = "  \n".join(f"${_moved(line)}$" for line in step.lines)
        st.markdown(rows)
    else:
        for line in step.lines:
            st.latex(equation(line))


def _moved(line: Line) -> str:
    value = latex(line.value, 6)
    return rf"{line.name} \leftarrow {line.numbers[0]} = \textcolor{{{BLUE}}}{{\mathbf{{{value}}}}}"


def equation(line: Line) -> str:
    """Name, symbols, numbers and value under one another; the value in its colour."""
    colour = VERMILION if line.quantity.slope else BLUE
    value = rf"\textcolor{{{colour}}}{{\mathbf{{{latex(line.value)}}}}}"
    rows = [*map(_coloured, line.symbols)]
    if line.condition:
        rows[-1] += rf" \qquad ({line.condition})"
    # a number that stands there already is not written twice
    rows += [_broken(one) for one in line.numbers if one != latex(line.value)]
    body = r" \\[4pt] &= ".join([*rows, value])
    return rf"\begin{{aligned}} {_coloured(line.name)} &= {body} \end{{aligned}}"


def _broken(numbers: str) -> str:
    """A long sum on several rows, for narrow screens."""
    seen = re.sub(r"\\cdot|[{}\s]", "", numbers)
    return numbers.replace(" + ", r" \\ &\quad + ") if len(seen) > LONG and "frac" not in numbers else numbers


def _coloured(latex: str) -> str:
    """Every slope of the loss in the colour that it has in the picture."""
    return SLOPE.sub(lambda match: rf"\textcolor{{{VERMILION}}}{{{match[0]}}}", latex)


def _checked(now: Current, step: Step, epsilon: float) -> None:
    """The two numbers side by side, and how far they agree."""
    if step.quantity:
        measured = check.difference(now.problem, step.quantity._replace(slope=False), epsilon)
        show_pair(step.lines[0].value, measured)


def show_pair(slope: float, measured: check.Difference) -> None:
    """The gradient by the chain rule beside the measured one, and how far they agree."""
    named = t("backprop.by_difference", epsilon=short(measured.epsilon))
    st.html(
        pair(
            (t("backprop.by_chain_rule"), plain(slope, 6)),
            (named, plain(measured.slope, 6)),
            check.relative_error(slope, measured.slope) < NEAR,
        )
    )
    st.caption(agreement(slope, measured.slope))


def agreement(slope: float, measured: float) -> str:
    """How far the chain rule and the measurement agree, in words."""
    if not (np.isfinite(slope) and np.isfinite(measured)):
        return t("backprop.agree_not")
    error = check.relative_error(slope, measured)
    if error == 0:
        return t("backprop.agree_exactly")
    if error >= NEAR:
        return t("backprop.agree_badly", error=percent(error, digits=3))
    return t("backprop.agree", digits=int(-np.log10(error)))


def _whole_chain(now: Current, part: Quantity) -> None:
    """All factors between the loss and this weight, each with its number below."""
    ways = paths(Walk(now.problem, current.computed(now.problem), now.rate), part)
    if part.layer == now.problem.depth and len(ways[0]) < 3:
        return
    if len(ways) > MOST_PATHS:
        st.caption(t("backprop.many_paths", paths=len(ways)))
        return
    st.markdown(t("backprop.whole_chain" if len(ways) == 1 else "backprop.whole_chains", paths=len(ways)))
    lines = written(ways)
    value = rf"= \textcolor{{{VERMILION}}}{{\mathbf{{{latex(sum(map(_product, ways)))}}}}}"
    lines = [f"+ {line}" if number else line for number, line in enumerate(lines)]
    st.markdown(formula_lines(*lines[:-1], rf"{lines[-1]} \; {value}"))


def _product(way: list) -> float:
    return float(np.prod([factor.value for factor in way]))


@lru_cache(maxsize=64)
def remarkable(now: Current, lang: str) -> list[str]:
    """What stands out in these numbers, as sentences; the same at every step."""
    run = current.computed(now.problem)
    after = current.way(now.problem, now.rate)[-1].lines[0].value
    told = []
    if now.history.stopped:
        told.append(t("backprop.found_stopped", rounds=len(now.history.problems) - 1))
    for key, values in findings(now.problem, run, after):
        filled = {name: short(one) if isinstance(one, float) else one for name, one in values.items()}
        told.append(t(f"backprop.found_{key}", **filled) if filled else t(f"backprop.found_{key}"))
    return told
