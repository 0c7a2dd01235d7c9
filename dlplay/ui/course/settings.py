"""Where a student stands in the course, and where she wants to go."""

from dataclasses import dataclass

from dlplay.locale import glossary
from dlplay.ui.rooms import ROOMS
from dlplay.ui.settings import Choice, Settings, setting

VIEWS = ("map", "learning", "ten", "ideas")
IDEAS = tuple(key for key, term in glossary.terms().items() if not term.is_symbol)


@dataclass(frozen=True)
class CourseSettings(Settings):
    view: str = setting("map", Choice(VIEWS))
    here: str = setting("", Choice(("", *(room.name for room in ROOMS if room.teaches))))
    idea: str = setting("", Choice(("", *IDEAS)))
