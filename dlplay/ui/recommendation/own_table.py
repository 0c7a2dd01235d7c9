"""Ratings of one's own from a file: read, taken, or told why not."""

from typing import NamedTuple

import streamlit as st

from dlplay.files.encoding import ENCODINGS
from dlplay.files.table import TableError
from dlplay.recommendation.table import Read, read_ratings
from dlplay.ui import metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.recommendation import current
from dlplay.ui.recommendation.settings import RecommendationSettings
from dlplay.ui.upload import choose_encoding, upload, uploaded
from dlplay.ui.verbatim import verbatim

FILE, ENCODING, TOLD = "recommendation_file", "recommendation_encoding", "recommendation:told"


class Told(NamedTuple):
    """What became of an uploaded file."""

    file: str  # Streamlit's name for the upload
    read: Read | None
    problem: TableError | None = None


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """The place for the file, and what was read; a file that is refused leaves all as it was."""

    def read(encoding: str | None = None) -> None:
        file = uploaded(FILE)
        if file is None:
            st.session_state.pop(TOLD, None)
            return
        try:
            found = read_ratings(file.getvalue(), encoding)
        except TableError as problem:
            metrics.refused("table")
            st.session_state[TOLD] = Told(file.file_id, None, problem)
            return
        st.session_state[TOLD] = Told(file.file_id, found)
        st.session_state[current.OWN], st.session_state[ENCODING] = found, found.encoding
        experiment.set(source="own", mine="", who=0, thing=0)

    file = upload(t("recommendation.file"), FILE, on_change=read)
    told: Told | None = st.session_state.get(TOLD)
    if file is None or told is None or told.file != file.file_id:
        return
    if told.problem is not None:
        st.warning(f"{_problem(told.problem)} {t('recommendation.file_kept')}")
    elif told.read is not None:
        if told.read.guessed or told.read.replaced:
            choose_encoding(ENCODING, lambda: read(st.session_state[ENCODING]))
            st.info(
                t(
                    "recommendation.file_guessed",
                    encoding=ENCODINGS[told.read.encoding],
                    count=told.read.replaced,
                )
            )
        ratings = told.read.ratings
        people, things = ratings.values.shape
        st.success(
            t(
                "recommendation.file_read",
                people=people,
                things=things,
                share=percent(ratings.known.mean(), decimals=0),
            )
        )


def _problem(problem: TableError) -> str:
    words = {name: verbatim(one) if isinstance(one, str) else one for name, one in problem.numbers.items()}
    return t(f"recommendation.file_{problem.problem}", **words)
