"""The way in: a teacher opens a room, or comes back to it; a student joins by the code."""

from urllib.parse import urlencode

import streamlit as st

from dlplay.classroom.rooms_bounds import LONGEST_NAME, Refused, code_of
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.ui import cache, class_seat
from dlplay.ui.class_board.settings import ClassSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.keepsake import keepsake, told
from dlplay.ui.language import t

CODE, NAME = "class_code", "class_name"  # widget keys
KEPT, OUT = "class.place", "class:out"
WAITS = "class:waits"  # session-state key of a place that is taken up as soon as the database answers
KINDS: dict[str, type[Keys] | type[Seat]] = {"teacher": Keys, "student": Seat}


def settle(experiment: Experiment[ClassSettings]) -> None:
    """A teacher's link is taken, and its secret out of the address; and the tab keeps the place."""
    asked = experiment.settings
    if asked.key:
        experiment.set(key="")
        class_seat.attempt(_come_back, Keys(asked.room, asked.key))
    elif waits := st.session_state.get(WAITS):
        class_seat.attempt(_come_back, waits)
    held = class_seat.place()
    if held is not None and asked.room != held.code:
        experiment.set(room=held.code)
    with st.empty():
        kind = next((name for name, one in KINDS.items() if isinstance(held, one)), "")
        out = st.session_state.get(OUT, False)
        keepsake(KEPT, [kind, *held] if held else None, out, held is None and not out, _sit_again)


def show(experiment: Experiment[ClassSettings]) -> None:
    """Two doors."""
    st.session_state.setdefault(CODE, experiment.settings.room)
    student, teacher = st.columns(2, gap="large")
    with student.container(border=True), st.form("class_join", border=False):
        st.subheader(t("class.join_heading"), anchor=False)
        st.text_input(t("class.code"), key=CODE, max_chars=20, placeholder=t("class.code_hint"))
        st.text_input(t("class.name"), key=NAME, max_chars=LONGEST_NAME)
        st.caption(t("class.name_help"))
        st.form_submit_button(
            t("class.join"), icon=":material/login:", type="primary", on_click=_join, args=(experiment,)
        )
        st.caption(t("class.private"))
    if WAITS in st.session_state:
        class_seat.until_it_answers()
    with teacher.container(border=True):
        st.subheader(t("class.open_heading"), anchor=False)
        st.markdown(t("class.open_words"))
        st.button(
            t("class.open"), icon=":material/add:", key="class_open", on_click=_open, args=(experiment,)
        )


def leave() -> None:
    """Give the place up; in a callback."""
    class_seat.take(None)
    st.session_state[OUT] = True


def _open(experiment: Experiment[ClassSettings]) -> None:
    def opened() -> None:
        class_seat.take(cache.classroom().open(class_seat.visitor()))

    if class_seat.attempt(opened):
        st.session_state[OUT] = False


def _join(experiment: Experiment[ClassSettings]) -> None:
    typed, name = st.session_state[CODE], st.session_state[NAME]

    def joined() -> None:
        class_seat.take(cache.classroom().join(typed, name, class_seat.visitor()))

    if class_seat.attempt(joined):
        st.session_state[OUT] = False


def _come_back(held: Keys | Seat) -> None:
    """Take up a place that somebody has had; it waits while the database is away."""
    st.session_state.pop(WAITS, None)
    held = held._replace(code=code_of(held.code))
    try:
        cache.classroom().exists(held.code, class_seat.visitor())
        if isinstance(held, Seat):
            cache.classroom().who(held)
        elif not cache.classroom().is_teacher(held):
            raise Refused("teacher")
    except Refused as refusal:
        if refusal.why == "away":
            st.session_state[WAITS] = held
        raise
    class_seat.take(held)


def _sit_again() -> None:
    """What the tab has kept, after a reload that the server does not remember."""
    kept = told(KEPT)
    if class_seat.place() is not None or not isinstance(kept, list) or len(kept) != 3:
        return
    kind, code, secret = map(str, kept)
    try:
        _come_back(KINDS.get(kind, Seat)(code, secret))
    except Refused:  # the room has ended meanwhile: then this is the entrance, as for everybody
        st.session_state[OUT] = WAITS not in st.session_state


def link(code: str, secret: bool = False) -> str:
    """The address of a room as others can open it; with the `secret`, as its teacher."""
    held = class_seat.place()
    query = {"room": code} | ({"key": held.secret} if secret and isinstance(held, Keys) else {})
    return f"{(st.context.url or 'class').partition('?')[0]}?{urlencode(query)}"
