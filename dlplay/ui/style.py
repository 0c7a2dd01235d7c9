"""The house's own style sheets, for what Streamlit's theme has no words for."""

from pathlib import Path

import streamlit as st

from dlplay.ui import lesson_view


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


ALWAYS = ("style.css", "touch.css", "access.css", "print.css")
SHEETS = {False: f"<style>{''.join(map(_read, ALWAYS))}</style>"}
SHEETS[True] = SHEETS[False] + f"<style>{_read('lesson_view.css')}</style>"


def show() -> None:
    """Bring them into the page: in a lesson its own one too."""
    st.html(SHEETS[lesson_view.on()])
