"""What a lesson says, as Markdown: ours as it is written, a teacher's own letter for letter."""

import re
from collections.abc import Mapping

from dlplay.classroom.lesson import Words
from dlplay.classroom.wording import filled
from dlplay.ui import language, terms
from dlplay.ui.verbatim import unlinked

SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def say(words: Words, numbers: Mapping[str, float] | None = None, own: bool = False) -> str:
    """A text in the language of the visit, with its numbers.

    Args:
        own: whether it comes from outside, so that nothing in it is markup.
    """
    text = filled(words, numbers or {}, language.current())
    return plain(text) if own else text


def explained(words: Words, numbers: Mapping[str, float] | None = None, own: bool = False) -> str:
    """A text in which terms of the glossary are links."""
    text = say(words, numbers, own)
    return text if own else terms.marked(text, language.current())


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> str:
    """Any text as Markdown that shows it letter for letter, and leads nowhere."""
    lines = [SIGNS.sub(r"\\\1", line.strip()) for line in unlinked(text).strip().splitlines()]
    return "\n\n".join(line for line in lines if line)
