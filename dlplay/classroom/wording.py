"""What a step says, with its numbers in the reader's language."""

from collections.abc import Container, Mapping
from string import Formatter

from dlplay.classroom.lesson import Words
from dlplay.numbers import percent, plain

FORMS = ("", "%")  # as it is, as a percentage: a width of a billion would be a billion characters


def can_be_filled(text: str, names: Container[str]) -> bool:
    """Whether all that stands in braces are these numbers, each plain or as a percentage."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name in names and form in FORMS and conversion is None)
        for _, name, form, conversion in fields
    )


class _Number:
    """A number in a sentence: `{z}` as it is, `{share:%}` as a percentage."""

    def __init__(self, value: float, language: str):
        self.value, self.language = value, language

    def __format__(self, form: str) -> str:
        if form == "%":
            return percent(self.value, self.language, digits=3)
        return plain(self.value)


def filled(words: Words, numbers: Mapping[str, float], language: str) -> str:
    """The text in this language, each `{name}` replaced by its number."""
    text = words.within(language)
    if not numbers:
        return text
    return text.format(**{name: _Number(value, language) for name, value in numbers.items()})
