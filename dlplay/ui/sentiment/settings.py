"""What a student sets on the page on sentences judged."""

import re
from dataclasses import dataclass

from dlplay.sentiment.examples import START
from dlplay.sentiment.sentences import LANGUAGES
from dlplay.sentiment.teaching import COUNT, QUESTIONS
from dlplay.sentiment.tricks import TRICKS
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

VIEWS = ("judge", "turn", "learn", "leak", "inside")
TRIED = (*TRICKS, "swap", "irony")
HELD_OUT = 208  # sentences in each language
WAYS = ("places", "integrated", "left_out")
LONGEST = 160  # characters: a sentence, and what leaves each of its tokens out takes a tenth of a second


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
    # turn: which experiment, and which of the sentences that it makes is looked at
    trick: str = setting("negate", Choice(TRIED))
    turned: int = setting(4, Number(1, LONGEST))
    # learn: which question about which thirty sentences, their labels, and sentences of one's own
    about: str = setting("mood", Choice(tuple(QUESTIONS)))
    draw: int = setting(1, Number(1, 99))
    labels: str = setting("", Labels(COUNT))
    own: str = setting("", Text(1000))
    # leak: percent of the test sentences that leak, and which one of them is compared
    leaked: int = setting(50, Number(0, 90, 10))
    asked: int = setting(1, Number(1, HELD_OUT))
    # inside: which token is looked at
    at: int = setting(4, Number(1, LONGEST))
