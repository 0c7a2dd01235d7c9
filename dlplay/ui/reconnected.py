"""A page that outlived its server: the first that it says to the new one runs all of it.

A browser reconnects by itself when the server was started again. What is then done in a part of the page that
runs alone, Streamlit leaves undone, since no whole run has made that part known: a click, and every one after
it, would come to nothing, and nobody be told.
"""

from weakref import WeakSet

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def install() -> None:
    """From now on the first message of every session asks for the whole page."""
    # Streamlit has no hook here
    AppSession.request_rerun = _request_rerun  # type: ignore[method-assign,assignment]


def _request_rerun(session: AppSession, client_state: ClientState | None) -> None:
    if client_state and client_state.fragment_id and session not in _HEARD:
        whole = ClientState()
        whole.CopyFrom(client_state)
        whole.fragment_id, whole.is_auto_rerun = "", False
        client_state = whole
    _HEARD.add(session)
    _requested(session, client_state)


_requested = AppSession.request_rerun
_HEARD: WeakSet[AppSession] = WeakSet()  # sessions that have asked for something
