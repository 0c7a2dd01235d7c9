"""Which lesson, and which of its three papers."""

from dataclasses import dataclass

from dlplay.classroom.paths import NAMES
from dlplay.ui.settings import Choice, Settings, setting

VIEWS = ("plan", "sheet", "answers")


@dataclass(frozen=True)
class PathsSettings(Settings):
    view: str = setting("plan", Choice(VIEWS))
    name: str = setting("foundations", Choice(NAMES))
