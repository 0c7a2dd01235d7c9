"""Why: what in the picture speaks for a digit, five ways, and whether the network agrees with them."""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.digit_lab import why_change, why_curves, why_maps, why_near, why_random
from dlplay.ui.digit_lab.current import choose, current
from dlplay.ui.digit_lab.settings import ANSWER, DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

LIST, SLIDER = 210, 300  # CSS pixels
PARTS = {
    "maps": why_maps.show,
    "curves": why_curves.show,
    "random": why_random.show,
    "near": why_near.show,
    "change": why_change.show,
}


def show(experiment: Experiment[DigitLabSettings]) -> None:
    """One of the questions, of which only the open one is computed."""
    now = current(experiment)
    with frame.stage():
        part = experiment.choose("asking", label_visibility="collapsed", wrap=True)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose(experiment, now)
            label = now.answer
            if part == "change":
                label = int(experiment.select("wanted", width=LIST))
            elif part != "near":
                about = experiment.select("about", format_func=_asked, width=LIST)
                label = label if about == ANSWER else int(about)
            if part == "random":
                experiment.slide("forgotten", width=SLIDER)
        place = st.container(key="digit_lab_why")
    PARTS[part](experiment, now, label, place)


def _asked(option: str) -> str:
    return t("digit_lab.why_answer") if option == ANSWER else t("digit_lab.why_digit", digit=option)
