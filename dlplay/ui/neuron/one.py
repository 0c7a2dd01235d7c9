"""One neuron: the sum that adds up, the activation's point on its curve, the half-plane."""

import numpy as np
import streamlit as st

from dlplay.activations import ACTIVATIONS
from dlplay.neuron import (
    LayerTrace,
    answers,
    boundary,
    distance,
    forward,
    neuron,
    positive_part,
    running_sums,
)
from dlplay.numbers import bracketed, latex, plain, settled, signed
from dlplay.toy_data import LIMIT, TOY_DATA
from dlplay.ui import formulas, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import charts
from dlplay.ui.neuron.code import keras_network
from dlplay.ui.neuron.settings import NeuronSettings
from dlplay.ui.weights import Weights, slide

SUBSCRIPTS = "₁₂₃"
BIAS = 3  # its place among w1, w2, w3, b
POINTS, SEED = 40, 1  # of the data set
CURVE = (6.0, 12.0, 30.0)  # how far the z axis goes to both sides
PICTURE = 380  # height of the charts in CSS pixels
DRAWING = "neuron_plane"


def show(experiment: Experiment[NeuronSettings]) -> None:
    """Sliders beside the three pictures; the arithmetic and the code below."""
    settings = experiment.settings
    n = int(settings.inputs)
    x, w, b = settings.x[:n], settings.w[:n], settings.w[BIAS]
    layer = neuron(w, b, settings.activation)
    trace = forward([layer], np.array(x))[0]

    left, right = st.columns([2, 3], gap="large")
    with left:
        _controls(experiment, n)
    with right:
        _sum(x, w, b, trace)
        st.markdown(formulas.lines(*formula(x, w, b, trace, settings.activation)))
    left, right = st.columns(2, gap="medium")
    with left:
        _curve(settings.activation, trace)
    with right:
        _half_plane(experiment, w, b, x)
    frame.keras_code(keras_network([layer], np.array([x])))


def _controls(experiment: Experiment[NeuronSettings], n: int) -> None:
    left, right = st.columns(2)
    with left:
        experiment.choose("inputs")
    with right:
        experiment.select("activation")
    for i in range(n):
        with st.container(horizontal=True):
            for field in ("x", "w"):
                slide(experiment, field, i, t(f"neuron.{field}", i=SUBSCRIPTS[i]))
    slide(experiment, "w", BIAS, t("neuron.b"))


def _sum(x: tuple, w: tuple, b: float, trace: LayerTrace) -> None:
    names = [f"w{SUBSCRIPTS[i]}x{SUBSCRIPTS[i]}" for i in range(len(x))]
    details = [
        f"{plain(weight)} · {plain(value)} = {signed(weight * value, decimals=2)}"
        for weight, value in zip(w, x, strict=True)
    ]
    z = settled(trace.z[0])
    st.markdown(t("neuron.sum_text"))
    st.html(
        charts.waterfall(
            [*names, "b", "z"],
            [*details, signed(b, decimals=2), plain(z, decimals=2)],
            running_sums(trace, b),
        )
    )


def _curve(activation: str, trace: LayerTrace) -> None:
    z, a = float(trace.z[0]), float(trace.a[0])
    reach = next((one for one in CURVE if one >= abs(z)), abs(z))
    along = np.linspace(-reach, reach, 241)
    st.markdown(t("neuron.curve_text", f=f"`{activation}`", a=plain(a, decimals=3)))
    st.plotly_chart(
        charts.activation_curve(
            along.astype(np.float32),
            ACTIVATIONS[activation].function(along).astype(np.float32),
            z,
            a,
            height=PICTURE,
        ),
        key="neuron_curve",
        config=charts.STILL,
    )


def _half_plane(experiment: Experiment[NeuronSettings], w: tuple, b: float, x: tuple) -> None:
    """In the plane of x1 and x2; a third input is held where it is and acts like a part of the bias."""
    settings = experiment.settings
    bias = b + sum(weight * value for weight, value in zip(w[2:], x[2:], strict=True))
    data = TOY_DATA[settings.data](POINTS, SEED)
    right = answers([neuron(w[:2], bias, "linear")], data.x) == data.y
    ends = boundary(w[:2], bias, -LIMIT, LIMIT)
    traces = [
        *charts.sides(
            positive_part(w[:2], bias, -LIMIT, LIMIT),
            positive_part(-np.array(w[:2]), -bias, -LIMIT, LIMIT),
        ),
        *charts.line(ends),
        charts.points(data.x, data.y, right),
        charts.ring(x),
    ]
    arrows = [] if ends is None else [charts.normal(ends.mean(axis=0), np.array(w[:2]))]
    figure = charts.plane((-LIMIT, LIMIT), ("x₁", "x₂"), traces, PICTURE, arrows=arrows)
    st.markdown(t("neuron.plane_text", right=int(right.sum()), all=len(right)))
    st.plotly_chart(
        figure,
        key=DRAWING,
        config=charts.QUIET,
        on_select=lambda: _take_point(experiment),
        selection_mode="points",
    )
    st.caption(t("neuron.plane_click" if ends is not None else "neuron.plane_no_line"))
    experiment.choose("data", wrap=True)


def _take_point(experiment: Experiment[NeuronSettings]) -> None:
    """A clicked point becomes the input."""
    if points := st.session_state[DRAWING].selection.points:
        x = st.session_state[experiment.key("x")]
        experiment.set(x=Weights.rounded((points[0]["x"], points[0]["y"], *x[2:])))


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
