"""The class itself: who is there, order, tables to take home, the teacher's link, the end."""

from collections.abc import Callable

import streamlit as st

from dlplay.classroom import rooms_export, rooms_order
from dlplay.classroom.rooms_board import Board, Person
from dlplay.files.takeaway import csv_file
from dlplay.ui import cache, class_seat
from dlplay.ui.class_board import entrance, pictures
from dlplay.ui.language import t
from dlplay.ui.verbatim import one_line

HEADS = ("question", "member", "first", "second", "answer", "label")
WHO = "class_who"


def show(board: Board) -> None:
    """All of it, the most used first."""
    _people(board)
    st.markdown(t("class.bring_how"))
    with st.container(horizontal=True):
        st.button(
            t("class.thaw" if board.frozen else "class.freeze"),
            icon=":material/ac_unit:",
            key="class_freeze",
            on_click=class_seat.press,
            args=(rooms_order.freeze, not board.frozen),
        )
        _home(board)
        _sure("empty", ":material/mop:", class_seat.press, rooms_order.empty)
        _sure("close_room", ":material/door_front:", _close)
    with st.popover(t("class.teacher_link"), icon=":material/key:"):
        st.caption(t("class.teacher_link_words"))
        st.code(entrance.link(board.code, secret=True), language=None, wrap_lines=True)


def named(person: Person) -> str:
    """What a member is called."""
    return class_seat.called(person.animal, person.name)


def _people(board: Board) -> None:
    if not board.people:
        st.info(t("class.nobody"), icon=":material/group:")
        return
    st.html(pictures.people(map(named, board.people.values())))
    with st.popover(t("class.member"), icon=":material/person_off:"):
        who = st.selectbox(
            t("class.member_which"),
            list(board.people),
            key=WHO,
            format_func=lambda one: one_line(named(board.people[one])),
        )
        if who is not None:
            for name, act in (("name_off", rooms_order.remove_name), ("send_out", rooms_order.remove_member)):
                st.button(t(f"class.{name}"), key=f"class_{name}", on_click=_to_the_chosen, args=(act,))


def _to_the_chosen(act: Callable[..., None]) -> None:
    """Whoever is chosen as the button is pressed, be it a moment after who was last drawn."""
    if (who := st.session_state.get(WHO)) is not None:
        class_seat.write(act, who)


def _home(board: Board) -> None:
    heads = {key: t(f"class.head_{key}") for key in HEADS}
    tables = {
        "votes": rooms_export.votes(board, named, heads),
        "drawings": rooms_export.drawings(board, named, heads),
    }
    for name, columns in tables.items():
        st.download_button(
            t(f"class.take_{name}"),
            csv_file(columns),
            file_name=f"class-{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"class_take_{name}",
            on_click="ignore",
            disabled=not any(columns.values()),
        )


def _sure(name: str, icon: str, act: Callable[..., None], *given: object) -> None:
    """A button that asks once more."""
    with st.popover(t(f"class.{name}"), icon=icon):
        st.markdown(t(f"class.{name}_words"))
        st.button(t(f"class.{name}_yes"), key=f"class_{name}", type="primary", on_click=act, args=given)


def _close() -> None:
    if class_seat.attempt(cache.classroom().close, class_seat.place()):
        entrance.leave()
