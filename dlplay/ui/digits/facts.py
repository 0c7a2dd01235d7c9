"""The model's own figures, the code, and what a student can take home."""

import numpy as np
import streamlit as st

from dlplay.digits import network
from dlplay.numbers import plain
from dlplay.ui import code_panel, own_network
from dlplay.ui.cache import digits_facts
from dlplay.ui.charts import pictures
from dlplay.ui.digits import code
from dlplay.ui.digits.seen import Follow, Seen
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.picture import reader_code


def show(_: Experiment[DigitsSettings]) -> Follow:
    """Parameters, accuracies, size and time; the code; the downloads."""
    if (own := own_network.chosen()) is not None:
        st.info(t("digits.own_facts", network=own.title), icon=":material/model_training:")
    facts = digits_facts()
    figures = {
        "parameters": plain(facts["parameters"]),
        "mnist_accuracy": percent(facts["accuracy"]["mnist_test"], decimals=2),
        "pen_accuracy": percent(facts["accuracy"]["pen_set"]),
        "size": f"{plain(network.WEIGHTS.stat().st_size / 1e6, decimals=1)} MB",
    }
    with st.container(horizontal=True):
        for name, value in figures.items():
            _metric(name, value)
        time = st.container(width="content")
    newest: dict[str, np.ndarray] = {}  # what a click on the download gets

    def follow(seen: Seen, _: int | None) -> None:
        newest["input"] = seen.reading.network_input
        with time:
            _metric("time", f"{plain(seen.milliseconds, decimals=1)} ms")

    code_panel.panel("digits").show(code.SCRIPT)
    with st.container(horizontal=True):
        reader_code.downloads()
        st.download_button(
            t("digits.download_input"),
            lambda: pictures.png(newest["input"]),
            "input.png",
            "image/png",
            icon=":material/download:",
            on_click="ignore",
        )
    return follow


def _metric(name: str, value: str) -> None:
    st.metric(t(f"digits.fact_{name}"), value, help=t(f"digits.fact_{name}_help"), width=148)
