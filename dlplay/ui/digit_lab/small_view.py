"""Small: nine networks that read the same picture, and the textbook's with ever fewer bits a weight."""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.digit_lab import small_bits, small_family
from dlplay.ui.digit_lab.current import choose, current
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment

PARTS = {"family": small_family.show, "bits": small_bits.show}


def show(experiment: Experiment[DigitLabSettings]) -> None:
    """One of two ways, of which only the open one is computed."""
    now = current(experiment)
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="center"):
            part = experiment.choose("shrinking", label_visibility="collapsed", wrap=True)
            choose(experiment, now)
        place = st.container()
    PARTS[part](experiment, now, place)
