"""Softmax, log_softmax, sparsemax and glu of four logits, with a temperature."""

import numpy as np
import streamlit as st

from dlplay.activations import ACTIVATIONS
from dlplay.numbers import plain
from dlplay.ui import frame
from dlplay.ui.activations import charts_vectors as vectors
from dlplay.ui.activations import code, formula, parameters
from dlplay.ui.activations.settings import ActivationsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

LOGITS = ("z1", "z2", "z3", "z4")


def show(experiment: Experiment[ActivationsSettings]) -> None:
    """Controls, outputs, Jacobian, arithmetic, advice and code."""
    left, right = st.columns([2, 5], gap="large")
    with left:
        experiment.select("vector")
        for field in (*LOGITS, "temperature"):
            experiment.slide(field)
    settings = experiment.settings
    z = np.array([getattr(settings, field) for field in LOGITS])
    activation, temperature = ACTIVATIONS[settings.vector], settings.temperature
    outputs = activation.function(z / temperature)
    names = [t("activations.output", number=number + 1) for number in range(len(outputs))]
    with right:
        _outputs(settings.vector, z, temperature, outputs, names)
        st.markdown(t("activations.jacobian"))
        slopes = activation.jacobian(z / temperature) / temperature
        logits = [t("activations.logit", number=number + 1) for number in range(len(z))]
        st.html(vectors.jacobian(slopes, names, logits))

    frame.section("activations", "formula")
    piece = activation.cases({})[0]
    st.latex(piece.value)
    st.latex(piece.derivative)
    st.markdown(t("activations.formula_here"))
    st.latex(formula.vector(settings.vector, z, temperature))
    st.subheader(t("activations.note_heading", name=settings.vector), anchor=False)
    st.markdown(parameters.note(settings.vector))
    frame.keras_code(code.vector(settings.vector, z, temperature))


def _outputs(name: str, z: np.ndarray, temperature: float, outputs: np.ndarray, names: list[str]) -> None:
    bars = [(f"T = {plain(temperature)}", outputs)]
    if temperature != 1:
        bars.append(("T = 1", ACTIVATIONS[name].function(z)))
    st.markdown(t("activations.bars" if temperature != 1 else "activations.bars_plain"))
    st.plotly_chart(
        vectors.vector_bars(bars, names, t("activations.bars_axis")),
        config={"displayModeBar": False},
        key="activations_bars",
    )
    if name in ("softmax", "sparsemax"):
        sure = outputs[outputs > 0]
        entropy = max(0.0, float(-(sure * np.log(sure)).sum()))
        st.caption(
            t(
                "activations.total",
                total=plain(outputs.sum(), decimals=3),
                entropy=plain(entropy, decimals=3),
                most=plain(np.log(len(z)), decimals=3),
            )
        )
