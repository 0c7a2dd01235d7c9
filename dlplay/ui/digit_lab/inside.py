"""Inside: the whole network between the pixels and the answer, every part of it with its arithmetic."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import liking
from dlplay.ui import code_panel, frame, language
from dlplay.ui.digit_lab import code, inside_formulas, inside_liking, inside_network
from dlplay.ui.digit_lab.current import Current, choose, current, take_home
from dlplay.ui.digit_lab.parts import Part, part
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment


def show(experiment: Experiment[DigitLabSettings]) -> None:
    """The network with one part open, its formula, what it likes most, the code."""
    now = current(experiment)
    liking.load()  # if its file is missing, that is told in the place of all this
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="center"):
            choose(experiment, now)
        moving = st.container()
    frame.section("digit_lab", "inside_likes")
    likes, formula = st.empty(), st.empty()
    code_panel.panel("digit_lab").show(code.inside())
    take_home(now)
    with moving:
        _moving(experiment, now, likes, formula)


@st.fragment
def _moving(
    experiment: Experiment[DigitLabSettings], now: Current, likes: DeltaGenerator, formula: DeltaGenerator
) -> None:
    """What a click or the hand in what is open changes, here and in the places further down."""
    settings = experiment.settings
    opened = part(settings.part) if settings.part else Part("output", now.answer)
    inside_network.show(experiment, settings, now, opened)
    with likes.container():
        st.markdown(inside_liking.sentence(opened))
        if (pictures := inside_liking.shown(opened, language.current())) is not None:
            st.html(pictures)
    formula.markdown(inside_formulas.formula(now, opened, settings.row, settings.column))
    experiment.publish(settings)
