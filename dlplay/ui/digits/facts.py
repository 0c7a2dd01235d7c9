"""The model's own figures, its Keras code, and what a student can take home."""

import streamlit as st

from dlplay.digits import Classification, network
from dlplay.numbers import plain
from dlplay.ui import frame
from dlplay.ui.cache import digits_facts
from dlplay.ui.charts import pictures
from dlplay.ui.digits import code
from dlplay.ui.language import percent, t
from dlplay.ui.own_network import OwnNetwork


def show(reading: Classification, milliseconds: float, own: OwnNetwork | None) -> None:
    """Parameters, accuracies, size and time; the code; the downloads."""
    if own is not None:
        st.info(t("digits.own_facts", number=own.number), icon=":material/model_training:")
    facts = digits_facts()
    figures = {
        "parameters": plain(facts["parameters"]),
        "mnist_accuracy": percent(facts["accuracy"]["mnist_test"], decimals=2),
        "pen_accuracy": percent(facts["accuracy"]["pen_set"]),
        "size": f"{plain(network.WEIGHTS.stat().st_size / 1e6, decimals=1)} MB",
        "time": f"{plain(milliseconds, decimals=1)} ms",
    }
    row = st.container(horizontal=True)
    for name, value in figures.items():
        row.metric(t(f"digits.fact_{name}"), value, help=t(f"digits.fact_{name}_help"), width=148)
    frame.keras_code(code.SCRIPT)
    with st.container(horizontal=True):
        st.download_button(
            t("digits.download_keras"),
            network.KERAS_FILE.read_bytes,
            "digits.keras",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            t("digits.download_input"),
            pictures.png(reading.network_input),
            "input.png",
            "image/png",
            icon=":material/download:",
            on_click="ignore",
        )
