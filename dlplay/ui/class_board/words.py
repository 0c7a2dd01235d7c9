"""Texts from people in Markdown's places."""

import re

MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A text from a person as Markdown that shows it letter for letter."""
    return MARKS.sub(r"\\\1", text)
