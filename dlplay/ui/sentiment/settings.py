"""What a student sets on the page on sentences judged."""

import re
from dataclasses import dataclass

from dlplay.sentiment.examples import START
from dlplay.sentiment.sentences import LANGUAGES
from dlplay.sentiment.teaching import COUNT, QUESTIONS
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

VIEWS = ("judge", "learn", "inside")
WAYS = ("places", "integrated", "left_out")
LONGEST = 200  # characters: a sentence rather than a page, and a link that fits into a message


@dataclass(frozen=True)
class Labels:
    """Labels of the first of so many sentences in a language: "enpn-p", yes, no, passed over, yes."""

    most: int

    def read(self, text: str) -> str:
        if text and not re.fullmatch(rf"(?:{'|'.join(LANGUAGES)})[pn-]{{1,{self.most}}}", text):
            raise ValueError(f"{text[:32]!r} are no labels of at most {self.most} sentences")
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class SentimentSettings(Settings):
    view: str = setting("judge", Choice(VIEWS))
    text: str = setting(START["en"], Text(LONGEST))
    way: str = setting("places", Choice(WAYS))
    # learn: which question about which thirty sentences, their labels, and sentences of one's own
    about: str = setting("mood", Choice(tuple(QUESTIONS)))
    draw: int = setting(1, Number(1, 99))
    labels: str = setting("", Labels(COUNT))
    own: str = setting("", Text(1000))
    # inside: which token is looked at
    at: int = setting(4, Number(1, LONGEST))
