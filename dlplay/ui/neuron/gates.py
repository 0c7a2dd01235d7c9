"""Truth tables as challenges: one neuron that is to be AND, OR, NOT; XOR, which it cannot be."""

from functools import cache
from typing import Any

import numpy as np
import streamlit as st

from dlplay.neuron import EXACT, Search, best_neuron, forward, neuron
from dlplay.numbers import plain
from dlplay.toy_data import TRUTH_TABLES, TruthTable
from dlplay.ui import code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import charts, code, two
from dlplay.ui.neuron.answers import cheer, count_follows, show_table
from dlplay.ui.neuron.settings import TWO, NeuronSettings
from dlplay.ui.weights import Weights, slide

SPAN = (-0.6, 1.6)
HEIGHT = 360  # of the picture in CSS pixels
BIAS = 2  # its place among w1, w2, b
REASON = (
    r"\begin{aligned}"
    r"(0,0)\mapsto 0:&\quad b < 0 \\"
    r"(0,1)\mapsto 1:&\quad w_2 + b \ge 0 \\"
    r"(1,0)\mapsto 1:&\quad w_1 + b \ge 0 \\"
    r"\Rightarrow&\quad w_1 + w_2 + b \;\ge\; -b \;>\; 0 \\"
    r"(1,1)\mapsto 0:&\quad w_1 + w_2 + b < 0"
    r"\end{aligned}"
)


def show(experiment: Experiment[NeuronSettings]) -> None:
    """The choice of a gate, then the neuron or the little network that is to be it."""
    with st.container(horizontal=True, gap="large"):
        experiment.choose("gate", wrap=True)
        experiment.choose("gate_activation", wrap=True)
    if experiment.settings.gate == TWO:
        two.show(experiment, SPAN)
    else:
        _one_neuron(experiment)


def _one_neuron(experiment: Experiment[NeuronSettings]) -> None:
    settings = experiment.settings
    table = TRUTH_TABLES[settings.gate]
    inputs = table.inputs.shape[1]
    layer = neuron(settings.gate_w[:inputs], settings.gate_w[BIAS], settings.gate_activation)
    trace = forward([layer], table.inputs)[0]
    right = (trace.z[:, 0] >= 0) == table.targets

    left, beside = frame.stage().columns([6, 5], gap="large")
    with left:
        with frame.sliders(horizontal=True):
            for i in range(inputs):
                slide(experiment, "gate_w", i, t("neuron.w", i="₁₂"[i]))
            slide(experiment, "gate_w", BIAS, t("neuron.b"))
        show_table(table, trace)
        cheer(settings.gate, right)
    with beside:
        live.show(_picture(experiment, settings, table), key="neuron_gate")
        st.caption(t("neuron.gate_picture"))
    if settings.gate == "xor":
        _why_not(experiment)
    code_panel.panel(experiment.name).show(code.script([layer], table.inputs))


def _picture(
    experiment: Experiment[NeuronSettings], settings: NeuronSettings, table: TruthTable
) -> dict[str, Any]:
    """The half-plane as it stands and at every value of each slider, with each row's sum.

    A gate of one input is drawn with a second one that does not matter.
    """
    inputs, values = table.inputs.shape[1], experiment.kind("gate_w", Weights).each.values
    sliders = (*range(inputs), BIAS)
    given, rows = live.reached({i: settings.gate_w[i] for i in sliders}, dict.fromkeys(sliders, values))
    w, b = np.column_stack([given[i] for i in range(inputs)]), given[BIAS]
    z = (w @ table.inputs.T + b[:, None]).round(EXACT)
    right = (z >= 0) == table.targets
    points = table.inputs
    if inputs == 1:
        w, points = np.column_stack([w, 0 * b]), np.column_stack([points, np.full(len(points), 0.5)])
    follows = {
        **charts.line_follows(w, b),
        **charts.sums_follow(z),
        **charts.right_follows(right),
        **count_follows(right),
    }
    panel = charts.plane(SPAN, ("x₁", "x₂" if inputs > 1 else ""), points, table.targets, HEIGHT)
    key = experiment.key("gate_w")
    sweeps = [live.sweep(f"{key}.{i}", values, follows, moving) for i, moving in rows.items()]
    count = follows["count"]["words"][-1]
    readouts = {"count": live.readout(words=count, small=True)}
    alt = t("neuron.plane_alt", low=plain(SPAN[0]), high=plain(SPAN[1]))
    return live.picture([live.standing(panel, follows)], sweeps, readouts=readouts, alt=alt)


@cache
def search(gate: str, limit: float, step: float) -> Search:
    """Every position that the three sliders can take."""
    table = TRUTH_TABLES[gate]
    return best_neuron(table.inputs, table.targets, np.arange(-limit, limit + step / 2, step))


def _why_not(experiment: Experiment[NeuronSettings]) -> None:
    kind = experiment.kind("gate_w", Weights)
    found = search("xor", kind.limit, kind.step)
    with st.expander(t("neuron.why_not")):
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown(
                t(
                    "neuron.searched",
                    settings=f"{found.settings:,}",
                    right=found.right,
                    all=len(TRUTH_TABLES["xor"].targets),
                )
            )
            st.button(t("neuron.set_best"), on_click=experiment.set, kwargs={"gate_w": found.weights})
            st.button(t("neuron.to_two"), on_click=experiment.set, kwargs={"gate": TWO}, type="primary")
        with right:
            st.markdown(t("neuron.reason"))
            st.latex(REASON)
            st.markdown(t("neuron.reason_end"))
