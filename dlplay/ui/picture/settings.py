"""What a student sets on a page that looks at one picture."""

from dataclasses import dataclass

from dlplay.ui.kept_drawing import Strokes
from dlplay.ui.settings import Choice, Number, Settings, setting

SOURCES = ("drawing", "test", "photo")
WORDS = "picture"  # the table of the catalogue that all these pages share


@dataclass(frozen=True)
class PictureSettings(Settings):
    source: str = setting("drawing", Choice(SOURCES), WORDS)
    number: int = setting(0, Number(0, 9999), WORDS)
    drawing: str = setting("", Strokes(), WORDS)
