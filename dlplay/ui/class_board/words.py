"""Texts from people in Markdown's places."""

import re

from dlplay.ui.verbatim import unlinked

MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A text from a person as Markdown that shows it letter for letter, and leads nowhere."""
    return MARKS.sub(r"\\\1", unlinked(text))
