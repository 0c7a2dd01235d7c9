"""The three languages, each with its rules: they make what the network learns from, and judge its answers."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlplay.translation import chinese, digits, english
from dlplay.translation.values import Value


class Language(NamedTuple):
    """How a number or date is written and read by rule."""

    write: Callable[[Value], str]  # in one way, the one that answers are given in
    read: Callable[[str], Value]  # in several ways; ValueError for all others
    vary: Callable[[str, np.random.Generator], str]  # what `write` gave -> another way that `read` takes
    characters: str  # that a text which is asked for may hold


LANGUAGES = {
    "zh": Language(chinese.write, chinese.read, chinese.vary, chinese.CHARACTERS),
    "en": Language(english.write, english.read, english.vary, english.CHARACTERS),
    "digits": Language(digits.write, digits.read, digits.vary, digits.CHARACTERS),
}
DIRECTIONS = tuple((source, target) for source in LANGUAGES for target in LANGUAGES if source != target)


def by_rule(text: str, source: str, target: str) -> str | None:
    """The right translation of a text; None where the rules of its language do not take it."""
    try:
        return LANGUAGES[target].write(LANGUAGES[source].read(text))
    except ValueError:
        return None
