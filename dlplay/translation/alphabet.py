"""Texts as numbers: one for each character, and a few that stand for no character.

A translation begins with the sign of its language, the only thing that tells the network which is wanted, and
ends with `END`; shorter texts of a batch are filled up with `PADDING`.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from dlplay.text.vocabulary import Vocabulary
from dlplay.translation import english
from dlplay.translation.languages import LANGUAGES

PADDING, END = 0, 1
STARTS = {language: number for number, language in enumerate(LANGUAGES, END + 1)}
FIRST = END + 1 + len(STARTS)  # that stands for a character
_VOCABULARY = Vocabulary.of(
    "".join(language.characters for language in LANGUAGES.values()) + english.CAPITALS
)
CHARACTERS = _VOCABULARY.characters
SIZE = FIRST + len(CHARACTERS)


def encode(text: str) -> np.ndarray:
    """text -> (len(text),) int32. Raises ValueError for a character that no language has."""
    return _VOCABULARY.encode(text) + np.int32(FIRST)


def decode(tokens: Iterable[int]) -> str:
    """The text of tokens, up to the first that stands for no character."""
    characters = []
    for token in tokens:
        if token < FIRST:
            break
        characters.append(CHARACTERS[token - FIRST])
    return "".join(characters)


def batch(texts: Sequence[np.ndarray], length: int) -> np.ndarray:
    """Tokens of several texts, filled up: (n, length) int32."""
    filled = np.full((len(texts), length), PADDING, np.int32)
    for row, text in zip(filled, texts, strict=True):
        row[: len(text)] = text
    return filled
