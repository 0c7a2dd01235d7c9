"""One neuron under the hand: the sum that adds up, the point on the curve, the half-plane."""

from functools import cache, lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay import locale
from dlplay.activations import ACTIVATIONS
from dlplay.neuron import LayerTrace, boundary, distance, forward, neuron
from dlplay.numbers import bracketed, latex, settled
from dlplay.toy_data import LIMIT, TOY_DATA, Points
from dlplay.ui import code_panel, formulas, frame, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import Place
from dlplay.ui.neuron import charts_one as charts
from dlplay.ui.neuron import code
from dlplay.ui.neuron.charts_one import Reached
from dlplay.ui.neuron.settings import EACH, NeuronSettings
from dlplay.ui.weights import Weights, replace, slide

SUBSCRIPTS = "₁₂₃"
BIAS = 3  # its place among w1, w2, w3, b
POINTS, SEED = 40, 1  # of the data set
PLANE = 2  # which panel of the picture
SHARED = 200  # panels kept for whoever asks for the same
WIDTH = 128  # CSS pixels of a slider
VALUES = EACH.values  # of every slider
READ = {"z": "z", "a": "a", "right": ""}  # the readouts and how they are called


def show(experiment: Experiment[NeuronSettings]) -> None:
    """Sliders over the three pictures; the arithmetic and the code below."""
    left, right = st.columns(2)
    with left:
        experiment.choose("inputs")
    with right:
        experiment.select("activation")
    moving = frame.stage()
    st.caption(t("neuron.plane_click"))
    experiment.choose("data", wrap=True)
    arithmetic, script = st.empty(), code_panel.panel(experiment.name)
    with moving:
        _moving(experiment, arithmetic, script)


@st.fragment
def _moving(experiment: Experiment[NeuronSettings], arithmetic: DeltaGenerator, script: CodePanel) -> None:
    """What a slider's move draws again, here and in the places further down."""
    settings = experiment.settings
    n = int(settings.inputs)
    x, w, b = settings.x[:n], settings.w[:n], settings.w[BIAS]
    layer = neuron(w, b, settings.activation)
    trace = forward([layer], np.array(x))[0]
    with frame.sliders(horizontal=True):
        for field, i in _sliders(n):
            label = t("neuron.b") if i == BIAS else t(f"neuron.{field}", i=SUBSCRIPTS[i])
            slide(experiment, field, i, label, width=WIDTH)
    drawn = _picture(experiment, settings, n)
    live.show(drawn, key="neuron_one", on_place=lambda place: _take_point(experiment, place))
    if boundary(w[:2], b + float(np.dot(w[2:], x[2:])), -LIMIT, LIMIT) is None:
        st.caption(t("neuron.plane_no_line"))
    arithmetic.markdown(formulas.lines(*formula(x, w, b, trace, settings.activation)))
    script.show(code.script([layer], np.array([x])))
    experiment.publish(settings)


def _sliders(n: int) -> list[tuple[str, int]]:
    """By setting and place in it: each input beside its weight, then the bias."""
    return [*((field, i) for i in range(n) for field in ("x", "w")), ("w", BIAS)]


def _picture(experiment: Experiment[NeuronSettings], settings: NeuronSettings, n: int) -> dict[str, Any]:
    """The sum, the curve and the plane as they stand, and at every value of each slider."""
    reached, rows = _reached(settings, n)
    axes, lang = charts.Axes.around(reached), language.current()
    follows = {
        **charts.sum_follows(reached),
        **charts.point_follows(reached),
        **charts.line_follows(reached),
        **charts.input_follows(reached),
        **_said(reached),
    }
    drawn = (
        _sum_panel(n, axes, lang),
        _curve_panel(settings.activation, axes, lang),
        _plane_panel(settings.data, f"{experiment.key('w')}.{BIAS}", lang),
    )
    panels = [live.standing(panel, follows) for panel in drawn]
    sweeps = []
    for (field, i), moving in rows.items():
        moved = {name: follows[name] for name in charts.moved(field, i, n)}
        sweeps.append(live.sweep(f"{experiment.key(field)}.{i}", VALUES, moved, moving))
    readouts = {
        name: live.readout(sign, words=follows[name]["words"][-1], small=not sign)
        for name, sign in READ.items()
    }
    alt = t("neuron.one_alt", n=n, f=settings.activation)
    return live.picture(panels, sweeps, readouts=readouts, alt=alt, columns=2)


def _reached(settings: NeuronSettings, n: int) -> tuple[Reached, dict[tuple[str, int], slice]]:
    """The neuron at each value of each slider and, at the end, as all of them stand; see `live.reached`."""
    sliders = _sliders(n)
    stand = {(field, i): getattr(settings, field)[i] for field, i in sliders}
    given, rows = live.reached(stand, dict.fromkeys(sliders, VALUES))
    x, w = (np.column_stack([given[field, i] for i in range(n)]) for field in ("x", "w"))
    b = given["w", BIAS]
    z = ((w * x).sum(axis=1) + b).round(10)  # sums of hundredths
    bias = b + (w[:, 2:] * x[:, 2:]).sum(axis=1)
    data = _points(settings.data)
    right = (w[:, :2] @ data.x.T + bias[:, None] >= 0) == data.y
    return Reached(x, w, b, bias, z, ACTIVATIONS[settings.activation].function(z), right), rows


def _said(reached: Reached) -> dict[str, dict[str, live.Written]]:
    """The readouts."""
    counts = reached.right.sum(axis=1, keepdims=True)
    return {
        "z": {"words": live.Written("{.2}", live.Linear(reached.z[:, None]))},
        "a": {"words": live.Written("{.3}", reached.a[:, None])},
        "right": {"words": live.Written(t("neuron.plane_text", right="{}", all=POINTS), counts)},
    }


@cache
def _points(name: str) -> Points:
    return TOY_DATA[name](POINTS, SEED)


@lru_cache(SHARED)
def _sum_panel(n: int, axes: charts.Axes, lang: str) -> dict[str, Any]:
    names = [*(f"w{one}x{one}" for one in SUBSCRIPTS[:n]), "b", "z"]
    return charts.sum_panel(names, axes, locale.t("neuron.sum_title", lang))


@lru_cache(SHARED)
def _curve_panel(name: str, axes: charts.Axes, lang: str) -> dict[str, Any]:
    return charts.curve_panel(ACTIVATIONS[name].function, name, axes, locale.t("neuron.curve_title", lang))


@cache
def _plane_panel(data: str, bias: str, lang: str) -> dict[str, Any]:
    return charts.plane_panel(*_points(data), LIMIT, locale.t("neuron.plane_title", lang), bias)


def _take_point(experiment: Experiment[NeuronSettings], place: Place) -> None:
    """A clicked point becomes the input; where the line was dragged to, its bias puts it."""
    if place.panel == PLANE and place.mark == "foot" and place.value is not None:
        replace(experiment, "w", BIAS, place.value)
    elif place.panel == PLANE:
        x = st.session_state[experiment.key("x")]
        experiment.set(x=Weights.rounded((place.x, place.y, *x[2:])))


def formula(x: tuple, w: tuple, b: float, trace: LayerTrace, activation: str) -> list[str]:
    """z = w . x + b, a = f(z), and how far the input is from the boundary."""
    z, a = settled(trace.z[0]), float(trace.a[0])
    symbols = " + ".join(f"w_{i} x_{i}" for i in range(1, len(x) + 1))
    lines = [
        rf"z = {symbols} + b = {formulas.products(w, [bracketed(one) for one in x], b)}"
        rf" = \mathbf{{{latex(z, decimals=2)}}}",
        rf"a = {formulas.function(activation)}(z) = {formulas.function(activation)}({latex(z, decimals=2)})"
        rf" = \mathbf{{{latex(a, decimals=4)}}}",
    ]
    if (away := distance(w, z)) is not None:
        squares = " + ".join(rf"{bracketed(one)}^2" for one in w)
        lines.append(
            rf"\frac{{z}}{{\lVert w \rVert}} = \frac{{{latex(z, decimals=2)}}}{{\sqrt{{{squares}}}}}"
            rf" = {latex(away, decimals=2)} \;\text{{{t('neuron.formula_distance')}}}"
        )
    return lines
