"""XOR with two hidden neurons: each one's half-plane, the space that they make, and their combination."""

import numpy as np
import streamlit as st

from dlplay.neuron import Dense, LayerTrace, boundary, forward, network, place
from dlplay.toy_data import TRUTH_TABLES
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import charts
from dlplay.ui.neuron.answers import BITS, picture, show_table, verdict
from dlplay.ui.neuron.code import keras_network
from dlplay.ui.neuron.settings import XOR, NeuronSettings
from dlplay.ui.weights import slide

SIZES = (2, 2, 1)
# W[1], b[1], W[2], b[2]: OR and NAND, joined by AND; right with the step function and with the sigmoid
SOLUTION = (8.0, -6.0, 8.0, -6.0, -4.0, 9.0, 8.0, 8.0, -10.0)
GRID = 45  # points a side of the shaded output
HEIGHT = 270


def show(experiment: Experiment[NeuronSettings], span: tuple[float, float]) -> None:
    """The hidden neurons above, the output and what all make together below; each with its sliders."""
    settings = experiment.settings
    table = TRUTH_TABLES["xor"]
    layers = network(SIZES, settings.xor_w, settings.gate_activation)
    hidden, output = forward(layers, table.inputs)
    right = (output.z[:, 0] >= 0) == table.targets

    for j, column in enumerate(st.columns(2, gap="medium")):
        with column:
            st.markdown(t(f"neuron.hidden_{j + 1}"))
            drawing, sliders = st.columns([3, 2], gap="small")
            with drawing:
                _hidden_plane(layers[0], hidden, j, span)
            with sliders:
                _sliders(experiment, 1, j)
    left, last = st.columns(2, gap="medium")
    with left:
        st.markdown(t("neuron.output_plane"))
        drawing, sliders = st.columns([3, 2], gap="small")
        with drawing:
            picture(
                layers[1].kernel[:, 0],
                layers[1].bias[0],
                hidden.a,
                table.targets,
                right,
                span,
                HEIGHT,
                "h",
                "output",
            )
        with sliders:
            _sliders(experiment, 2, 0)
    with last:
        st.markdown(t("neuron.together"))
        drawing, words = st.columns([3, 2], gap="small")
        with drawing:
            _together(layers, table.inputs, table.targets, right, span)
        with words:
            verdict("xor", right)
            _buttons(experiment)
    show_table(table, output, hidden.a)
    st.caption(t("neuron.two_note"))
    frame.keras_code(keras_network(layers, table.inputs))


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


def _hidden_plane(layer: Dense, hidden: LayerTrace, j: int, span: tuple[float, float]) -> None:
    """A hidden neuron has no right or wrong: its points are coloured by its own answer."""
    says = (hidden.z[:, j] >= 0).astype(int)
    all_right = np.ones(len(says), bool)
    picture(
        layer.kernel[:, j], layer.bias[j], hidden.inputs, says, all_right, span, HEIGHT, "x", f"hidden_{j}"
    )


def _together(
    layers: list[Dense], x: np.ndarray, targets: np.ndarray, right: np.ndarray, span: tuple[float, float]
) -> None:
    """The network's output over the plane of the inputs, with both hidden neurons' lines."""
    along = np.linspace(*span, GRID)
    grid = np.stack(np.meshgrid(along, along), axis=-1)
    traces = [charts.values(along, forward(layers, grid)[-1].a[..., 0])]
    for j in range(2):
        traces += charts.line(boundary(layers[0].kernel[:, j], layers[0].bias[j], *span), dash="dot")
    traces.append(charts.points(x, targets, right))
    figure = charts.plane(span, ("x₁", "x₂"), traces, HEIGHT, ticks=(BITS, BITS))
    st.plotly_chart(figure, key="neuron_together", config=charts.STILL)
