"""What a student sets on the page inside a CNN."""

from dataclasses import dataclass

from dlplay.ui.picture.settings import PictureSettings
from dlplay.ui.settings import Choice, setting

VIEWS = ("inside",)


@dataclass(frozen=True)
class DigitLabSettings(PictureSettings):
    view: str = setting("inside", Choice(VIEWS))
