"""A small LSTM writes Shakespeare, and temperature bends it, live.

What a student should see within a minute: the slider moves and the whole text follows; low repeats, high
raves; the network says the same scores, and only the dice are loaded differently.
"""

from dataclasses import asdict

import streamlit as st

from dlplay.ui import code_panel, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.shakespeare import (
    arithmetic,
    code,
    desk,
    facts,
    four,
    growing,
    inside,
    rewriting,
    step,
    surprise,
)
from dlplay.ui.shakespeare.settings import ShakespeareSettings

VIEWS = {  # but for "write", which follows the temperature by itself
    "four": four.show,
    "step": step.show,
    "surprise": surprise.show,
    "inside": inside.show,
    "growing": growing.show,
}


def show(experiment: Experiment[ShakespeareSettings]) -> None:
    work, hand = desk.controls(experiment)
    view = frame.choose_view(experiment, among=desk.views(work, experiment))
    if view not in VIEWS:
        rewriting.show(work, experiment)
    below = st.container()
    script = code_panel.panel(experiment.name)
    facts.show(work)

    @st.fragment
    def follow() -> None:
        """All that a move of the temperature changes."""
        with hand:
            now = desk.temperature(work, experiment)
        with below:
            take_home(experiment, VIEWS[view](now, experiment) if view in VIEWS else now.written().text)
            frame.section("shakespeare", "formula")
            arithmetic.show(now)
        script.show(code.script(now))
        experiment.publish()

    follow()


def take_home(experiment: Experiment[ShakespeareSettings], text: str) -> None:
    settings = asdict(experiment.settings)
    st.download_button(
        t("shakespeare.download"),
        "\n".join(f"# {name} = {value!r}" for name, value in settings.items()) + f"\n\n{text}\n",
        "shakespeare.txt",
        icon=":material/download:",
        on_click="ignore",
    )


frame.lab("shakespeare", ShakespeareSettings, show, in_parts=True)
