"""What a student sets on the page on translation."""

from dataclasses import dataclass

from dlplay.translation import DIRECTIONS, LONGEST, WIDEST, search
from dlplay.translation.examples import KINDS
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

VIEWS = ("attention", "beam", "fails")
WAYS = tuple("-".join(direction) for direction in DIRECTIONS)


@dataclass(frozen=True)
class TranslationSettings(Settings):
    view: str = setting("attention", Choice(VIEWS))
    direction: str = setting("digits-zh", Choice(WAYS))
    text: str = setting("54321", Text(LONGEST))
    # attention, beam: the step that is looked into
    step: int = setting(1, Number(1, search.LONGEST))
    width: int = setting(4, Number(1, WIDEST))
    # beam, where it fails: a text of their own, since both are worth seeing where the network is unsure
    sample: str = setting("1035630698", Text(LONGEST))
    kind: str = setting("10", Choice(tuple(KINDS)))
