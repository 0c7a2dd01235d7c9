"""A page in a lesson, on a projector: no header, no sidebar, large type, the control and its picture alone.

`?view=lesson` asks for it on every page. Since `view` is a setting of many of them, the address goes on with
a parameter of its own, which stands beside a page's view: `?view=softmax&lesson=on`.
"""

import streamlit as st

from dlplay.ui.language import t

PARAMETER, ON = "lesson", "on"
ASKED = ("view", "lesson")


def settle() -> None:
    """Take the short form of the address for the long one; at the head of each run."""
    name, value = ASKED
    if st.query_params.get(name) == value:
        del st.query_params[name]
        st.query_params[PARAMETER] = ON


def on() -> bool:
    """Whether the address asks for it."""
    return st.query_params.get(PARAMETER) == ON


def way_out() -> None:
    """In a lesson, a small button in the corner: the same experiment with all of its page."""
    if on():
        st.button(
            t("frame.lesson_leave"),
            icon=":material/close_fullscreen:",
            key="lesson_leave",
            on_click=_leave,
        )


def _leave() -> None:
    st.query_params.pop(PARAMETER, None)


def query() -> dict[str, str]:
    """It as a query parameter; left out where a page is whole."""
    return {PARAMETER: ON} if on() else {}
