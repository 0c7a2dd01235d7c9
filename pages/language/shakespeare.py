"""A small LSTM writes Shakespeare, and temperature bends it, live.

What a student should see within a minute: the slider moves and the whole text follows; low repeats, high
raves; the network says the same scores, and only the dice are loaded differently.
"""

from dataclasses import asdict

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.shakespeare import arithmetic, desk, facts, growing, inside, step, surprise, temperature
from dlplay.ui.shakespeare.settings import ShakespeareSettings

VIEWS = {
    "write": temperature.write,
    "four": temperature.four,
    "step": step.show,
    "surprise": surprise.show,
    "inside": inside.show,
    "growing": growing.show,
}


def show(experiment: Experiment[ShakespeareSettings]) -> None:
    work = desk.controls(experiment)
    view = frame.choose_view(experiment, among=desk.views(work, experiment))
    text = VIEWS[view](work, experiment)

    settings = asdict(experiment.settings)
    st.download_button(
        t("shakespeare.download"),
        "\n".join(f"# {name} = {value!r}" for name, value in settings.items()) + f"\n\n{text}\n",
        "shakespeare.txt",
        icon=":material/download:",
        on_click="ignore",
    )
    frame.section("shakespeare", "formula")
    arithmetic.show(work)
    facts.show(work)


frame.lab("shakespeare", ShakespeareSettings, show)
