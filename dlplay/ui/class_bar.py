"""The class beside every page: the teacher brings it to what is on the screen, or sets it free.

Nothing of it is drawn for those who are in no room.
"""

from urllib.parse import parse_qsl, urlencode

import streamlit as st

from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys
from dlplay.ui import cache, class_seat, language, lesson_view
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS

HOME = "class"
FOLLOW, FOLLOWED = "class_follow", "class:followed"
EVERY = 3.0  # seconds between two looks of a student on another page, about
OWN = {"lesson": ("said",)}  # what the teacher has answered there would stand as everybody's answer
PAGES = {room.name: room for room in ROOMS}


def show(here: str) -> None:
    """In the sidebar of the page whose address is `here`; a student may be taken to another page."""
    held = class_seat.place()
    if held is None:
        return
    elsewhere = here != HOME  # the board's own page says why something is not to be had, and looks for itself
    try:
        if isinstance(held, Keys):
            board, me = cache.classroom().board(held.code), None
        else:
            board, seen = cache.classroom().seen(held)
            me = seen.me.id
    except Refused as refusal:
        if refusal.why in class_seat.OVER and elsewhere:
            class_seat.take(None)
        elif elsewhere:
            class_seat.watch(refusal, lambda now: now.page, EVERY)
        return
    st.divider()
    if elsewhere:
        room = PAGES[HOME].page()
        st.page_link(room, label=t("class.bar_teacher", code=held.code), query_params=language.query())
        class_seat.told()
    if me is None:
        _teach(here, board.page)
        return
    _follow(board.page)
    if elsewhere:
        class_seat.watch(board, lambda now: now.seen_by(me).page, EVERY)


def _teach(here: str, page: str) -> None:
    if here in PAGES and here != HOME:
        st.button(
            t("class.bar_bring"), icon=":material/campaign:", key="class_bring", on_click=_bring, args=(here,)
        )
    if page:
        st.caption(t("class.bar_brought", page=_title(page)))
        st.button(t("class.bar_free"), key="class_free", on_click=_bring, args=("",))


def _bring(here: str) -> None:
    from dlplay.classroom import rooms_order  # with SQL, which a start does without

    beside = (language.PARAMETER, lesson_view.PARAMETER, *OWN.get(here, ()))
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in beside}
    class_seat.write(rooms_order.bring, here + (f"?{urlencode(query)}" if here and query else ""))


def _follow(page: str) -> None:
    st.toggle(t("class.bar_follow"), value=True, key=FOLLOW, persist_state="session")
    if page and st.session_state[FOLLOW]:
        st.caption(t("class.bar_brought", page=_title(page)))
        name, _, query = page.partition("?")
        if name in PAGES and st.session_state.get(FOLLOWED) != page:
            st.session_state[FOLLOWED] = page
            st.switch_page(PAGES[name].page(), query_params=dict(parse_qsl(query)) | language.query())
    elif not page:
        st.session_state[FOLLOWED] = ""


def _title(page: str) -> str:
    name = page.partition("?")[0]
    return t(f"{name}.title") if name in PAGES else name
