"""What a student sets on the page that hears digits."""

from dataclasses import dataclass

from dlplay.speech import LANGUAGES
from dlplay.speech.features import FRAMES
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

VIEWS = ("say", "steps", "own")


@dataclass(frozen=True)
class SpeechSettings(Settings):
    view: str = setting("say", Choice(VIEWS))
    spoken: str = setting("en", Choice(LANGUAGES))
    source: str = setting("sample", Choice(("sample", "microphone", "file")))
    sample: str = setting("7", Choice(tuple("0123456789")), "digits")
    voice: str = setting("1", Choice(("1", "2")))
    frame: int = setting(10, Number(0, FRAMES - 1))
    first: str = setting("", Text(20))
    second: str = setting("", Text(20))
