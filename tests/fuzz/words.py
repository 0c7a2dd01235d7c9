"""What people type: prompts, sentences, numbers, points of their own; read by the numpy models."""

from functools import cache

import numpy as np
from hypothesis import strategies as st

from dlplay.classroom import packing
from dlplay.playground import own
from dlplay.recurrent.words import read_text
from dlplay.sentiment import network, shares, tricks
from dlplay.summary import NotSummarizable, summarize
from dlplay.summary.asking import LONGEST as LONGEST_SUMMARY
from dlplay.text import CharLSTM
from dlplay.text.words import known_words
from dlplay.text.writing import character_entropy, surprise
from dlplay.translation import LANGUAGES, NotTranslatable, interpret, meaning
from dlplay.ui.memory.settings import LONGEST_WORD
from dlplay.ui.sentiment import current
from dlplay.ui.sentiment.settings import LONGEST
from dlplay.ui.settings import Text, kind_of
from dlplay.ui.shakespeare.settings import ShakespeareSettings
from dlplay.ui.verbatim import one_line, verbatim
from tests.fuzz.target import Target
from tests.fuzz.values import PLAIN, TEXTS

MIXED = st.text("ab Zé 中文很好不但是，。！？!?…”“\"'()\n\t😀ش123０.-_’n't", max_size=200)
WRITTEN = st.one_of(TEXTS, MIXED)
REPEATED = st.builds(
    lambda text, times: text * times, st.text(PLAIN, max_size=20), st.sampled_from([1, 30, 1000])
)
LONG = st.one_of(WRITTEN, REPEATED)
SPOKEN = st.text(
    "0123456789 零一二三四五六七八九十百千万亿兆年月日两,.-/年third of may hundredthousand and", max_size=60
)


@cache
def _writer() -> CharLSTM:
    return CharLSTM.load("small")


def _prompt(text: str) -> None:
    (longest,) = (kind_of(one).longest for one in fields_of(ShakespeareSettings) if one.name == "prompt")
    model, text = _writer(), text[:longest]
    known = "".join(one for one in text if one in model.vocabulary.characters)
    model.generate(known, 20, 0.8, 1)
    if len(known) >= 2:
        surprise(model, known)
        character_entropy(known)
    known_words(text, frozenset({"to", "be"}))


def fields_of(cls: type) -> list:
    """Fields of a settings class whose kind is a text."""
    return [one for one in cls.__dataclass_fields__.values() if isinstance(kind_of(one), Text)]


def _sentence(text: str) -> None:
    text = text[:LONGEST]
    found = current.read(text)
    shares.left_out(network.load(), found.names)
    shares.integrated(network.load(), found.trace.vectors)
    for trick in tricks.TRICKS.values():
        for place in range(len(found.tokens)):
            trick(text, found.tokens, place)
    for language in ("en", "zh"):
        tricks.swap(text, language)


def _translated(case: tuple[str, str, str]) -> None:
    text, source, target = case
    meaning(text)
    interpret(text, source, target, width=2)


def _shown(text: str) -> None:
    assert "\n" not in one_line(text)
    verbatim(text)


def _placed(text: str) -> None:
    x, labels, classes = own.placed(text)
    if len(x):
        again = own.placed(own.pack(x, labels, classes))
        np.testing.assert_allclose(again[0], x)
    own.unpack(text)


def _unpacked(text: str) -> None:
    packing.unpack(text).encode()


def targets() -> list[Target]:
    spoken = st.tuples(st.one_of(WRITTEN, SPOKEN), *[st.sampled_from([*LANGUAGES, "fr"])] * 2)
    points = st.one_of(TEXTS, st.text(own.DIGITS + "2345r", max_size=61), st.text(own.DIGITS, max_size=5000))
    packed = st.one_of(TEXTS, LONG.map(packing.pack), st.text("ABCDEFGHabcdefgh0123456789-_", max_size=400))
    return [
        Target("prompt", LONG, _prompt, count=2000),
        Target("sentence", LONG, _sentence, (ValueError,), 1500, short=8),
        Target("translation", spoken, _translated, (NotTranslatable,), 3000, short=8),
        Target(
            "summary",
            LONG.map(lambda text: text[: LONGEST_SUMMARY + 1]),
            lambda text: summarize(text, 3),
            (NotSummarizable,),
            1500,
            short=8,
        ),
        Target("word of memory", WRITTEN, lambda text: read_text(text[:LONGEST_WORD]), (ValueError,), 2000),
        Target("text shown as text", LONG, _shown, count=5000),
        Target("own points", points, _placed, (ValueError,), 5000),
        Target("packed lesson", packed, _unpacked, (ValueError,), 5000),
    ]
