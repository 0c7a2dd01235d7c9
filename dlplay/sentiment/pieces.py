"""From a sentence to tokens, and from a token to pieces: what a network can look up.

A token is an English word in lower case, a Chinese character, a number, or a sign that says something (! ☺).
"isn't" is two, "is" and "n't" (as in the Penn Treebank), so that a negation is the same in all of them.
A token's pieces: itself, and its parts, which also stand for a word that was never seen: of a word its four
characters in a row ("<del", "deli", …, "ous>"), of a Chinese character the pairs with its neighbours.
Source of the parts: Bojanowski et al., "Enriching word vectors with subword information", 2017.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

HAN = "\u3400-\u9fff"
AUXILIARIES = "do|does|did|is|was|are|were|has|have|had|ca|wo|would|could|should|must|need"
TOKEN = re.compile(
    rf"(?:{AUXILIARIES})(?=n'?t\b)|n'?t\b|can(?=not\b)|'[a-z]+\b|[a-zà-ÿ]+?(?=n't\b)|[a-zà-ÿ]+|[{HAN}]|\d+"
    r"|[:;]-?[()]|[!?,;:]|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
SAME = str.maketrans("’‘！？，；：、（）", "''!?,;:,()")  # one character for one: places stay
LENGTH = 4  # of a word's parts
PARTS = 16  # of a token, at most
ABSENT = 0  # the number of a piece that was never seen


class Token(NamedTuple):
    """A token as it is looked up, and where it stands in the text: text[start:end]."""

    name: str
    start: int
    end: int


class Numbered(NamedTuple):
    """Tokens as numbers of pieces, `ABSENT` where one was never seen.

    own: int (T,). parts: int (T, PARTS), filled up with `ABSENT`.
    """

    own: np.ndarray
    parts: np.ndarray


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; what is none of them (full stops, quotes) is passed over."""
    plain = "".join(one if len(one) == 1 else "?" for one in map(str.lower, text)).translate(SAME)
    return [Token(_whole(found[0]), found.start(), found.end()) for found in TOKEN.finditer(plain)]


def _whole(name: str) -> str:
    return "n't" if name == "nt" else name


def parts(names: Sequence[str], place: int) -> list[str]:
    """The parts of one token among its neighbours, at most `PARTS`; "#" tells a word's part from a word."""
    name = names[place]
    if is_han(name):
        before = names[place - 1] if place else "<"
        after = names[place + 1] if place + 1 < len(names) else ">"
        return [before + name, name + after]
    marked = f"<{name}>"
    cuts = (marked[start : start + LENGTH] for start in range(len(marked) - LENGTH + 1))
    return [f"#{cut}" for cut in cuts][:PARTS]


def is_han(name: str) -> bool:
    """Whether a token is a Chinese character."""
    return len(name) == 1 and "\u3400" <= name <= "\u9fff"


def numbered(names: Sequence[str], vocabulary: Mapping[str, int]) -> Numbered:
    """Each token's pieces by their numbers in the vocabulary."""
    own = np.array([vocabulary.get(name, ABSENT) for name in names], np.int64)
    table = np.full((len(names), PARTS), ABSENT)
    for place in range(len(names)):
        known = [vocabulary[part] for part in parts(names, place) if part in vocabulary]
        table[place, : len(known)] = known
    return Numbered(own, table)


def collect(sentences: Sequence[str], least: int) -> dict[str, int]:
    """A vocabulary of the pieces that stand in at least so many of the sentences, numbered from 1."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        names = [token.name for token in tokens(sentence)]
        for piece in set(names).union(*(parts(names, place) for place in range(len(names)))):
            counts[piece] = counts.get(piece, 0) + 1
    kept = sorted(piece for piece, count in counts.items() if count >= least)
    return {piece: number for number, piece in enumerate(kept, start=1)}
