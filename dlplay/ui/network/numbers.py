"""One neuron's sum with the numbers of one point, and each of its weights open to the hand."""

import numpy as np
import streamlit as st

from dlplay import neuron as exact
from dlplay.network import forward
from dlplay.numbers import bracketed, latex, plain
from dlplay.playground import Training
from dlplay.playground.training import MOST_EDITS
from dlplay.ui import formulas, metrics, said_again
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run, words
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.verbatim import verbatim

BIAS = -1
EDITS_FULL = "network:edits_full"  # whether the last edit was one too many
DIGITS = 4  # of a number set by hand


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    training = one.training
    layer, unit, source = _part(experiment, training)
    left, right = st.columns([2, 3], gap="large")
    with left:
        layer, unit = _choose_neuron(experiment, training, layer, unit)
        source = _choose_source(experiment, training, layer, unit, source)
        _edit(experiment, one, layer, unit, source)
    with right:
        _sum(experiment, training, layer, unit)
        st.caption(
            t(
                "network.counts",
                weights=f"{len(training.row):,}",
                train=training.problem.trained_on,
                test=len(training.problem.x) - training.problem.trained_on,
                steps=training.steps_an_epoch,
            )
        )


def _part(experiment: Experiment[NetworkSettings], training: Training) -> tuple[int, int, int]:
    """The chosen neuron and number, or the nearest that this network has; else the first output's."""
    part = st.session_state[experiment.key("part")]
    layer, unit = part[:2] if part else (len(training.layers), 0)
    layer = min(layer, len(training.layers))
    unit = min(unit, training.sizes[layer] - 1)
    source = part[2] if len(part) > 2 else 0
    return layer, unit, min(source, training.sizes[layer - 1] - 1)


def _choose_neuron(
    experiment: Experiment[NetworkSettings], training: Training, layer: int, unit: int
) -> tuple[int, int]:
    neurons = [(ly, u) for ly in range(1, len(training.sizes)) for u in range(training.sizes[ly])]
    widget = experiment.key("part.neuron")
    st.session_state[widget] = (layer, unit)

    def chosen() -> None:
        # other options after a change of the network count as a choice, though nobody made one
        if (one := st.session_state[widget]) != (layer, unit) and one in neurons:
            experiment.set(part=tuple(st.session_state[widget]))

    return st.selectbox(
        t("network.which_neuron"),
        neurons,
        format_func=lambda one: words.neuron(training, *one),
        key=widget,
        on_change=chosen,
    )


def _choose_source(
    experiment: Experiment[NetworkSettings], training: Training, layer: int, unit: int, source: int
) -> int:
    sources = [*range(training.sizes[layer - 1]), BIAS]
    widget = experiment.key("part.source")
    st.session_state[widget] = source

    def chosen() -> None:
        if (one := st.session_state[widget]) != source and one in sources:
            experiment.set(part=(layer, unit, st.session_state[widget]))

    return st.selectbox(
        t("network.which_number"),
        sources,
        format_func=lambda one: (
            t("network.bias")
            if one == BIAS
            else t("network.weight_from", source=words.neuron(training, layer - 1, one))
        ),
        key=widget,
        on_change=chosen,
    )


def _edit(experiment: Experiment[NetworkSettings], one: run.Run, layer: int, unit: int, source: int) -> None:
    """The number itself; what is written here is part of the run and of its link."""
    training = one.training
    place = exact.place(training.sizes, layer, None if source == BIAS else source, unit)
    value, shown = float(training.row[place]), training.row.copy()
    # a new widget for each number: an old one would keep what it showed before
    widget = f"network_number_{one.identity}_{training.step_count}_{place}"

    def edited() -> None:
        number = round(float(st.session_state[widget]), DIGITS)
        now = run.PLAYER.run  # another than when this was drawn, after a move of the learning rate alone
        # a widget that comes and goes reports its first value as a change
        if number == round(value, DIGITS) or now is None or not np.array_equal(now.training.row, shown):
            return
        try:
            now.training.edit(place, number)
        except ValueError:
            metrics.refused("change")
            said_again.say(EDITS_FULL)
            return
        experiment.set(part=(layer, unit, source))
        run.settle(experiment, now)

    if abs(value) > 1e9:
        st.markdown(f"**{plain(value)}**")
        return
    st.number_input(
        t("network.value"),
        value=value,
        step=0.1,
        format=f"%.{DIGITS}f",
        key=widget,
        on_change=edited,
        help=t("network.value_help"),
        disabled=experiment.fixed("edits"),
    )
    if said_again.to_say(EDITS_FULL):
        st.warning(t("network.edits_full", most=MOST_EDITS))
    if training.edits:
        st.caption(t("network.edits_count", count=len(training.edits)))


def _sum(experiment: Experiment[NetworkSettings], training: Training, layer: int, unit: int) -> None:
    problem = training.problem
    probe = min(st.session_state[experiment.key("probe")], len(problem.x))
    experiment.set(probe=probe)
    st.number_input(
        t("network.probe"),
        1,
        len(problem.x),
        key=experiment.key("probe"),
        persist_state="session",
        width=220,
        disabled=experiment.fixed("probe"),
    )
    with np.errstate(over="ignore", invalid="ignore"):  # after an explosion
        trace = forward(training.layers, problem.features[probe - 1 : probe])
    kernel, bias, activation = training.layers[layer - 1]
    inputs, z = trace.a[layer - 1][0], float(trace.z[layer - 1][0, unit])
    answer = float(trace.a[layer][0, unit])
    kept = [round(float(w), 3) for w in kernel[:, unit]]
    x1, x2 = problem.x[probe - 1]
    st.markdown(
        t(
            "network.probe_is",
            number=probe,
            x1=plain(x1),
            x2=plain(x2),
            label=_label(training, probe - 1),
        )
    )
    name = "x" if layer == 1 else "a"
    symbols = (
        " + ".join(rf"w_{{{i}}} {name}_{{{i}}}" for i in range(1, len(kept) + 1))
        if len(kept) < 5
        else rf"\sum_{{i=1}}^{{{len(kept)}}} w_i {name}_i"
    )
    written = [bracketed(one, decimals=3) for one in inputs]
    products = formulas.products(kept, written, round(float(bias[unit]), 3))
    function = formulas.function(activation)
    argument = "z" if activation != "softmax" else r"\mathbf{z}"
    st.markdown(
        formulas.lines(
            f"z = {symbols} + b",
            rf"\phantom{{z}} = {products} = \mathbf{{{latex(z, decimals=3)}}}",
            rf"a = {function}({argument}) = \mathbf{{{latex(answer, decimals=4)}}}",
        )
    )
    if layer == len(training.layers):
        st.caption(t(f"network.means_{problem.task}", answer=plain(answer, decimals=3)))


def _label(training: Training, row: int) -> str:
    label = training.problem.labels[row]
    if training.problem.task == "regression":
        return plain(label)
    return verbatim(words.class_names(training)[int(label)])
