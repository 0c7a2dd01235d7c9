"""What a student sets on the page that finds digits on a sheet."""

from dataclasses import dataclass

from dlplay.detection import sheets
from dlplay.detection.reading import MOST_IOU, THRESHOLD
from dlplay.ui.kept_drawing import Strokes
from dlplay.ui.settings import Choice, Number, Settings, setting

VIEWS = ("write", "steps", "good")
MOST_STEPS = 150  # of the suppression that are shown


@dataclass(frozen=True)
class DetectionSettings(Settings):
    view: str = setting("write", Choice(VIEWS))
    source: str = setting("draw", Choice(("draw", "sheet", "photo")))
    pen: int = setting(6, Number(3, 20))
    sheet: str = setting("phone", Choice(tuple(sheets.KINDS)))
    hand: int = setting(1, Number(1, 30))
    threshold: float = setting(THRESHOLD, Number(0.05, 0.95, 0.05))
    overlap: float = setting(MOST_IOU, Number(0.05, 0.95, 0.05))
    step: int = setting(0, Number(0, MOST_STEPS))
    written: str = setting("mnist", Choice(tuple(sheets.SOURCES)))
    drawing: str = setting("", Strokes())
