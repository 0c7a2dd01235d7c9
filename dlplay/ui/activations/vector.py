"""Softmax, log_softmax, sparsemax and glu of four logits, with a temperature."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from dlplay import locale
from dlplay.activations import ACTIVATIONS
from dlplay.numbers import plain
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.activations import charts_vectors as charts
from dlplay.ui.activations import code, formula, parameters
from dlplay.ui.activations.settings import ActivationsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number

LOGITS = ("z1", "z2", "z3", "z4")
SLIDERS = (*LOGITS, "temperature")
SHARED = 200  # pictures kept for whoever asks for the same


def show(experiment: Experiment[ActivationsSettings]) -> None:
    """Controls, outputs, Jacobian, arithmetic, advice and code; what a slider changes runs alone."""
    name = experiment.select("vector", width=320)
    board = frame.stage()
    frame.section("activations", "formula")
    piece = ACTIVATIONS[name].cases({})[0]
    st.latex(piece.value)
    st.latex(piece.derivative)
    st.markdown(t("activations.formula_here"))
    arithmetic = st.empty()
    st.subheader(t("activations.note_heading", name=name), anchor=False)
    st.markdown(parameters.note(name))
    script = code_panel.panel("activations")

    @st.fragment
    def numbers() -> None:
        left, right = st.columns([2, 5], gap="large")
        with left, frame.sliders():
            *z, temperature = [experiment.slide(field) for field in SLIDERS]
        with right:
            reaches = {experiment.key(field): experiment.kind(field, Number) for field in SLIDERS}
            drawn = picture(name, (*z, temperature), tuple(reaches.items()), language.current())
            live.show(drawn, "activations_bars")
            _seen(name, np.array(z), temperature)
        arithmetic.latex(formula.vector(name, np.array(z), temperature))
        script.show(code.vector(name, np.array(z), temperature))
        experiment.publish()

    with board:
        numbers()


@lru_cache(SHARED)
def picture(
    name: str, stand: tuple[float, ...], reaches: tuple[tuple[str, Number], ...], lang: str
) -> dict[str, Any]:
    """The outputs as bars, and as they are at every value of each slider while the others stand.

    Args:
        stand: where the sliders stand: the logits, then the temperature.
        reaches: their keys, and what they reach.
    """
    function, sweeps, shown = ACTIVATIONS[name].function, [], []
    now = function(np.array(stand[:-1]) / stand[-1])
    labels = [locale.t("activations.output", lang, number=number + 1) for number in range(len(now))]
    told = f"{name}: {', '.join(f'{label} {{.3}}' for label in labels)}"
    for place, (key, reach) in enumerate(reaches):
        at = np.tile(stand, (len(reach.values), 1))  # (n, 5)
        at[:, place] = reach.values
        z, outputs = at[:, :-1], function(at[:, :-1] / at[:, -1:])
        follows = charts.outputs(outputs, function(z)) | {"alt": {"words": live.Written(told, outputs)}}
        sweeps.append(live.sweep(key, reach.values, follows))
        if place < len(LOGITS):  # a low temperature may leave the panel until the hand rests
            shown.append(outputs)
    ends = (min(0.0, np.min(shown)), max(0.0, np.max(shown)))
    panel = charts.panel(labels, ends, locale.t("activations.bars_axis", lang), f"{name}(z / T)", "T = 1")
    return live.picture([panel], sweeps, alt=live.Written(told, now))


def _seen(name: str, z: np.ndarray, temperature: float) -> None:
    """The total and the entropy of what is a distribution; the Jacobian."""
    activation = ACTIVATIONS[name]
    outputs = activation.function(z / temperature)
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
    st.markdown(t("activations.jacobian"))
    names = [t("activations.output", number=number + 1) for number in range(len(outputs))]
    logits = [t("activations.logit", number=number + 1) for number in range(len(z))]
    st.html(charts.jacobian(activation.jacobian(z / temperature) / temperature, names, logits))
