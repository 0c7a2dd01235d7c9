"""What must reach the browser once: said again in every run for a few seconds.

When a run begins, Streamlit drops what the run before it has said and not sent yet. What is said in one run
alone is lost where the browser's next message comes at once; the browser takes what it hears twice as one.
"""

import time
from typing import Any, NamedTuple

import streamlit as st

LONG = 10.0  # seconds, as long as Streamlit shows a long toast


class _Told(NamedTuple):
    what: Any
    since: float | None  # when it was first said


def say(key: str, what: Any = True) -> None:
    """Let the next runs of this session find `what` under a session-state key."""
    st.session_state[key] = _Told(what, None)


def to_say(key: str) -> Any:
    """What is to be said in this run; None if nothing is any more."""
    told = st.session_state.get(key)
    if told is None:
        return None
    now = time.monotonic()
    if told.since is not None and now - told.since > LONG:
        del st.session_state[key]
        return None
    st.session_state[key] = told._replace(since=told.since or now)
    return told.what
