"""Curves that grow while a network learns: drawn in the browser, in place, with values under the pointer."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dlplay.ui.charts.training import Panel

FOLDER = Path(__file__).parent

_curves = st.components.v2.component(
    "dlplay_learning_curves",
    html='<div class="curves" data-testid="curves"></div>',
    css=(FOLDER / "learning_curves.css").read_text(encoding="utf-8"),
    js=(FOLDER / "learning_curves.js").read_text(encoding="utf-8"),
)


def show(panels: Sequence[Panel], x_title: str, x_end: float, key: str, timeline: str = "") -> None:
    """Draw panels side by side (below each other on a phone), all over the same axis from 0 to `x_end`.

    Args:
        timeline: names a timeline elsewhere on the page, whose moment is marked here, and which a click here
            sets; they talk in the browser, by the events "dlplay-moment" and "dlplay-moment-asked".
    """
    data = {"panels": [panel.plain() for panel in panels], "xTitle": x_title, "xEnd": x_end}
    data["timeline"] = timeline
    _curves(data=data, key=key, height="content")
