"""A student's ratings of things, or labels of sentences: the teacher's task."""

import hashlib

import streamlit as st

from dlplay.classroom import rooms_work
from dlplay.classroom.rooms_board import Seen
from dlplay.ui import class_seat
from dlplay.ui.class_board.words import plain
from dlplay.ui.language import t


def show(seen: Seen) -> None:
    """A row a thing; each counts at once and may be changed."""
    if seen.task is None:
        return
    task = hashlib.sha256("\n".join(seen.task.items).encode()).hexdigest()[:8]  # another one, other widgets
    done = len(seen.marks)
    with st.expander(
        t(f"class.{seen.task.kind}_heading", done=done, of=len(seen.task.items)),
        icon=":material/star:",
        expanded=seen.question is None or seen.revealed,
    ):
        for item, text in enumerate(seen.task.items):
            key = f"class_mark_{task}_{item}"
            value = seen.marks.get(item)
            if seen.task.kind == "rating":
                st.session_state.setdefault(key, None if value is None else value - 1)
                st.markdown(plain(text))
                st.feedback(
                    "stars", key=key, on_change=_mark, args=(key, item, text, 1), disabled=seen.frozen
                )
            else:
                st.session_state.setdefault(key, value)
                st.segmented_control(
                    plain(text),
                    [1, 0],
                    key=key,
                    format_func=lambda one: t(f"class.label_{one}"),
                    on_change=_mark,
                    args=(key, item, text, 0),
                    disabled=seen.frozen,
                )


def _mark(key: str, item: int, text: str, lowest: int) -> None:
    if (given := st.session_state[key]) is None:
        return  # a mark is changed, not taken back
    if not class_seat.write(rooms_work.mark, item, given + lowest, text):
        st.session_state[key] = None
