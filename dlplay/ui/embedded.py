"""A page's experiment within another page: its stage alone, with the settings that are asked for.

The page's own script runs, as Streamlit would run it. Its frame leaves out header and things to try, its
experiment takes these settings in the place of the address and leaves the address alone, and the style sheet
hides what stands below the stage. What the visitor had set on that page comes back when she opens it.
"""

import runpy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

import streamlit as st

SHOWN, STILL = "embedded_shown", "embedded_still"  # keys of the container, for the style sheet


class Embedded(NamedTuple):
    """What a page is asked to show; another `moment` sets it anew, whatever a hand has changed since."""

    query: Mapping[str, str]
    moment: str


_asked: ContextVar[Embedded | None] = ContextVar("embedded", default=None)


def asked() -> Embedded | None:
    """What the page around asks for; None on a page of its own."""
    return _asked.get()


def show(script: Path, query: Mapping[str, str], moment: str, still: bool = False) -> None:
    """Draw the stage of the page in `script`.

    Args:
        query: its settings, as they stand in its address.
        moment: of the page around; the settings are set once in each.
        still: only to be looked at; its controls are not there.
    """
    with st.container(key=STILL if still else SHOWN), _asking(Embedded(query, moment)):
        runpy.run_path(str(script))


@contextmanager
def _asking(for_what: Embedded) -> Iterator[None]:
    token = _asked.set(for_what)
    try:
        yield
    finally:
        _asked.reset(token)
