"""A click or a tap anywhere in a Plotly chart, as a place.

Plotly itself reports clicks only on points that are drawn, each of which costs the browser time; it reports
none by touch, and none any more once frames have been played. This listens to the pointer instead. The chart
keeps its own hover labels and buttons.
"""

import math
from collections.abc import Callable

import streamlit as st

# A finger that moves farther than SLACK scrolls or turns, and chooses nothing.
JS = """
const SLACK = 8;
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.host ?? parentElement;
  root.forget?.();
  const area = `.st-key-${data.chart} .nsewdrag[data-subplot="xy"]`;
  let down = null;
  const pressed = (event) => {
    const found = event.isPrimary && event.button === 0 && event.target.closest?.(area);
    down = found ? { found, x: event.clientX, y: event.clientY } : null;
  };
  const released = (event) => {
    if (!down || Math.hypot(event.clientX - down.x, event.clientY - down.y) > SLACK) return;
    const box = down.found.getBoundingClientRect();
    const place = [(down.x - box.left) / box.width, (box.bottom - down.y) / box.height];
    down = null;
    setTriggerValue("place", place);
  };
  const hover = (event) => {
    const found = event.target.closest?.(area);
    if (found) found.style.cursor = "crosshair";
  };
  document.addEventListener("pointerdown", pressed, true);
  document.addEventListener("pointerup", released, true);
  document.addEventListener("pointerover", hover, true);
  root.forget = () => {
    document.removeEventListener("pointerdown", pressed, true);
    document.removeEventListener("pointerup", released, true);
    document.removeEventListener("pointerover", hover, true);
  };
  return root.forget;
}
"""

_listener = st.components.v2.component("dlplay_chart_click", html="", js=JS)


def listen(chart: str, chosen: Callable[[float, float], None]) -> None:
    """Call `chosen` for each click into the first subplot of the chart with the key `chart`.

    Args:
        chosen: a callback; it is told how far across and how far up the subplot, each from 0 to 1.
    """
    key = f"{chart}_click"

    def told() -> None:
        place = st.session_state[key].place
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
