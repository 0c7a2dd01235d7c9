"""The board: a network with every neuron's picture, its answer over the plane, its curves and its timeline.

While a run plays, only the pictures of now travel, and not through the board itself: whatever a component is
given comes with all its source. A feed of one line hands them over in the browser.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION

FOLDER = Path(__file__).parent
# Orange is above zero and class 1, blue below and class 0, as on every page
COLOURS = {
    "negative": BLUE,
    "positive": ORANGE,
    "classes": [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION],
    "picked": VERMILION,
    "test": VERMILION,
}

HTML = """
<div class="board">
  <div class="netbox">
    <div class="row">
      <button type="button" class="round" data-part="fewer">\N{MINUS SIGN}</button>
      <span data-part="layers"></span>
      <button type="button" class="round" data-part="more">+</button>
    </div>
    <div class="heads" data-part="heads"></div>
    <canvas data-part="net" role="img"></canvas>
    <p class="hint" role="status" data-part="hint"></p>
  </div>
  <div class="planebox">
    <div class="about">
      <span class="title" data-part="title"></span><span class="here" data-part="here"></span>
    </div>
    <canvas data-part="plane"></canvas>
    <div class="legend" data-part="legend"></div>
    <p class="formula" data-part="formula"></p>
    <div class="readings" data-part="readings"></div>
  </div>
  <div class="curvesbox">
    <canvas data-part="curves"></canvas>
  </div>
  <div class="time">
    <button type="button" data-part="play"></button>
    <input type="range" min="0" step="1" data-part="slider">
    <span class="moment" data-part="moment"></span>
    <button type="button" data-part="back"></button>
    <button type="button" data-part="save"></button>
  </div>
</div>
"""

_board = st.components.v2.component(
    "dlplay_network_board",
    html=HTML,
    css=(FOLDER / "board.css").read_text(encoding="utf-8"),
    js="\n".join((FOLDER / name).read_text(encoding="utf-8") for name in ("board_paint.js", "board.js")),
)

_feed = st.components.v2.component(
    "dlplay_network_feed",
    html="",
    js="""export default function ({ data }) {
      if (data.whole) window.dlplayBoard = { [data.to]: data };
      window.dispatchEvent(new CustomEvent("dlplay-board", { detail: data }));
    }""",
)


def board(data: dict[str, Any], key: str, **callbacks: Callable[[], None]) -> None:
    """Draw it; what a person does there arrives in the callbacks."""
    _board(data={"colours": COLOURS, **data}, key=key, height="content", **callbacks)


def feed(data: dict[str, Any], key: str) -> None:
    """Hand pictures to the board whose data has the id `to`: those of now, or (`whole`) a timeline."""
    _feed(data=data, key=key, height="content")
