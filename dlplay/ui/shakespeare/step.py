"""One character at a time: the likeliest next ones before and after temperature, and how one is drawn."""

import numpy as np
import streamlit as st

from dlplay.numbers import plain
from dlplay.text.sampling import Sampler, next_probabilities
from dlplay.ui import language
from dlplay.ui.charts import inked
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Text
from dlplay.ui.shakespeare.desk import Desk
from dlplay.ui.shakespeare.settings import ShakespeareSettings

SHOWN = 10  # characters with bars, and to choose from


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The text so far, the bars, the needle, and the buttons that go on or back."""
    picked = desk.model.vocabulary.fit(experiment.settings.picked).text
    logits = desk.model.read(desk.model.opening(desk.prompt) + picked).logits[-1:]
    order, _, cumulative = Sampler([desk.temperature], desk.top_k, desk.top_p).ranked(logits)
    characters = [desk.model.vocabulary.characters[number] for number in order[0]]
    draw = desk.draws(len(picked) + 1)[-1]
    drawn = characters[int((cumulative[0] <= draw).sum())]

    with st.container(border=True):
        st.html(inked.page(desk.prompt, picked))
    longest = experiment.kind("picked", Text).longest
    with st.container(horizontal=True):
        st.button(
            t("shakespeare.next", character=inked.visible(drawn)),
            type="primary",
            key="shakespeare_next",
            on_click=_go_on,
            args=(experiment, picked + drawn),
            disabled=len(picked) >= longest,
        )
        st.button(t("shakespeare.back"), on_click=_go_on, args=(experiment, picked[:-1]), disabled=not picked)
    before = next_probabilities(logits[0], 1.0)[order[0]]
    after = np.diff(cumulative[0], prepend=0.0)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(t("shakespeare.bars", t=plain(desk.temperature)))
        st.html(inked.next_bars(characters[:SHOWN], before[:SHOWN], after[:SHOWN], drawn, language.current()))
    with right:
        st.markdown(t("shakespeare.needle", draw=plain(draw, decimals=4)))
        st.html(inked.needle(characters, cumulative[0], draw))
        widget = f"shakespeare.choice.{len(picked)}"
        st.pills(
            t("shakespeare.choose"),
            characters[:SHOWN],
            format_func=inked.visible,
            key=widget,
            wrap=True,
            on_change=_choose,
            args=(experiment, picked, widget),
            disabled=len(picked) >= longest,
        )
    return picked


def _choose(experiment: Experiment[ShakespeareSettings], picked: str, widget: str) -> None:
    if st.session_state[widget] is not None:
        _go_on(experiment, picked + st.session_state.pop(widget))


def _go_on(experiment: Experiment[ShakespeareSettings], picked: str) -> None:
    experiment.set(picked=picked)
