"""The student's own text, kept by the browser's tab, so that a reload does not lose it.

A text is too long for a link. The tab's session storage belongs to this tab and site alone, and is gone when
the tab is closed.
"""

from pathlib import Path

import streamlit as st

from dlplay.text.char_training import LARGEST
from dlplay.ui.component import component

PENDING = "train_lstm:to_keep"
KEY = "train_lstm_keepsake"
LONGEST_NAME = 200

_storage = component("keepsake", Path(__file__).with_name("keepsake.js"))


def keep(text: str, name: str) -> None:
    """Let the browser have the text with the next picture of the page."""
    st.session_state[PENDING] = {"text": text, "name": name}


def restored() -> tuple[str, str] | None:
    """Text and name that the browser had kept; draws the invisible component that keeps them."""
    keeping = st.session_state.pop(PENDING, None)
    asks = "train_lstm:own" not in st.session_state and keeping is None
    found = _storage(data={"keep": keeping, "ask": asks}, key=KEY, height=1, on_kept_change=lambda: None)
    kept = found.kept
    if not isinstance(kept, dict):
        return None
    text, name = kept.get("text"), kept.get("name")
    if not (isinstance(text, str) and isinstance(name, str)) or not 0 < len(text) <= LARGEST:
        return None
    return text, name[:LONGEST_NAME]
