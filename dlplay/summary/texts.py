"""Texts with three sentences marked by one reader: `assets/data/summary.txt`, written for this project.

"== language kind lead part" begins a text; then a sentence a line, "* " before a marked one and "- "
before the others.  lead: "first" where the main point stands in the first sentence, else "not".  part:
"tune" for those that may decide a setting, "test" for those that only measure.  The marks were set before
anything was measured.
"""

from functools import cache
from typing import NamedTuple

from dlplay.assets import ASSETS, parsing, read_checked

FILE = ASSETS / "data" / "summary.txt"
REBUILD = "git checkout -- assets/data"
LANGUAGES = ("en", "zh")
KINDS = ("news", "story", "howto", "encyclopaedic")
LEADS = ("first", "not")
MARKS = {"* ": True, "- ": False}


class Marked(NamedTuple):
    """A text.  marked: the places of the three sentences that a reader picked."""

    language: str
    kind: str
    lead: str
    part: str
    sentences: tuple[str, ...]
    marked: tuple[int, ...]

    @property
    def text(self) -> str:
        return (" " if self.language == "en" else "").join(self.sentences)


@cache
def load() -> tuple[Marked, ...]:
    """All texts in the order of the file, read once.

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    data = read_checked(FILE, REBUILD)
    with parsing(FILE, REBUILD):
        return tuple(map(_marked, data.decode("utf-8").strip().split("\n\n")))


def example(language: str, kind: str, lead: str) -> Marked:
    """The first of its kind among those that decide no setting."""
    asked = (language, kind, lead, "test")
    return next(one for one in load() if one[:4] == asked)


def _marked(block: str) -> Marked:
    head, *lines = block.split("\n")
    _, language, kind, lead, part = head.split(" ")
    marks = [MARKS[line[:2]] for line in lines]
    places = tuple(place for place, mark in enumerate(marks) if mark)
    return Marked(language, kind, lead, part, tuple(line[2:] for line in lines), places)
