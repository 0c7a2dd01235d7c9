"""Three ready lessons of ninety minutes: what comes when, what to say, where to click, what to ask.

A file of `lessons/paths/` is TOML:

    id = "foundations"
    title.en = "…"          # every text in English and Chinese
    about.en = "…"

    [[part]]                # their minutes add up to ninety
    minutes = 10
    title.en = "…"
    say.en = "…"            # what a teacher may say
    page = "neuron"         # left out: nothing is opened
    settings = "view=gates" # as in that page's address
    ask = ["neuron:2"]      # questions of "Try this": page:number, or page:view:number

The questions and their answers are those that stand on the pages themselves, so that they are written once;
the numbers in the answers are computed by `dlplay.answers`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from dlplay import locale
from dlplay.classroom.lesson import Words

FOLDER = Path(__file__).parents[2] / "lessons/paths"
NAMES = ("foundations", "vision", "language")
MINUTES = 90
VIEW = re.compile(r"^## (\w+)\n", re.MULTILINE)
QUESTION = re.compile(r"^\d+\. (.+)\n   > (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """What is asked, and its answer, as Markdown in one language."""

    text: str
    answer: str


@dataclass(frozen=True)
class Part:
    """Some minutes of a path: with a page's experiment, or without."""

    minutes: int
    title: Words
    say: Words
    page: str = ""
    settings: str = ""
    ask: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The settings as query parameters."""
        return dict(parse_qsl(self.settings, keep_blank_values=True))

    def questions(self, language: str) -> tuple[Question, ...]:
        return tuple(question(one, language) for one in self.ask)


@dataclass(frozen=True)
class Lessons:
    """A path: ninety minutes in parts."""

    id: str
    title: Words
    about: Words
    parts: tuple[Part, ...]

    @property
    def starts(self) -> tuple[int, ...]:
        """The minute at which each part begins."""
        return tuple(sum(part.minutes for part in self.parts[:place]) for place in range(len(self.parts)))


@cache
def path(name: str) -> Lessons:
    """The path of this name, of `NAMES`; a test holds pages, settings, questions and minutes to be right."""
    held = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    parts = tuple(_part(**part) for part in held["part"])
    return Lessons(held["id"], Words(held["title"]), Words(held["about"]), parts)


def _part(minutes: int, title: dict[str, str], say: dict[str, str], **more: Any) -> Part:
    return Part(minutes, Words(title), Words(say), **more | {"ask": tuple(more.get("ask", ()))})


def question(name: str, language: str) -> Question:
    """A question of a page's "Try this", by `page:number` or `page:view:number`, in a language.

    Raises:
        KeyError: where the page has no such view; IndexError: where it has no such question.
    """
    page, *view, number = name.split(":")
    text, *views = VIEW.split(locale.long_text(f"{page}_try", language))
    asked = dict(zip(views[::2], views[1::2], strict=True))[view[0]] if view else text
    found = QUESTION.findall(asked)[int(number) - 1]
    return Question(*(one.format(**locale.answers(page, language)) for one in found))
