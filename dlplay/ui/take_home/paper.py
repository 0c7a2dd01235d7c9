"""The colours of paper: what becomes of the page's own colours, light or dark, in a file."""

from functools import cache

import streamlit as st

WHITE = "#ffffff"
PARTS = ("textColor", "secondaryBackgroundColor", "borderColor")
CHARTS = {"#e6eaf1": "#31333f", "#fafafa": "#31333f"}  # Streamlit's words in Plotly's charts, dark -> light


@cache
def colours() -> dict[str, str]:
    """By a colour of the screen that of paper."""
    grounds = [st.get_option(f"theme.{theme}.backgroundColor") for theme in ("light", "dark")]
    pairs = {st.get_option(f"theme.dark.{part}"): st.get_option(f"theme.light.{part}") for part in PARTS}
    return CHARTS | pairs | dict.fromkeys(grounds, WHITE)
