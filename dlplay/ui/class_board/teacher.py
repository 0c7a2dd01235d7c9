"""The teacher's side, made for a projector: the way in, then the question, the drawings, the class."""

from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.classroom.rooms_board import Board
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys
from dlplay.ui import cache, class_seat, codes, qr
from dlplay.ui.class_board import class_view, drawings_view, entrance, pictures, question_view, task_view
from dlplay.ui.language import t

PARTS = {"drawings": drawings_view.show, "task": task_view.show, "class": class_view.show}
EVERY = 0.6  # seconds between two looks of the projector, about: with its run it is up to date within one


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
        class_seat.watch(refusal, lambda now: now.version, EVERY)
        return
    with _head(board):
        counter = _parts(board)

    def seen(now: Board) -> object:
        if counter is None:
            return now.version
        question_view.count(counter, now)  # a vote changes nothing else
        states = [(one.id, one.round, one.open, one.revealed) for one in now.questions]
        return now.frozen, now.page, now.task, len(now.people), states

    class_seat.watch(board, seen, EVERY)


def _parts(board: Board) -> DeltaGenerator | None:
    part = st.segmented_control(
        t("class.part"),
        ["question", *PARTS],
        key="class_part",
        default="question",
        required=True,
        format_func=lambda one: t(f"class.part_{one}"),
        label_visibility="collapsed",
    )
    if part == "question":
        return question_view.show(board)
    PARTS[part](board)
    return None


def _head(board: Board) -> DeltaGenerator:
    """The way in, large until there is a question; returns where the rest stands."""
    count = len(board.people)
    address = in_the_network(entrance.link(board.code))
    words, alt = t("class.door", count=count), t("class.qr", code=board.code)
    door = pictures.door(board.code, words, address, qr.svg(address), alt)
    if board.frozen:
        st.info(t("class.frozen_teacher"), icon=":material/ac_unit:")
    if board.question is None:
        left, right = st.columns([2, 3], gap="large")
        left.html(door)
        return right
    with st.popover(t("class.door_again", code=board.code, count=count), icon=":material/qr_code:"):
        st.html(door)
    return st.container()


@lru_cache(maxsize=200)
def in_the_network(address: str) -> str:
    """The address as phones of the class can open it; this machine is asked once which one that is."""
    return codes.in_the_network(address)
