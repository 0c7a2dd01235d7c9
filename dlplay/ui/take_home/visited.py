"""The experiments that this visit has looked at, as they were left: for the report of the visit.

The session alone keeps them, each page's views once, and they end with it.
"""

from typing import NamedTuple

import streamlit as st

from dlplay.ui.settings import Settings

KEY = "visited"
MOST = 30


class Seen(NamedTuple):
    """A view of a page, and how its settings stood last."""

    page: str
    settings: Settings

    @property
    def place(self) -> str:
        """Page and view, as the browser finds them in its address too."""
        view = getattr(self.settings, "view", "")
        start = type(self.settings).__dataclass_fields__.get("view")
        return f"{self.page}/{'' if start and view == start.default else view}"


def seen(page: str, settings: Settings) -> None:
    """This page stands like this now."""
    kept: dict[str, Seen] = st.session_state.setdefault(KEY, {})
    one = Seen(page, settings)
    kept.pop(one.place, None)
    kept[one.place] = one
    if len(kept) > MOST:
        del kept[next(iter(kept))]


def visited() -> list[Seen]:
    """All of them, the newest at the end."""
    return list(st.session_state.get(KEY, {}).values())
