"""XOR with two hidden neurons: each one's half-plane, the space that they make, and their combination."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from dlplay.neuron import Dense, LayerTrace, forward, network, place
from dlplay.numbers import plain
from dlplay.toy_data import TRUTH_TABLES, TruthTable
from dlplay.ui import code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import charts, code
from dlplay.ui.neuron.answers import cheer, count_follows, show_table
from dlplay.ui.neuron.settings import XOR, NeuronSettings
from dlplay.ui.weights import Weights, slide

SIZES = (2, 2, 1)
# W[1], b[1], W[2], b[2]: OR and NAND, joined by AND; right with the step function and with the sigmoid
SOLUTION = (8.0, -6.0, 8.0, -6.0, -4.0, 9.0, 8.0, 8.0, -10.0)
NUMBERS = range(len(SOLUTION))
GRID = 45  # points a side of the shaded output
HEIGHT = 270


class Reached(NamedTuple):
    """The network on the table at each value of each slider and, at the end, as all stand; `live.reached`."""

    values: np.ndarray  # of every slider
    numbers: np.ndarray  # (k, 9)
    rows: dict[int, slice]  # in which the slider of a number moves
    layers: list[Dense]  # kernels (k, 1, n_in, units)
    hidden: LayerTrace  # (k, 4, 2)
    right: np.ndarray  # (k, 4)


def show(experiment: Experiment[NeuronSettings], span: tuple[float, float]) -> None:
    """From left to right the hidden neurons, the output and what all make together; each over its sliders."""
    settings = experiment.settings
    table = TRUTH_TABLES["xor"]
    layers = network(SIZES, settings.xor_w, settings.gate_activation)
    hidden, output = forward(layers, table.inputs)
    right = (output.z[:, 0] >= 0) == table.targets
    reached = _reached(settings, table, experiment.kind("xor_w", Weights).each.values)

    with frame.stage():
        *hidden_units, left, last = st.columns(4, gap="medium")
        for j, column in enumerate(hidden_units):
            with column:
                st.markdown(t(f"neuron.hidden_{j + 1}"))
                live.show(_hidden(experiment, reached, table, j, span), key=f"neuron_hidden_{j}")
                _sliders(experiment, 1, j)
        with left:
            st.markdown(t("neuron.output_plane"))
            live.show(_output(experiment, reached, table, span), key="neuron_output")
            _sliders(experiment, 2, 0)
        with last:
            st.markdown(t("neuron.together"))
            live.show(_together(experiment, reached, table, span), key="neuron_together")
            cheer("xor", right)
            _buttons(experiment)
    show_table(table, output, hidden.a)
    st.caption(t("neuron.two_note"))
    code_panel.panel(experiment.name).show(code.script(layers, table.inputs))


def _buttons(experiment: Experiment[NeuronSettings]) -> None:
    st.button(
        t("neuron.set_solution"),
        icon=":material/lightbulb:",
        on_click=experiment.set,
        kwargs={"xor_w": SOLUTION},
    )
    st.button(t("neuron.start_again"), on_click=experiment.set, kwargs={"xor_w": XOR})


def _sliders(experiment: Experiment[NeuronSettings], layer: int, unit: int) -> None:
    for source in range(SIZES[layer - 1]):
        label = t("neuron.w" if layer == 1 else "neuron.v", i="₁₂"[source])
        slide(experiment, "xor_w", place(SIZES, layer, source, unit), label)
    slide(experiment, "xor_w", place(SIZES, layer, None, unit), t("neuron.b"))


def _reached(settings: NeuronSettings, table: TruthTable, values: np.ndarray) -> Reached:
    given, rows = live.reached(dict(enumerate(settings.xor_w)), dict.fromkeys(NUMBERS, values))
    numbers = np.column_stack([given[i] for i in NUMBERS])
    layers = network(SIZES, numbers[:, None], settings.gate_activation)  # each for all four rows of the table
    hidden, output = forward(layers, table.inputs)
    return Reached(values, numbers, rows, layers, hidden, (output.z[..., 0] >= 0) == table.targets)


def _sweeps(
    experiment: Experiment[NeuronSettings], reached: Reached, follows: dict[str, Any], sliders: Iterable[int]
) -> list[dict[str, Any]]:
    key = experiment.key("xor_w")
    return [live.sweep(f"{key}.{i}", reached.values, follows, reached.rows[i]) for i in sliders]


def _hidden(
    experiment: Experiment[NeuronSettings],
    reached: Reached,
    table: TruthTable,
    j: int,
    span: tuple[float, float],
) -> dict[str, Any]:
    """A hidden neuron has no right or wrong: its points are coloured by its own answer."""
    kernel, bias, _ = reached.layers[0]
    says = (reached.hidden.z[..., j] >= 0).astype(int)
    told = live.Written(t("neuron.hidden_alt", j="₁₂"[j], rows=_rows(table, "{}")), says)
    line = charts.line_follows(kernel[:, 0, :, j], bias[:, 0, j])
    follows = line | charts.classes_follow(says) | {"alt": {"words": told}}
    panel = live.standing(charts.plane(span, ("x₁", "x₂"), table.inputs, says[-1], HEIGHT), follows)
    sliders = [place(SIZES, 1, source, j) for source in (0, 1, None)]
    return live.picture([panel], _sweeps(experiment, reached, follows, sliders), alt=told[-1])


def _rows(table: TruthTable, hole: str) -> str:
    """Each row of the table with a place for what becomes of it."""
    return ", ".join(f"({x}, {y}) → {hole}" for x, y in table.inputs.astype(int).tolist())


def _output(
    experiment: Experiment[NeuronSettings], reached: Reached, table: TruthTable, span: tuple[float, float]
) -> dict[str, Any]:
    """The output's line among the rows where the hidden neurons have put them."""
    kernel, bias, _ = reached.layers[1]
    line = charts.line_follows(kernel[:, 0, :, 0], bias[:, 0, 0])
    hidden = reached.hidden.a
    places, right = charts.places_follow(hidden), charts.right_follows(reached.right)
    told = live.Written(
        t("neuron.output_alt", rows=_rows(table, "({.2}, {.2})")), hidden.reshape(len(hidden), -1)
    )
    follows = line | {"points": places["points"] | right["points"], "alt": {"words": told}}
    panel = charts.plane(span, ("h₁", "h₂"), hidden[-1], table.targets, HEIGHT)
    sweeps = _sweeps(experiment, reached, follows, NUMBERS)
    return live.picture([live.standing(panel, follows)], sweeps, alt=told[-1])


def _together(
    experiment: Experiment[NeuronSettings], reached: Reached, table: TruthTable, span: tuple[float, float]
) -> dict[str, Any]:
    """The network's output over the plane of the inputs, with both hidden neurons' lines."""
    along = np.linspace(*span, GRID)
    layers = network(SIZES, reached.numbers[-1], reached.layers[0].activation)
    answers = forward(layers, np.stack(np.meshgrid(along, along), axis=-1))[-1].a[..., 0]
    kernel, bias, _ = reached.layers[0]
    follows = {
        **charts.line_follows(kernel[:, 0, :, 0], bias[:, 0, 0], "line1"),
        **charts.line_follows(kernel[:, 0, :, 1], bias[:, 0, 1], "line2"),
        **charts.answers_follow(np.isclose(reached.numbers, reached.numbers[-1]).all(axis=1), span),
        **charts.right_follows(reached.right),
        **count_follows(reached.right),
    }
    panel = charts.together(span, ("x₁", "x₂"), answers, table.inputs, table.targets, HEIGHT)
    sweeps = _sweeps(experiment, reached, follows, NUMBERS)
    count = follows["count"]["words"][-1]
    readouts = {"count": live.readout(words=count, small=True)}
    alt = t("neuron.plane_alt", low=plain(span[0]), high=plain(span[1]))
    return live.picture([live.standing(panel, follows)], sweeps, readouts=readouts, alt=alt)
