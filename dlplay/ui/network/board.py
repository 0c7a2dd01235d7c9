"""The board: a network with every neuron's picture, its answer over the plane, its curves and its timeline.

While a run plays, only the pictures of now travel, and not with all that the board is given: a feed hands
them over in the browser.
"""

from pathlib import Path
from typing import Any

from dlplay.ui.charts import BLUE, CLASSES, ORANGE, VERMILION
from dlplay.ui.component import component
from dlplay.ui.language import current

# Orange is above zero and class 1, blue below and class 0, as on every page
COLOURS = {
    "negative": BLUE,
    "positive": ORANGE,
    "classes": [*CLASSES],
    "picked": VERMILION,
    "test": VERMILION,
}

_board = component("network_board", Path(__file__).with_name("board.js"))
_feed = component("network_feed", Path(__file__).with_name("feed.js"))


def board(data: dict[str, Any], key: str, **callbacks: Any) -> None:
    """Draw it; what a person does there arrives in the callbacks."""
    _board(data={"colours": COLOURS, "language": current(), **data}, key=key, height="content", **callbacks)


def feed(data: dict[str, Any], key: str) -> None:
    """Hand pictures to the board whose data has the id `to`: those of now, or (`whole`) a timeline."""
    _feed(data=data, key=key, height="content")
