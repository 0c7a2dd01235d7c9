"""The text that the network learns: a bundled one, or the student's own, which stays in this session."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dlplay.files.encoding import ENCODINGS, NotText, decode
from dlplay.text import bundled
from dlplay.text.char_training import LARGEST, cleaned
from dlplay.ui import metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.own_writer import Source
from dlplay.ui.train_lstm import keepsake
from dlplay.ui.train_lstm.current import cut
from dlplay.ui.train_lstm.settings import OWN, TrainLstmSettings
from dlplay.ui.upload import choose_encoding, upload, uploaded
from dlplay.ui.verbatim import verbatim

STATE = "train_lstm:own"
TOLD = "train_lstm:told"
READ = "train_lstm:read"  # the file whose text is the student's own
UPLOADED, ENCODING = "train_lstm_uploaded", "train_lstm_encoding"
MOST_READ = 4 * LARGEST  # bytes of a file: an encoding may take four for a character that UTF-8 writes in one
EXCERPT, EXCERPT_HEIGHT = 280, 130  # characters, CSS pixels


def choose(experiment: Experiment[TrainLstmSettings]) -> Source:
    """The choice, and for one's own text the ways in."""
    key = experiment.choose("text", wrap=True)
    if key != OWN:
        return Source(key, t(f"train_lstm.text_{key}"), bundled.load(key))
    keepsake.restore(take)
    _ways_in()
    own: Source | None = st.session_state.get(STATE)
    for show, key, values in st.session_state.get(TOLD, ()):
        getattr(st, show)(t(f"train_lstm.{key}", **values))
    if own is None:
        st.info(t("train_lstm.own_missing"), icon=":material/content_paste:")
        return Source(OWN, t("train_lstm.text_own"), "")
    st.caption(t("train_lstm.own_begins", name=own.title, count=f"{len(own.text):,}"))
    with st.container(border=True, height=EXCERPT_HEIGHT):
        st.text(own.text[:EXCERPT] + ("…" if len(own.text) > EXCERPT else ""))
    _encoding()
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
    upload(t("train_lstm.upload"), UPLOADED, on_change=_uploaded)


def _encoding() -> None:
    """In which encoding the file is read, as long as the file is there."""
    file = uploaded(UPLOADED)
    if file is not None and st.session_state.get(READ) == file.file_id:
        choose_encoding(ENCODING, lambda: _read(file, st.session_state[ENCODING]))


def _pasted() -> None:
    written = st.session_state["train_lstm_pasted"]
    if written:
        st.session_state[TOLD] = []
        take(written, t("train_lstm.pasted"))
        st.session_state.pop(READ, None)


def _uploaded() -> None:
    if (file := uploaded(UPLOADED)) is not None:
        _read(file)


def _read(file: UploadedFile, encoding: str | None = None) -> None:
    """Take the text of the uploaded file; what is none leaves the text of before, and that is told."""
    st.session_state[TOLD] = []
    name = verbatim(file.name)
    data = file.getvalue()
    try:
        found = decode(data[:MOST_READ], encoding, cut=len(data) > MOST_READ)
    except NotText:
        _refuse("no_text" if encoding is None else "not_in_encoding", name=name)
        return
    if not found.text.strip():
        _refuse("empty_file", name=name)
        return
    if found.guessed:
        _tell("warning", "guessed", name=name, encoding=ENCODINGS[found.encoding])
    if found.replaced:
        _tell("warning", "replaced", name=name, count=f"{found.replaced:,}")
    st.session_state[READ], st.session_state[ENCODING] = file.file_id, found.encoding
    take(found.text, file.name, more=len(data) > MOST_READ)


def _refuse(key: str, name: str) -> None:
    metrics.refused("file")
    _tell("error", key, name=name)
    if (own := st.session_state.get(STATE)) is not None:
        _tell("warning", "still", name=own.title)


def take(text: str, name: str, more: bool = False) -> None:
    """Make a text the student's own, and let the browser keep it over a reload; `more` of it was not read."""
    whole = cleaned(text)
    text = cut(whole)
    if more or len(text) < len(whole):
        _tell("info", "cut", kept=f"{len(text):,}", limit=f"{LARGEST:,}")
    st.session_state[STATE] = Source(OWN, name, text)
    keepsake.keep(text, name)


def _tell(show: str, key: str, **values: str) -> None:
    st.session_state[TOLD] = [*st.session_state.get(TOLD, ()), (show, key, values)]
