"""How a path's texts and times are written in the language of the visit."""

from dlplay.classroom.lesson import Words
from dlplay.ui import language


def say(words: Words) -> str:
    return words.within(language.current())


def clock(minute: int) -> str:
    """Minutes of a lesson as a clock shows them: 1:05."""
    return f"{minute // 60}:{minute % 60:02}"
