"""Break: what it takes until the network answers something else, and what it says of what it never saw."""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.digit_lab import break_attack, break_distort, break_unseen
from dlplay.ui.digit_lab.current import choose, current
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment

PARTS = {"distort": break_distort.show, "attack": break_attack.show, "unseen": break_unseen.show}


def show(experiment: Experiment[DigitLabSettings]) -> None:
    """One of three ways, of which only the open one is computed."""
    now = current(experiment)
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="center"):
            part = experiment.choose("breaking", label_visibility="collapsed", wrap=True)
            if part != "unseen":
                choose(experiment, now)
        place = st.container()
    PARTS[part](experiment, now, place)
