"""A network that trains before one's eyes, and whose whole training can be scrubbed through afterwards.

What a student should see within a minute: press Play, and the picture of every neuron turns into the answer;
take the hidden layers away, and a straight line is all that is left; drag the timeline and see it all again.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.network import controls, panels, stage
from dlplay.ui.network.settings import NetworkSettings


def show(experiment: Experiment[NetworkSettings]) -> None:
    with st.container(key="network_settings_and_stage"):
        with st.container(key="network_settings"):
            row = controls.show(experiment)
        with frame.stage():
            run = stage.show(experiment)
    with row:
        controls.drawers(experiment)
    if run is not None:
        panels.show(experiment, run)


frame.lab("network", NetworkSettings, show, in_parts=True)
