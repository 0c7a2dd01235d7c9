"""The start: a text, how many of its sentences to choose and how; the picture, the sums, the code."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.summary import vectors
from dlplay.ui import at_home, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number
from dlplay.ui.summary import code, formulas, pictured
from dlplay.ui.summary.current import Given, kind_of, read, write
from dlplay.ui.summary.settings import SummarySettings
from dlplay.ui.summary.tables import held_out

SLIDER = 420  # CSS pixels


def show(experiment: Experiment[SummarySettings]) -> None:
    """The text and its picture; the sentence chosen last in numbers; what is known of all this; the code."""
    vectors.load()  # if they are missing, the page tells; it hears nothing of what goes wrong in a fragment
    with frame.stage():
        given = write(experiment)
        moving = st.container()
    if given is not None:
        frame.section("summary", "sums")
        sums = st.empty()
    frame.section("summary", "held_out")
    st.markdown(held_out(language.current()))
    frame.section("summary", "abstractive")
    st.markdown(t("summary.abstractive"))
    if given is None:
        return
    script = code_panel.plain_python("summary")
    at_home.files(vectors.WEIGHTS, vectors.VOCABULARY)
    # said again: a slider of another length is another one to Streamlit, and would begin anew
    total = len(read(given.text, "vectors").reading.sentences)
    experiment.set(count=min(experiment.value("count"), total))
    with moving:
        _moving(experiment, given, sums, script)


@st.fragment
def _moving(
    experiment: Experiment[SummarySettings], given: Given, sums: DeltaGenerator, script: CodePanel
) -> None:
    spoken, count = language.current(), 1
    total = len(read(given.text, "vectors").reading.sentences)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if total > 1:
            count = int(experiment.slide("count", total, width=SLIDER))
        else:
            st.caption(t("summary.one"))
        place = st.container(key="summary_text")
        by = experiment.choose("by", label_visibility="collapsed", wrap=True)
        if by == "chance":
            st.button(t("summary.again"), icon=":material/casino:", on_click=_again, args=(experiment,))
        draw = experiment.value("draw")
        with place:
            st.html(pictured.text(given, by, draw, count, spoken))
    with right:
        live.show(pictured.picture(given, by, draw, experiment.key("count"), spoken), key="summary_alike")
    sums.markdown(formulas.last(given.text, by, draw, count, spoken))
    names = read(given.text, kind_of(by)).reading.names
    source = code.summary(names, by, count, draw)
    script.show(Script(source, source))
    experiment.publish()


def _again(experiment: Experiment[SummarySettings]) -> None:
    """The next draw of chance."""
    draws = experiment.kind("draw", Number)
    experiment.set(draw=int(experiment.value("draw") % draws.high + 1))
