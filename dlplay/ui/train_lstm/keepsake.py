"""The student's own text, kept by the browser's tab, so that a reload does not lose it."""

from collections.abc import Callable

import streamlit as st

from dlplay.text.char_training import LARGEST
from dlplay.ui import keepsake, said_again

NAME = "train_lstm.text"
PENDING = "train_lstm:to_keep"
LONGEST_NAME = 200


def keep(text: str, name: str) -> None:
    """Let the browser have the text with the next pictures of the page."""
    said_again.say(PENDING, {"text": text, "name": name})


def restore(take: Callable[[str, str], None]) -> None:
    """What the browser had kept is taken, as text and name, unless there is a text already."""
    keeping = said_again.to_say(PENDING)
    asks = "train_lstm:own" not in st.session_state and keeping is None

    def answered() -> None:
        kept = keepsake.told(NAME)
        if not isinstance(kept, dict) or "train_lstm:own" in st.session_state:
            return
        text, name = kept.get("text"), kept.get("name")
        if isinstance(text, str) and isinstance(name, str) and 0 < len(text) <= LARGEST:
            take(text, name[:LONGEST_NAME])

    keepsake.keepsake(NAME, keep=keeping, ask=asks, on_kept=answered)
