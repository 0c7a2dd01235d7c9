"""A page that outlived its server: it says at once what it shows, and nothing that is said next is lost.

A browser reconnects by itself when the server was started again or another process takes over. The new
session knows neither the parts of the page that run alone nor what its widgets call, until all of it has run
once; a click before that would come to nothing, and nobody be told. So the browser asks for the page as soon
as it is connected, before a hand can have moved, and what is said while it is drawn waits until it is
(`dlplay/ui/gate.py`).
"""

from weakref import WeakSet

import streamlit as st
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

SELDOM = 86_400.0  # seconds


@st.fragment(run_every=SELDOM)
def ask() -> None:
    """Let the browser ask for the whole page whenever it has reconnected. At the head of each run.

    It does so where a part of the page runs again and again; else it waits for what its visitor does next.
    """


def install() -> None:
    """From now on a part of which a session does not know stands for the whole page."""
    # Streamlit has no hook here, and drops what such a part says
    AppSession.request_rerun = _request_rerun  # type: ignore[method-assign,assignment]


def _request_rerun(session: AppSession, client_state: ClientState | None) -> None:
    first = session not in _HEARD
    _HEARD.add(session)
    part = client_state.fragment_id if client_state else ""
    if client_state and part and not session.has_fragment(part) and (first or not client_state.is_auto_rerun):
        whole = ClientState()
        whole.CopyFrom(client_state)
        whole.fragment_id, whole.is_auto_rerun = "", False
        client_state = whole
    _requested(session, client_state)


_requested = AppSession.request_rerun
_HEARD: WeakSet[AppSession] = WeakSet()  # sessions that have asked for something
