"""What a student sets on the digit page."""

from dataclasses import dataclass

from dlplay.digits import SWITCHABLE, samples
from dlplay.ui.kept_drawing import Strokes
from dlplay.ui.settings import Choice, Number, Settings, Subset, setting

VIEWS = ("microscope", "last_layer", "journal", "facts")


@dataclass(frozen=True)
class DigitsSettings(Settings):
    source: str = setting("draw", Choice(("draw", "sample", "photo")))
    pen: int = setting(18, Number(4, 40))
    sample: str = setting("7", Choice(tuple("0123456789")))
    place: str = setting("centre", Choice(samples.PLACES))
    hand: int = setting(1, Number(1, samples.HANDS))
    steps: tuple[str, ...] = setting(SWITCHABLE, Subset(SWITCHABLE))
    view: str = setting("microscope", Choice(VIEWS))
    drawing: str = setting("", Strokes())
