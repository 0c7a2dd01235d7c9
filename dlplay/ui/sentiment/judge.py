"""The start: one's own sentence, what the network says of it, and each word's share in that."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.sentiment import network, shares
from dlplay.sentiment.examples import START
from dlplay.ui import at_home, code_panel, frame, language
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.sentiment import code, formulas, pictured
from dlplay.ui.sentiment.current import Read, read, write
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.sentiment.tables import held_out

SHARED = 200  # answers kept for whoever asks for the same
WAYS: dict[str, Callable[[Read], np.ndarray]] = {
    "places": lambda now: now.trace.shares,
    "integrated": lambda now: shares.integrated(network.load(), now.trace.vectors),
    "left_out": lambda now: shares.left_out(network.load(), now.names),
}


def show(experiment: Experiment[SentimentSettings]) -> None:
    """The sentence and its picture; the sum in numbers, what is known of the network, the code."""
    network.load()  # if it is missing, the page tells; it hears nothing of what goes wrong in a fragment
    with frame.stage():
        moving = st.container()
    arithmetic = st.empty()
    frame.section("sentiment", "held_out")
    st.markdown(held_out(language.current()))
    script = code_panel.panel("sentiment")
    at_home.files(network.WEIGHTS, network.VOCABULARY)
    with moving:
        _moving(experiment, arithmetic, script)


@st.fragment
def _moving(experiment: Experiment[SentimentSettings], arithmetic: DeltaGenerator, script: CodePanel) -> None:
    text = write(experiment)
    way = experiment.choose("way", wrap=True)
    if text is None:
        arithmetic.empty()
        script.show(code.judge(read(START[language.current()]).names))
    else:
        drawn, sum_in_numbers, lines = _shown(text, way, language.current())
        with st.container(key="sentiment_sentence"):
            st.html(drawn)
        arithmetic.markdown(sum_in_numbers)
        script.show(lines)
    experiment.publish()


@lru_cache(SHARED)
def _shown(text: str, way: str, spoken: str) -> tuple[str, str, Script]:
    """The picture, the arithmetic and the code for a text with a word in it."""
    now = read(text)
    found = np.asarray(WAYS[way](now), np.float64)
    return (
        pictured.sentence(now, found) + pictured.sides(now),
        "\n\n".join([pictured.told(now, found), formulas.judged(now, way, found)]),
        code.judge(now.names),
    )
