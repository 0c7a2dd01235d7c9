"""What a teacher's link says of a page's controls: which are fixed, which hidden, and which views there are.

`lock=rate.batch`, `hide=seed`, `views=line.race`: names of the page's settings, and options of its view,
joined by dots. The address alone holds it, beside the settings. It guides, and secures nothing: who changes
the address is free.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Kind
from dlplay.ui.titles import VIEW  # the setting that has a parameter of its own
from dlplay.ui.verbatim import verbatim

LOCK, HIDE, VIEWS = PARAMETERS = ("lock", "hide", "views")
LONGEST = 1000  # characters of one of them: all settings of the largest page have fewer
MOST_TOLD = 5


@dataclass(frozen=True)
class Guidance:
    """What is fixed and out of sight, by names of settings, and the views that are offered; none: all."""

    locked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # what the link names and the page does not have

    def __contains__(self, field: str) -> bool:
        """Whether a setting keeps its value, whatever a hand does."""
        return field in self.locked or field in self.hidden

    def __bool__(self) -> bool:
        return bool(self.locked or self.hidden or self.views)

    def query(self) -> dict[str, str]:
        """It as query parameters."""
        said = zip(PARAMETERS, (self.locked, self.hidden, self.views), strict=True)
        return {name: ".".join(names) for name, names in said if names}

    def sheet(self, page: str) -> str:
        """CSS that takes the hidden controls of a page out of sight, and out of reach of the keyboard."""
        places = [f".st-key-{page}-{field}, [class*='st-key-{page}-{field}-']" for field in self.hidden]
        return f"{', '.join(places)} {{ display: none !important; }}" if places else ""

    def offered(self, views: Sequence[str]) -> Sequence[str]:
        """Of the views that a page has now, those that are offered."""
        return [one for one in views if one in self.views] or views

    def show(self, page: str) -> None:
        """Take out of sight what is hidden, and tell what is named in vain."""
        if sheet := self.sheet(page):
            st.html(f"<style>{sheet}</style>")
        if self.unknown:
            st.info(t("frame.guided_in_vain", names=" · ".join(map(verbatim, self.unknown))))


def by_hand() -> bool:
    """Whether a callback runs, and not the page."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and not context.has_script_started


def read(query: Mapping[str, str], kinds: Mapping[str, Kind]) -> Guidance:
    """What an address says of a page with settings of these kinds; what the page does not have is named."""
    view = kinds.get(VIEW)
    fields = [name for name in kinds if name != VIEW]
    allowed = {LOCK: fields, HIDE: fields, VIEWS: view.options if isinstance(view, Choice) else ()}
    asked = {name: set(re.split(r"[.,]", query.get(name, "")[:LONGEST])) - {""} for name in PARAMETERS}
    known = {name: tuple(one for one in allowed[name] if one in asked[name]) for name in PARAMETERS}
    unknown = sorted({one for name in PARAMETERS for one in asked[name] - set(known[name])})
    return Guidance(known[LOCK], known[HIDE], known[VIEWS], tuple(unknown[:MOST_TOLD]))
