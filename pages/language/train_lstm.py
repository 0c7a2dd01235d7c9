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
from dlplay.ui.own_writer import RUNS
from dlplay.ui.train_lstm import (
    arithmetic,
    code,
    compare,
    controls,
    guesses,
    learning,
    take_home,
    writer,
)
from dlplay.ui.train_lstm.current import fitting_prompt, text_problem
from dlplay.ui.train_lstm.settings import TrainLstmSettings


def show(experiment: Experiment[TrainLstmSettings]) -> None:
    RUNS.look()
    source, settings = controls.show(experiment)
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

    if shown is None and text_problem(source.text):  # neither a text to count in nor a run to look back on
        return
    frame.section("train_lstm", "formula")
    arithmetic.show(settings, len(vocabulary_of(source.text or shown.source.text)), shown)
    if shown is None:
        st.caption(t("train_lstm.code_planned"))
        frame.keras_code(code.planned(settings, fitting_prompt(experiment.settings.prompt, source.text)))
    else:
        st.caption(t("train_lstm.code_done", number=shown.number))
        frame.keras_code(code.done(shown))


frame.lab("train_lstm", TrainLstmSettings, show)
