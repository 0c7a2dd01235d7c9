"""Train an LSTM, GRU or plain RNN on a play or on one's own text, and watch it learn to write.

What a student should see within a minute: what guesses write before anything is learned; then, from the click
on, letters that become words and words that become lines, while the loss falls below one guess after another.
"""

import streamlit as st

from dlplay.jobs import Progress
from dlplay.text.char_training import vocabulary_of
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.listing import listing
from dlplay.ui.own_writer import RUNS, Source
from dlplay.ui.train_lstm import (
    arithmetic,
    code,
    compare,
    controls,
    given,
    guesses,
    learning,
    take_home,
    writer,
)
from dlplay.ui.train_lstm.current import char_settings, fitting_prompt, text_problem
from dlplay.ui.train_lstm.settings import TrainLstmSettings


def show(experiment: Experiment[TrainLstmSettings]) -> None:
    RUNS.look()
    with frame.stage():
        asking, learned = st.columns([2, 5], gap="medium")
    below, script = st.container(), st.empty()
    shown = RUNS.looked_at()

    def code_follows(source: Source) -> None:
        asked = experiment.settings
        if shown is None and not text_problem(source.text):
            prompt = fitting_prompt(asked.prompt, source.text)
            script.code(listing(code.planned(char_settings(asked), prompt)), language="python")

    with asking:
        source = controls.show(experiment, code_follows)
    with learned, st.container(key="train_lstm_learned"):
        _learning(experiment, source)
    with below:
        _told(experiment, source)
    if shown is not None:
        script.code(listing(code.done(shown)), language="python")


def _learning(experiment: Experiment[TrainLstmSettings], source: Source) -> None:
    """What was and is learned, in the chosen view."""
    settings = char_settings(experiment.settings)
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    RUNS.choose()

    def live(progress: Progress | None) -> None:
        RUNS.look()
        if view == "learning":
            learning.show(RUNS.looked_at(), source, settings.seed)

    RUNS.follow(live)
    shown = RUNS.looked_at()
    if view == "writer":
        writer.show(shown, experiment)
    elif view == "runs":
        compare.show()
    elif view == "text" and source.text:
        guesses.anatomy(source)
        guesses.show(source, settings.seed)
    if shown is not None and shown.began and not RUNS.running:
        take_home.show(shown)
    if view in ("writer", "runs"):
        given.show(experiment)


def _told(experiment: Experiment[TrainLstmSettings], source: Source) -> None:
    """The arithmetic and the heading of the code, where there is a text to count in or a run."""
    shown = RUNS.looked_at()
    if shown is None and text_problem(source.text):
        return
    frame.section("train_lstm", "formula")
    text = source.text or (shown.source.text if shown else "")
    arithmetic.show(char_settings(experiment.settings), len(vocabulary_of(text)), shown)
    planned = (
        t("train_lstm.code_planned") if shown is None else t("train_lstm.code_done", number=shown.number)
    )
    st.caption(planned)
    st.markdown(f"**{t('frame.code')}**")


frame.lab("train_lstm", TrainLstmSettings, show, in_parts=True)
