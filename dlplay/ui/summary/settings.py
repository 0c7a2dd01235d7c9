"""What a student sets on the page on summaries."""

from dataclasses import dataclass

from dlplay.summary.asking import MOST
from dlplay.summary.measures import COUNT
from dlplay.ui.settings import Choice, Number, Settings, Subset, Text, setting

LEADS = {"news": "first", "story": "not", "howto": "first", "encyclopaedic": "not"}  # of the texts to try
OWN = "own"
VIEWS = ("choose", "mark", "walk")
STEPS = 20  # of the walk: then it stands still, to the eye
WAYS = ("vectors", "counts", "first", "chance")
LONGEST = 6000  # characters: a page of a newspaper, and a link can still carry it


@dataclass(frozen=True)
class SummarySettings(Settings):
    view: str = setting("choose", Choice(VIEWS))
    example: str = setting("news", Choice((*LEADS, OWN)))
    text: str = setting("", Text(LONGEST))
    count: int = setting(3, Number(1, MOST))
    by: str = setting("vectors", Choice(WAYS))
    draw: int = setting(1, Number(1, 99))  # of chance
    # mark: the numbers of one's own sentences
    marks: tuple[str, ...] = setting((), Subset(tuple(map(str, range(1, MOST + 1))), most=COUNT))
    # walk: after so many steps; how probable it is to follow an edge
    step: int = setting(1, Number(0, STEPS))
    damping: float = setting(0.85, Number(0.0, 0.95, 0.05))
