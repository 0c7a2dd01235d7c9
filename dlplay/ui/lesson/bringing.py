"""A lesson's file comes in, and the own lesson goes out as a file and as a link."""

import streamlit as st

from dlplay.classroom.packing import MOST_BYTES
from dlplay.files.encoding import NotText, decode
from dlplay.ui import language, metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.lesson import owning
from dlplay.ui.lesson.settings import LessonSettings
from dlplay.ui.rooms import ROOMS
from dlplay.ui.upload import upload, uploaded

FILE, WRONG = "lesson_file", "lesson:wrong"  # the widget; what is wrong with what lies in it


def bring(experiment: Experiment[LessonSettings]) -> None:
    """The place for a file, and what is wrong with the one that lies in it."""

    def read() -> None:
        st.session_state.pop(WRONG, None)
        if (file := uploaded(FILE)) is None:
            return
        if file.size > MOST_BYTES:
            metrics.refused("file")
            st.session_state[WRONG] = t("lesson.file_large", most=MOST_BYTES // 1024)
            return
        try:
            written = decode(file.getvalue()).text
        except NotText:
            metrics.refused("file")
            st.session_state[WRONG] = t("lesson.file_no_text")
            return
        found = owning.understood(written)
        if found.lesson is None:
            metrics.refused("file")
            st.session_state[WRONG] = found.problems
            return
        owning.take(experiment, written)
        experiment.set(name="own", view="take", step=1, said=())

    upload(t("lesson.file"), FILE, on_change=read)
    wrong = st.session_state.get(WRONG)
    if isinstance(wrong, str):
        st.error(wrong)
    elif wrong:
        owning.tell(wrong)


def hand_out(experiment: Experiment[LessonSettings]) -> None:
    """The own lesson as a file, and where it is short enough as a link."""
    written = owning.text(experiment)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            t("lesson.download"),
            written,
            file_name="lesson.toml",
            mime="application/toml",
            icon=":material/download:",
            on_click="ignore",
        )
        if owning.fits(experiment):
            st.page_link(
                experiment_page(),
                label=t("lesson.students_link"),
                icon=":material/link:",
                query_params={"name": "own", "own": experiment.value("own")} | language.query(),
            )
    st.caption(t("lesson.link_is" if owning.fits(experiment) else "lesson.no_link"))


def experiment_page() -> st.Page:
    """The page of lessons itself."""
    return next(room for room in ROOMS if room.name == "lesson").page()
