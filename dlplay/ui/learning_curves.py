"""Curves that grow while a network learns: drawn in the browser, in place, with values under the pointer."""

from collections.abc import Sequence
from pathlib import Path

from dlplay.ui.charts.training import Panel
from dlplay.ui.component import component
from dlplay.ui.language import current

_curves = component("learning_curves", Path(__file__).with_name("learning_curves.js"))


def show(panels: Sequence[Panel], x_title: str, x_end: float, key: str, timeline: str = "") -> None:
    """Draw panels side by side (below each other on a phone), all over the same axis from 0 to `x_end`.

    Args:
        timeline: names a timeline elsewhere on the page, whose moment is marked here, and which a click here
            sets; they talk in the browser, by what timeline.js has for it.
    """
    language = current()
    drawn = [panel.plain() | {"percent": language if panel.percent else ""} for panel in panels]
    data = {"panels": drawn, "xTitle": x_title, "xEnd": x_end, "timeline": timeline}
    _curves(data=data, key=key, height="content")
