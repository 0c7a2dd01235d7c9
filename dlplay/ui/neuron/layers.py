"""Layers: how the weights of a small network carry a signal, any of them to be changed by a click."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.neuron import Dense, LayerTrace, forward, network, number_of_weights, place
from dlplay.numbers import bracketed, latex
from dlplay.ui import code_panel, formulas, frame, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import Place
from dlplay.ui.neuron import charts_diagram as diagram
from dlplay.ui.neuron import code
from dlplay.ui.neuron.settings import PARTS, SIZES, NeuronSettings
from dlplay.ui.weights import Weights, slide

NAMES = (("x₁", "x₂"), ("h₁", "h₂", "h₃"), ("g₁", "g₂"), ("y",))
SYMBOLS = (("x_1", "x_2"), ("h_1", "h_2", "h_3"), ("g_1", "g_2"), ("y",))
PLACES = diagram.Diagram(NAMES)
DRAWING = "neuron_diagram"
DRAWN = "neuron:drawn"  # how often new weights were drawn


def show(experiment: Experiment[NeuronSettings]) -> None:
    """The diagram with its controls; each neuron's sum; the code."""
    moving = frame.stage()
    frame.section("neuron", "sums")
    sums, script = st.empty(), code_panel.panel(experiment.name)
    with moving:
        _moving(experiment, sums, script)


@st.fragment
def _moving(experiment: Experiment[NeuronSettings], sums: DeltaGenerator, script: CodePanel) -> None:
    """What a control's move draws again, here and in the places further down."""
    left, right = st.columns([3, 7], gap="large")
    with left:
        _controls(experiment)
    settings = experiment.settings
    with right:
        picture = _picture(experiment, settings)
        live.show(picture, DRAWING, on_place=lambda place: _take_part(experiment, place))
        st.caption(t("neuron.diagram"))
    layers = network(SIZES, settings.net_w, settings.net_activation)
    traces = forward(layers, np.array(settings.net_x))
    sums.markdown("\n\n".join(_sums(layers, traces)))
    script.show(code.script(layers, np.array([settings.net_x])))
    experiment.publish(settings)


def _controls(experiment: Experiment[NeuronSettings]) -> None:
    with st.container(horizontal=True):
        for i in range(SIZES[0]):
            slide(experiment, "net_x", i, t("neuron.x", i="₁₂"[i]))
    experiment.select("net_activation")
    with st.container(border=True):
        part = experiment.select("part", format_func=part_name)
        slide(experiment, "net_w", part_place(part), t(f"neuron.slider_{part[0]}", part=part_name(part)))
    st.button(
        t("neuron.draw_weights"),
        icon=":material/casino:",
        on_click=_draw_weights,
        args=(experiment,),
        help=t("neuron.draw_weights_help"),
    )


def _sums(layers: Sequence[Dense], traces: Sequence[LayerTrace]) -> Iterator[str]:
    """Each layer's name and its neurons' sums."""
    for number, (layer, trace) in enumerate(zip(layers, traces, strict=True), start=1):
        sums = [sum_formula(layer, trace, number, j) for j in range(SIZES[number])]
        yield f"{t('neuron.layer', layer=number)}\n\n{formulas.lines(*sums)}"


def _picture(experiment: Experiment[NeuronSettings], settings: NeuronSettings) -> dict[str, Any]:
    """The diagram as it stands and at every value of the inputs and of the chosen weight or bias."""
    stand = {("net_x", i): one for i, one in enumerate(settings.net_x)}
    stand |= {("net_w", i): one for i, one in enumerate(settings.net_w)}
    sliders = [*(("net_x", i) for i in range(SIZES[0])), ("net_w", part_place(settings.part))]
    values = {slider: experiment.kind(slider[0], Weights).each.values for slider in sliders}
    given, rows = live.reached(stand, values)
    x, w = (np.column_stack([given[one] for one in stand if one[0] == name]) for name in ("net_x", "net_w"))
    layers = network(SIZES, w, settings.net_activation)
    traces = forward(layers, x)
    weights = _side_by_side([layer.kernel for layer in layers])
    terms = _side_by_side([trace.terms for trace in traces])
    activations = np.column_stack([x, *(trace.a for trace in traces)])
    limit = experiment.kind("net_w", Weights).limit
    answer = live.Written(
        t("neuron.net_answer", x1="{}", x2="{}", y="{.3}"), np.column_stack([x, activations[:, -1]])
    )
    follows = diagram.follows(weights, terms, activations, limit) | {"answer": {"words": answer}}
    inputs = np.concatenate([np.repeat(trace.inputs[-1], len(trace.a[-1])) for trace in traces])
    words = diagram.term_words(PLACES.edge_names, weights[-1], terms[-1], inputs)
    panel = live.standing(diagram.diagram(PLACES, settings.part, words), follows)
    sweeps = [
        live.sweep(f"{experiment.key(name)}.{i}", values[name, i], follows, moving)
        for (name, i), moving in rows.items()
    ]
    readouts = {"answer": live.readout(words=answer[-1], small=True)}
    alt = t("neuron.diagram_alt", sizes=" → ".join(map(str, SIZES)))
    return live.picture([panel], sweeps, readouts=readouts, alt=alt)


def _side_by_side(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Of every layer (k, n_in, units) all numbers in one row (k, edges)."""
    return np.column_stack([one.reshape(len(one), -1) for one in parts])


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


def _take_part(experiment: Experiment[NeuronSettings], place: Place) -> None:
    """A clicked edge or neuron becomes the part under the slider; an input has nothing to change there."""
    part = PLACES.part_at(place.mark, place.x, place.y)
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
