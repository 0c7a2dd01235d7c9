"""The time machine and, below it, the digits in the chosen cell of its confusion matrix."""

import streamlit as st

from dlplay.ui.language import t
from dlplay.ui.train_cnn import mistakes, moments, runs
from dlplay.ui.train_cnn.runs import RUNS

EVERY = 1.0  # seconds between two looks while a training runs
CELL = "train_cnn:cell"


def show() -> None:
    """A part of the page that runs on its own, again and again while this visit's training runs."""
    running = RUNS.running

    @st.fragment(run_every=EVERY if running else None)
    def look() -> None:
        RUNS.look()
        run = RUNS.looked_at()
        if run is None or not run.moments:
            st.info(t("train_cnn.no_moments"), icon=":material/history:")
            return
        if not running:
            RUNS.choose()
        moment, _ = moments.seen(run)
        confusion = run.moments[moment].arrays["confusion"]
        cell = st.session_state.get(CELL) or next(iter(mistakes.most_confused(confusion, 1)), (4, 9))
        moments.show(run, cell, lambda: _seen(run))
        mistakes.show(run, moment, cell, _choose)

    look()


def _seen(run: runs.Run) -> None:
    cell = moments.seen(run)[1]
    if cell is not None:
        _choose(*cell)


def _choose(truth: int, answer: int) -> None:
    st.session_state[CELL] = (truth, answer)
