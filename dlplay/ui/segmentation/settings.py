"""What a student sets on the page on segmentation."""

from dataclasses import dataclass

from dlplay.segmentation.network import BOTTOM, LEVELS
from dlplay.ui.kept_drawing import Strokes
from dlplay.ui.settings import Choice, Number, Settings, setting

VIEWS = ("write", "good", "inside", "skip")
STAGES = (
    *(f"encoder{level}" for level in range(LEVELS)),
    "bottom",
    *(f"decoder{level}" for level in reversed(range(LEVELS))),
)
FURTHEST = 2063  # row or column of the longest small sheet: a line of 1,024 pixels, twice as large


@dataclass(frozen=True)
class SegmentationSettings(Settings):
    view: str = setting("write", Choice(VIEWS))
    source: str = setting("scene", Choice(("scene", "draw", "photo")))
    sheet: int = setting(1, Number(1, 200))
    drawing: str = setting("", Strokes())
    pen: int = setting(12, Number(4, 28))
    # write: the pixel that is asked about
    row: int = setting(30, Number(0, FURTHEST))
    column: int = setting(64, Number(0, FURTHEST))
    # good: the digit whose pixels are counted
    digit: str = setting("3", Choice(tuple(map(str, range(10)))))
    # inside: which map
    stage: str = setting("encoder0", Choice(STAGES))
    channel: int = setting(0, Number(0, BOTTOM - 1))
    # skip: the answers, or where they are wrong
    shown: str = setting("answer", Choice(("answer", "errors")))
