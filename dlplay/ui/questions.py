"""The questions of "Try this" and their answers, as the catalogue's `<page>_try.md` has them."""

import re
from typing import NamedTuple

from dlplay import locale

ANSWER = re.compile(r"^   > (.*)$", re.MULTILINE)  # below its question
VIEW = re.compile(r"^## (\w+)\n", re.MULTILINE)  # above the questions of one view
NUMBER = re.compile(r"^\d+\. ", re.MULTILINE)  # begins a question


class Question(NamedTuple):
    """A prediction to make before a control is moved; both parts are Markdown."""

    asked: str
    answer: str


def asked(name: str, view: str, spoken: str) -> str:
    """The Markdown text for page `name`; of one with a heading for each view, those of `view`."""
    text = locale.long_text(f"{name}_try", spoken)
    _, *parts = VIEW.split(text)
    of_views = dict(zip(parts[::2], parts[1::2], strict=True))
    own = of_views.get(view, "") if view and of_views else text
    return own.format(**locale.answers(name, spoken))


def each(text: str) -> list[Question]:
    """The questions of such a text, one by one."""
    parts = [ANSWER.split(one, maxsplit=1) for one in NUMBER.split(text)[1:]]
    return [Question(one[0].strip(), one[1].strip() if len(one) > 1 else "") for one in parts]
