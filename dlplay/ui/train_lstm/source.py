"""The text that the network learns: a bundled play, or the student's own, which stays in this session."""

import streamlit as st

from dlplay.text import plays
from dlplay.text.char_training import LARGEST, cleaned
from dlplay.text.decoding import decode
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.own_writer import Source
from dlplay.ui.train_lstm import keepsake
from dlplay.ui.train_lstm.current import cut
from dlplay.ui.train_lstm.settings import OWN, TrainLstmSettings

STATE = "train_lstm:own"
TOLD = "train_lstm:told"
EXCERPT, EXCERPT_HEIGHT = 280, 130  # characters, CSS pixels


def choose(experiment: Experiment[TrainLstmSettings]) -> Source:
    """The choice, and for one's own text the ways in."""
    key = experiment.choose("text", wrap=True)
    if key != OWN:
        return Source(key, t(f"train_lstm.text_{key}"), plays.load(key))
    if (kept := keepsake.restored()) and STATE not in st.session_state:
        _take(*kept)
    _ways_in()
    own: Source | None = st.session_state.get(STATE)
    for show, key, values in st.session_state.get(TOLD, ()):
        getattr(st, show)(t(f"train_lstm.{key}", **values))
    if own is None:
        st.info(t("train_lstm.own_missing"), icon=":material/content_paste:")
        return Source(OWN, t("train_lstm.text_own"), "")
    st.caption(t("train_lstm.own_begins", name=own.name, count=f"{len(own.text):,}"))
    with st.container(border=True, height=EXCERPT_HEIGHT):
        st.text(own.text[:EXCERPT] + ("…" if len(own.text) > EXCERPT else ""))
    st.caption(t("train_lstm.own_link"))
    return own


def _ways_in() -> None:
    st.text_area(
        t("train_lstm.paste"),
        key="train_lstm_pasted",
        placeholder=t("train_lstm.paste_empty"),
        height=110,
        on_change=_pasted,
    )
    st.file_uploader(
        t("train_lstm.upload"),
        type=["txt", "md", "csv", "text"],
        key="train_lstm_uploaded",
        max_upload_size=2,
        on_change=_uploaded,
    )


def _pasted() -> None:
    written = st.session_state["train_lstm_pasted"]
    if written:
        st.session_state[TOLD] = []
        _take(written, t("train_lstm.pasted"))


def _uploaded() -> None:
    file = st.session_state["train_lstm_uploaded"]
    if file is None:
        return
    st.session_state[TOLD] = []
    try:
        decoded = decode(file.getvalue())
    except ValueError:
        _tell("error", "no_text", name=file.name)
        return
    if decoded.guessed:
        _tell("warning", "guessed", name=file.name, encoding=decoded.encoding)
    _take(decoded.text, file.name)


def _take(text: str, name: str) -> None:
    """Make a text the student's own, and let the browser keep it over a reload."""
    whole = cleaned(text)
    text = cut(whole)
    if len(text) < len(whole):
        _tell("info", "cut", kept=f"{len(text):,}", all=f"{len(whole):,}", limit=f"{LARGEST:,}")
    st.session_state[STATE] = Source(OWN, name, text)
    keepsake.keep(text, name)


def _tell(show: str, key: str, **values: str) -> None:
    st.session_state[TOLD] = [*st.session_state.get(TOLD, ()), (show, key, values)]
