"""My writer: the trained network goes on from any beginning, at any temperature."""

import streamlit as st

from dlplay.text.char_training import TEMPERATURES
from dlplay.text.words import known_words
from dlplay.ui import cache, language, rooms
from dlplay.ui.charts import inked
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.own_writer import Run
from dlplay.ui.train_lstm.current import fitting_prompt
from dlplay.ui.train_lstm.settings import TrainLstmSettings

LENGTH = 400  # characters


def show(run: Run | None, experiment: Experiment[TrainLstmSettings]) -> None:
    """Beginning, temperature and dice on the left, what the network writes beside them."""
    model = run.writer() if run else None
    if run is None or model is None:
        st.info(t("train_lstm.no_writer"), icon=":material/edit_off:")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        experiment.write("opening", height=90, placeholder=t("train_lstm.opening_empty"))
        experiment.slide("temperature")
        experiment.pick("temperature", TEMPERATURES)
        experiment.slide("dice")
        shakespeare = next(room for room in rooms.ROOMS if room.name == "shakespeare")
        st.page_link(
            shakespeare.page(),
            label=t("train_lstm.to_shakespeare"),
            icon=shakespeare.icon,
            query_params=language.query() | {"model": "own"},
        )
    settings = experiment.settings
    prompt = fitting_prompt(settings.opening, run.source.text)
    text = model.generate(prompt, LENGTH, settings.temperature, settings.dice)
    with right:
        lost = len(settings.opening) - len(prompt) if settings.opening else 0
        if lost > 0:
            st.info(t("train_lstm.opening_lost", count=lost))
        share = known_words(text, cache.words(run.source.text)).share
        st.caption(t("train_lstm.written", number=run.number, words=percent(share)))
        with st.container(border=True):
            st.html(inked.page(prompt if prompt.strip() else "", text))
