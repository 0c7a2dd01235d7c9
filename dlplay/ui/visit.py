"""This visit, and how it comes back: its trainings outlive the connection.

A reload, a phone that drops a tab, a network that fails for long: each begins a new session. What would be
lost with the old one is also kept here, under a name that nobody can guess. The browser's tab alone knows it:
its session storage keeps the name once there is something to come back to. A copied tab has a copy of the
name; as long as the first one is connected, the copy begins anew and is told so. A training has one owner.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dlplay.ui import said_again
from dlplay.ui.component import component, said
from dlplay.ui.language import t

KEPT_FOR = 600.0  # seconds after its connection was last seen
MOST_LEFT = 40  # visits without a connection: a class whose network fails
STATE, ANSWERED, TOLD = "visit", "visit:answered", "visit:told"  # session-state keys
KEY = "visit_tab"

_tab = component("visit", Path(__file__).with_name("visit.js"))


@dataclass(eq=False)
class Visit:
    """What a tab owns, by the session-state keys under which its pages know it."""

    name: str = field(default_factory=lambda: secrets.token_hex(16))
    session: str = ""
    things: dict[str, Any] = field(default_factory=dict)
    left: float | None = None  # when it was first seen without a connection


class Visits:
    """All visits that own something; `connected` says whether a session has a browser."""

    def __init__(self, connected: Callable[[str], bool]):
        self._connected = connected
        self._lock = threading.Lock()
        self._visits: dict[str, Visit] = {}

    def keep(self, visit: Visit) -> None:
        """Know a visit from now on, until it has been away for long."""
        with self._lock:
            self._visits[visit.name] = visit
            self._let_go()

    def claim(self, name: str, session: str, reloaded: bool) -> Visit | Literal["gone", "elsewhere"]:
        """The visit of this name, which now belongs to `session`; or why it is not to be had.

        Args:
            reloaded: whether the browser has loaded the same tab again. Then it is no copy, even where the
                server has not heard yet that the old connection is dead.
        """
        with self._lock:
            self._let_go()
            visit = self._visits.get(name)
            if visit is None:
                return "gone"
            if not reloaded and self._connected(visit.session):
                return "elsewhere"
            visit.session, visit.left = session, None
            return visit

    def _let_go(self) -> None:
        now = time.monotonic()
        for visit in self._visits.values():
            visit.left = None if self._connected(visit.session) else visit.left or now
        left = sorted((one for one in self._visits.values() if one.left), key=lambda one: one.left or now)
        for number, visit in enumerate(reversed(left), 1):
            if number > MOST_LEFT or now - (visit.left or now) > KEPT_FOR:
                del self._visits[visit.name]


def _connected(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


VISITS = Visits(_connected)


def current() -> Visit:
    """The visit of this session."""
    return st.session_state.setdefault(STATE, Visit())


def keep(key: str, value: Any) -> None:
    """Set a session-state key to what shall be there again when the visit comes back."""
    visit = current()
    st.session_state[key] = visit.things[key] = value
    visit.session = _session()
    VISITS.keep(visit)


def settle() -> None:
    """Let the tab keep the name, and ask it once for an earlier one. At the head of each run."""
    visit = current()
    data = {"name": visit.name if visit.things else "", "asks": ANSWERED not in st.session_state}
    _tab(data=data, key=KEY, height=1, on_back_change=_come_back)
    if told := said_again.to_say(TOLD):
        st.toast(t(f"visit.{told}"), icon=":material/history:", duration="long")


def _come_back() -> None:
    """What the tab has kept is taken up, unless this session has begun something of its own."""
    told = said(KEY, "back")
    if not isinstance(told, dict) or ANSWERED in st.session_state:
        return
    st.session_state[ANSWERED] = True
    if current().things:
        return
    found = VISITS.claim(str(told.get("name")), _session(), told.get("reloaded") is True)
    if isinstance(found, Visit):
        st.session_state[STATE] = found
        for key, value in found.things.items():
            st.session_state[key] = value
    else:
        said_again.say(TOLD, found)


def _session() -> str:
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""
