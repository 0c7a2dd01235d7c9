"""The time machine and, below it, the digits in the chosen cell of its confusion matrix."""

import streamlit as st

from dlplay.ui.jobs import PageJob
from dlplay.ui.language import t
from dlplay.ui.train_cnn import mistakes, moments, runs
from dlplay.ui.train_cnn.runs import LOOKED

EVERY = 1.0  # seconds between two looks while a training runs
CELL = "train_cnn:cell"


def show(training: PageJob) -> None:
    """A part of the page that runs on its own, again and again while this visit's training runs."""
    running = training.running

    @st.fragment(run_every=EVERY if running else None)
    def look() -> None:
        run = runs.shown(training) if running else runs.looked_at()
        if run is None or not run.moments:
            st.info(t("train_cnn.no_moments"), icon=":material/history:")
            return
        if not running:
            _which()
        moment, _ = moments.seen(run)
        confusion = run.moments[moment].arrays["confusion"]
        cell = st.session_state.get(CELL) or next(iter(mistakes.most_confused(confusion, 1)), (4, 9))
        moments.show(run, cell, lambda: _seen(run))
        mistakes.show(run, moment, cell, _choose)

    look()


def _which() -> None:
    """Which of several runs to look at; a new one takes the place of the choice."""
    numbers = [run.number for run in reversed(runs.kept())]
    if len(numbers) > 1:
        if st.session_state.get(LOOKED) not in numbers:
            st.session_state[LOOKED] = numbers[0]
        st.pills(
            t("train_cnn.which_run"),
            numbers,
            key=LOOKED,
            required=True,
            format_func=lambda number: t("train_cnn.run", number=number),
        )


def _seen(run: runs.Run) -> None:
    cell = moments.seen(run)[1]
    if cell is not None:
        _choose(*cell)
        mistakes.set_lists(*cell)


def _choose(truth: int, answer: int) -> None:
    st.session_state[CELL] = (truth, answer)
