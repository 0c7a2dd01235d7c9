"""Train a CNN: a network learns to read digits while you watch, from data that you may spoil as you like.

What a student should see within a minute: one press of a button, and within ten seconds a network that knew
nothing reads 19 of 20 digits; its filters come out of noise; and with ten examples of each digit instead of a
thousand it does not.
"""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.ui import code_panel, frame
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.train_cnn import (
    arithmetic,
    code,
    comparison,
    controls,
    current,
    given,
    machine,
    more_data,
    runs,
    shuffled,
    start,
)
from dlplay.ui.train_cnn.runs import RUNS
from dlplay.ui.train_cnn.settings import TrainSettings

runs.look()
making = comparison.fetch()


def show(experiment: Experiment[TrainSettings]) -> None:
    planning, rest = st.container(), st.container()
    script = code_panel.panel(experiment.name)
    ready = current.possible(experiment.settings)
    with planning:
        controls_place, beside = st.columns([2, 3], gap="medium")
        with beside:
            with frame.stage():
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    start.buttons(experiment, ready)
                    size = st.container(width="content")
                RUNS.follow(lambda progress: start.curves(experiment.settings))
            picture = st.empty()
        with controls_place:
            controls.choose(experiment)
            _plan(experiment, ready, Places(picture, size, script))
    with rest:
        _trainings(experiment)


class Places(NamedTuple):
    """Where what a control changes stands: the digits or the network, the size of the run, the code."""

    picture: DeltaGenerator
    size: DeltaGenerator
    script: CodePanel


@st.fragment
def _plan(experiment: Experiment[TrainSettings], ready: bool, places: Places) -> None:
    """The controls, and what they change elsewhere.

    Args:
        ready: whether the buttons stand there as for a run that is possible.
    """
    settings = experiment.settings
    controls.show(experiment, settings)
    if current.possible(settings) != ready:
        st.rerun()
    with places.picture.container():
        controls.picture(settings)
    places.size.markdown(start.summary(settings) if ready else "")
    places.script.show(code.script(settings))
    experiment.publish()


def _trainings(experiment: Experiment[TrainSettings]) -> None:
    start.drawing()
    frame.section("train_cnn", "machine")
    machine.show()
    frame.section("train_cnn", "more_data")
    more_data.show(experiment)
    frame.section("train_cnn", "pixels")
    shuffled.show(experiment)
    frame.section("train_cnn", "runs")
    comparison.show()
    given.show()
    making.follow()
    frame.section("train_cnn", "arithmetic")
    arithmetic.show(RUNS.looked_at(runs.ended()))


frame.lab("train_cnn", TrainSettings, show, in_parts=True)
