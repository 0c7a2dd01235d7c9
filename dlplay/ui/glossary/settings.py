"""What is looked up in the glossary."""

from dataclasses import dataclass

from dlplay.locale import glossary
from dlplay.ui.settings import Choice, Settings, Text, setting


@dataclass(frozen=True)
class GlossarySettings(Settings):
    term: str = setting("", Choice(("", *glossary.terms())))
    find: str = setting("", Text(40))
