"""Train a CNN: a network learns to read digits while you watch, from data that you may spoil as you like.

What a student should see within a minute: one press of a button, and within ten seconds a network that knew
nothing reads 19 of 20 digits; its filters come out of noise; and with ten examples of each digit instead of a
thousand it does not.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.train_cnn import arithmetic, code, comparison, controls, given, machine, more_data, runs, start
from dlplay.ui.train_cnn.runs import RUNS
from dlplay.ui.train_cnn.settings import TrainSettings

runs.look()
making = comparison.fetch()


def show(experiment: Experiment[TrainSettings]) -> None:
    planning, rest, script = st.container(), st.container(), st.empty()
    ready = start.possible(experiment.settings)
    with planning:
        controls.choose(experiment)
        moving = st.container()
        with st.container(horizontal=True, vertical_alignment="center"):
            start.buttons(experiment, ready)
            size = st.container(width="content")
    with moving:
        _plan(experiment, ready, size, script)
    with rest:
        _trainings(experiment)


@st.fragment
def _plan(
    experiment: Experiment[TrainSettings], ready: bool, size: DeltaGenerator, script: DeltaGenerator
) -> None:
    """What a control changes: what it does to the digits or the network, the button's run, the code.

    Args:
        ready: whether the buttons stand there as for a run that is possible.
    """
    settings = experiment.settings
    controls.show(experiment, settings)
    if start.possible(settings) != ready:
        st.rerun()
    size.markdown(start.summary(settings) if ready else "")
    script.code(code.script(settings), language="python")
    experiment.publish()


def _trainings(experiment: Experiment[TrainSettings]) -> None:
    start.drawing()
    RUNS.follow(lambda progress: start.curves(experiment.settings))
    frame.section("train_cnn", "machine")
    machine.show()
    frame.section("train_cnn", "more_data")
    more_data.show(experiment)
    frame.section("train_cnn", "runs")
    comparison.show()
    given.show()
    making.follow()
    frame.section("train_cnn", "arithmetic")
    arithmetic.show(RUNS.looked_at(runs.ended()))
    st.markdown(f"**{t('frame.code')}**")


frame.lab("train_cnn", TrainSettings, show, in_parts=True)
