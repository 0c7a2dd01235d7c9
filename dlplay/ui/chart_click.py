"""A click or a tap anywhere in a Plotly chart, as a place.

Plotly itself reports clicks only on points that are drawn, each of which costs the browser time; it reports
none by touch, and none any more once frames have been played. This listens to the pointer instead. The chart
keeps its own hover labels and buttons.
"""

import math
from collections.abc import Callable
from pathlib import Path

from dlplay.ui.component import component, said

_listener = component("chart_click", Path(__file__).with_name("chart_click.js"))


def listen(chart: str, chosen: Callable[[float, float], None]) -> None:
    """Call `chosen` for each click into the first subplot of the chart with the key `chart`.

    Args:
        chosen: a callback; it is told how far across and how far up the subplot, each from 0 to 1.
    """
    key = f"{chart}_click"

    def told() -> None:
        place = said(key, "place")
        if _is_place(place):
            chosen(*(min(max(float(one), 0.0), 1.0) for one in place))

    _listener(data={"chart": chart}, key=key, height=1, on_place_change=told)


def _is_place(place: object) -> bool:
    """What a browser sends is checked like everything that comes from outside."""
    return (
        isinstance(place, list)
        and len(place) == 2
        and all(isinstance(one, int | float) and math.isfinite(one) for one in place)
    )
