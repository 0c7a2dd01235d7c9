"""Layers: how the weights of a small network carry a signal, any of them to be changed by a click."""

import numpy as np
import streamlit as st

from dlplay.neuron import Dense, LayerTrace, forward, network, number_of_weights, place
from dlplay.numbers import bracketed, latex
from dlplay.ui import formulas, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import charts_diagram as diagram
from dlplay.ui.neuron.charts import QUIET
from dlplay.ui.neuron.code import keras_network
from dlplay.ui.neuron.settings import PARTS, SIZES, NeuronSettings
from dlplay.ui.weights import Weights, slide

NAMES = (("x₁", "x₂"), ("h₁", "h₂", "h₃"), ("g₁", "g₂"), ("y",))
SYMBOLS = (("x_1", "x_2"), ("h_1", "h_2", "h_3"), ("g_1", "g_2"), ("y",))
DRAWING = "neuron_diagram"
DRAWN = "neuron:drawn"  # how often new weights were drawn


def show(experiment: Experiment[NeuronSettings]) -> None:
    """The diagram with its controls; each neuron's sum; the code."""
    settings = experiment.settings
    layers = network(SIZES, settings.net_w, settings.net_activation)
    traces = forward(layers, np.array(settings.net_x))

    left, right = st.columns([3, 7], gap="large")
    with left:
        _controls(experiment)
    with right:
        figure = diagram.diagram(
            NAMES,
            [np.array(settings.net_x), *(trace.a for trace in traces)],
            [layer.kernel for layer in layers],
            [trace.terms for trace in traces],
            settings.part,
            experiment.kind("net_w", Weights).limit,
        )
        st.plotly_chart(
            figure,
            key=DRAWING,
            config=QUIET,
            on_select=lambda: _take_part(experiment),
            selection_mode="points",
        )
        st.caption(t("neuron.diagram"))
    frame.section("neuron", "sums")
    for number, (layer, trace) in enumerate(zip(layers, traces, strict=True), start=1):
        sums = [sum_formula(layer, trace, number, j) for j in range(SIZES[number])]
        st.markdown(f"{t('neuron.layer', layer=number)}\n\n{formulas.lines(*sums)}")
    frame.keras_code(keras_network(layers, np.array([settings.net_x])))


def _controls(experiment: Experiment[NeuronSettings]) -> None:
    with st.container(horizontal=True):
        for i in range(SIZES[0]):
            slide(experiment, "net_x", i, t("neuron.x", i="₁₂"[i]))
    experiment.select("net_activation")
    with st.container(border=True):
        experiment.select("part", format_func=part_name)
        part = experiment.settings.part
        slide(experiment, "net_w", part_place(part), t(f"neuron.slider_{part[0]}", part=part_name(part)))
    st.button(
        t("neuron.draw_weights"),
        icon=":material/casino:",
        on_click=_draw_weights,
        args=(experiment,),
        help=t("neuron.draw_weights_help"),
    )


def part_name(part: str) -> str:
    """A weight by the neurons it connects, a bias by its neuron."""
    kind, layer, *neurons = part[0], *map(int, part[1:])
    if kind == "w":
        return f"{NAMES[layer - 1][neurons[0] - 1]} → {NAMES[layer][neurons[1] - 1]}"
    return f"b ({NAMES[layer][neurons[0] - 1]})"


def part_place(part: str) -> int:
    """Where a weight or bias stands among all the network's numbers."""
    kind, layer, *neurons = part[0], *map(int, part[1:])
    return place(SIZES, layer, neurons[0] - 1 if kind == "w" else None, neurons[-1] - 1)


def _take_part(experiment: Experiment[NeuronSettings]) -> None:
    """A clicked edge or neuron becomes the part under the slider; an input has nothing to change there."""
    for point in st.session_state[DRAWING].selection.points:
        part = point.get("customdata")
        part = part[0] if isinstance(part, list) else part
        if part in PARTS:
            experiment.set(part=part)


def _draw_weights(experiment: Experiment[NeuronSettings]) -> None:
    # the weights themselves go into the address, so the link shows the same ones
    st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1
    weights = np.random.default_rng(st.session_state[DRAWN]).normal(size=number_of_weights(SIZES))
    limit = experiment.kind("net_w", Weights).limit
    experiment.set(net_w=Weights.rounded(weights.clip(-limit, limit).round(1).tolist()))


def sum_formula(layer: Dense, trace: LayerTrace, number: int, j: int) -> str:
    """One neuron's sum, term by term, and its activation."""
    symbol = SYMBOLS[number][j]
    inputs = [bracketed(one, decimals=2) for one in trace.inputs]
    return (
        rf"z_{{{symbol}}} = {formulas.products(layer.kernel[:, j], inputs, layer.bias[j])}"
        rf" = {latex(trace.z[j], decimals=2)}, \quad "
        rf"{symbol} = {formulas.function(layer.activation)}({latex(trace.z[j], decimals=2)})"
        rf" = \mathbf{{{latex(trace.a[j], decimals=3)}}}"
    )
