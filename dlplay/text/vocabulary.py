"""The characters a model knows, and the numbers it knows them by."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

# a character that every text model knows and that shows where something was replaced
REPLACEMENT = "?"
# what has an obvious spelling in the vocabularies of old plays and poems is spelt so
SPELLINGS = {
    "\r\n": "\n",
    "\r": "\n",
    "\t": " ",
    "\u00a0": " ",
    "\u2018": "'",
    "\u2019": "'",
    '"': "'",
    "\u201c": "'",
    "\u201d": "'",
    "\u2013": "--",
    "\u2014": "--",
    "\u2026": "...",
    # and in those of poems, whose couplets have two marks
    ",": "，",
    ".": "。",
    "？": "。",
    "！": "。",
    "；": "。",
}


@lru_cache(maxsize=16)  # a page asks again and again for the same long text
def distinct_characters(text: str) -> str:
    """The different characters of a text in code point order."""
    return "".join(sorted(set(text)))


class Fitting(NamedTuple):
    """A text made to fit a vocabulary, and how much had to change."""

    text: str
    replaced: int  # characters that became REPLACEMENT
    missing: str  # the different characters that did, in the order of their first appearance
    spelt: int  # characters that were spelt otherwise, as a tab by a space


class Vocabulary:
    """Characters in a fixed order; a character's number is its place in that order."""

    def __init__(self, characters: str):
        if len(set(characters)) != len(characters) or not characters:
            raise ValueError(f"characters must be distinct and not empty, got {characters!r}")
        self.characters = characters
        self._number = {character: number for number, character in enumerate(characters)}

    @classmethod
    def of(cls, text: str) -> "Vocabulary":
        """The distinct characters of `text` in code point order."""
        return cls(distinct_characters(text))

    def __len__(self) -> int:
        return len(self.characters)

    def encode(self, text: str) -> np.ndarray:
        """text -> (len(text),) int32. Raises ValueError for a character outside the vocabulary."""
        try:
            return np.array([self._number[character] for character in text], dtype=np.int32)
        except KeyError as missing:
            raise ValueError(f"text holds {missing.args[0]!r}, which the vocabulary lacks") from None

    def decode(self, numbers: Iterable[int]) -> str:
        """(n,) integers -> text of n characters."""
        return "".join(self.characters[number] for number in numbers)

    def fit(self, text: str) -> Fitting:
        """Makes any text readable for the model: first `SPELLINGS`, then `REPLACEMENT` for the rest."""
        spelt = 0
        for written, spelling in SPELLINGS.items():
            if written not in self._number and written in text and all(c in self._number for c in spelling):
                spelt += text.count(written)
                text = text.replace(written, spelling)
        missing = "".join(dict.fromkeys(character for character in text if character not in self._number))
        replaced = sum(text.count(character) for character in missing)
        return Fitting(text.translate({ord(c): REPLACEMENT for c in missing}), replaced, missing, spelt)
