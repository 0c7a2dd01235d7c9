"""The teacher's side, made for a projector: the way in, then the question, the drawings, the class."""

import streamlit as st

from dlplay.classroom.rooms_board import Board
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys
from dlplay.ui import cache, class_seat, qr
from dlplay.ui.class_board import class_view, drawings_view, entrance, pictures, question_view
from dlplay.ui.language import t

PARTS = {"question": question_view.show, "drawings": drawings_view.show, "class": class_view.show}
EVERY = 1.0  # seconds between two looks of the projector: one small row


def show(keys: Keys) -> None:
    """The room as it stands, drawn anew when something has changed."""
    try:
        board = cache.classroom().board(keys.code)
    except Refused as refusal:
        st.error(t(f"class.refused_{refusal.why}"))
        if refusal.why == "gone":
            class_seat.take(None)
            st.button(t("class.back"), key="class_back")
            return
    else:
        _head(board)
        part = st.segmented_control(
            t("class.part"),
            list(PARTS),
            key="class_part",
            default="question",
            required=True,
            format_func=lambda one: t(f"class.part_{one}"),
            label_visibility="collapsed",
        )
        PARTS[part](board)
    class_seat.watch(lambda: cache.classroom().version(keys.code), EVERY)


def _head(board: Board) -> None:
    address = entrance.link(board.code)
    words = t("class.door", count=len(board.people))
    door = pictures.door(board.code, words, address, qr.svg(address), t("class.qr", code=board.code))
    if board.people and board.question is not None:
        again = t("class.door_again", code=board.code, count=len(board.people))
        with st.popover(again, icon=":material/qr_code:"):
            st.html(door)
    else:
        st.html(door)
    if board.frozen:
        st.info(t("class.frozen_teacher"), icon=":material/ac_unit:")
