"""Train an LSTM, GRU or plain RNN on a play or on one's own text, and watch it learn to write.

What a student should see within a minute: what guesses write before anything is learned; then, from the click
on, letters that become words and words that become lines, while the loss falls below one guess after another.
"""

import streamlit as st

from dlplay.jobs import Progress
from dlplay.text.char_training import vocabulary_of
from dlplay.ui import code_panel, frame
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Run, Source
from dlplay.ui.train_lstm import (
    arithmetic,
    code,
    compare,
    controls,
    given,
    guesses,
    learning,
    source,
    take_home,
    writer,
)
from dlplay.ui.train_lstm.current import char_settings, fitting_prompt, text_problem
from dlplay.ui.train_lstm.settings import TrainLstmSettings


def show(experiment: Experiment[TrainLstmSettings]) -> None:
    RUNS.look()
    with frame.stage():
        asking, learned = st.columns([2, 5], gap="medium")
    below = st.container()
    shown = RUNS.looked_at()
    with asking:
        text = source.choose(experiment)
    script = _code(shown, text)

    def code_follows() -> None:
        if script is not None:
            script.show(_script(experiment.settings, shown, text))

    with asking:
        controls.show(experiment, text, code_follows)
    with learned, st.container(key="train_lstm_learned"):
        _learning(experiment, text)
    if script is not None:
        with below:
            _told(experiment, shown, text)


def _code(shown: Run | None, text: Source) -> CodePanel | None:
    """The place of the script, where there is a text to learn or a run."""
    if shown is None and text_problem(text.text):
        return None
    planned = t("train_lstm.code_planned")
    st.caption(planned if shown is None else t("train_lstm.code_done", number=shown.number))
    return code_panel.panel("train_lstm")


def _script(settings: TrainLstmSettings, shown: Run | None, text: Source) -> Script:
    """Of the run that is looked at, or of the one that the button would begin."""
    if shown is not None:
        return code.done(shown)
    return code.planned(char_settings(settings), fitting_prompt(settings.prompt, text.text))


def _learning(experiment: Experiment[TrainLstmSettings], text: Source) -> None:
    """What was and is learned, in the chosen view."""
    settings = char_settings(experiment.settings)
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    RUNS.choose()

    def live(progress: Progress | None) -> None:
        RUNS.look()
        if view == "learning":
            learning.show(RUNS.looked_at(), text, settings.seed)

    RUNS.follow(live)
    shown = RUNS.looked_at()
    if view == "writer":
        writer.show(shown, experiment)
    elif view == "runs":
        compare.show()
    elif view == "text" and text.text:
        guesses.anatomy(text)
        guesses.show(text, settings.seed)
    if shown is not None and shown.began and not RUNS.running:
        take_home.show(shown)
    if view in ("writer", "runs"):
        given.show(experiment)


def _told(experiment: Experiment[TrainLstmSettings], shown: Run | None, text: Source) -> None:
    """The arithmetic, counted in the text or in that of the run."""
    frame.section("train_lstm", "formula")
    counted = text.text or (shown.source.text if shown else "")
    arithmetic.show(char_settings(experiment.settings), len(vocabulary_of(counted)), shown)


frame.lab("train_lstm", TrainLstmSettings, show, in_parts=True)
