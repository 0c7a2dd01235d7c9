"""The smallest task that needs a memory of its own: which letter did this word begin with?

A cell reads a text character by character, each as two numbers: the letter's place in the alphabet, from -1
(a) to 1 (z), and whether it is a gap between words. After each it answers with one number, the place of the
letter that the word began with. Two units are enough, so that every number of a cell fits on a screen. What
must be carried is a number and not a yes or no: it must pass every later letter unchanged.
"""

import re
import unicodedata
from typing import NamedTuple

import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MIDDLE = (len(LETTERS) - 1) / 2
INPUTS, UNITS = 2, 2
LONGEST_WORD = 12  # letters, in training
INSIDE = re.compile("(?<=[^\\W\\d_])['’](?=[^\\W\\d_])")  # between syllables: nǚ'ér is one word
UMLAUT = re.compile("(?<=[ln])u:", re.IGNORECASE)  # nu:3, where a keyboard has no ü
TONE = re.compile(  # the number behind a syllable of pinyin, as in cao3mei2
    "((?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouvüê]+(?:ng|n|r)?)[0-5](?![0-9])", re.IGNORECASE
)


class Reading(NamedTuple):
    """A text as the cells get it."""

    text: str
    x: np.ndarray  # (1, n, 2): place in the alphabet, 1 for a gap
    truth: np.ndarray  # (n,) the place of the word's first letter; 0 in a gap
    plain: str  # its characters as they are read: small, without accents and tones
    unknown: str  # its characters that are neither letters of the alphabet nor blanks; they count as gaps

    @property
    def gaps(self) -> np.ndarray:
        """(n,) True where there is no letter."""
        return self.x[0, :, 1] == 1


def composed(text: str) -> str:
    """A text with one character a letter, whatever keyboard it comes from: marks on their letters, and pinyin
    with its tones written over it or not at all: `cao3mei2` becomes `caomei`, `nu:3` becomes `nü`."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(one for one in text if not unicodedata.combining(one))  # that no letter can bear
    return INSIDE.sub("", TONE.sub(r"\1", UMLAUT.sub("ü", text)))


def read_text(text: str) -> Reading:
    """Any text; capitals and letters with accents, tones or dots count as the letters below those.

    Raises ValueError for an empty text.
    """
    if not text:
        raise ValueError("text must not be empty")
    plain = [unicodedata.normalize("NFD", character)[0].lower() for character in text]
    numbers = np.array([LETTERS.find(one) for one in plain])
    x = encode(numbers[None])
    strange = (
        one for one, base in zip(text, plain, strict=True) if base not in LETTERS and not one.isspace()
    )
    return Reading(text, x, truths(x)[0], "".join(plain), "".join(dict.fromkeys(strange)))


def encode(numbers: np.ndarray) -> np.ndarray:
    """Letters by their numbers from 0, gaps as -1: (B, n) -> (B, n, 2)."""
    gap = numbers < 0
    return np.stack([np.where(gap, 0, numbers / MIDDLE - 1), gap], axis=-1).astype(np.float32)


def decode(answers: np.ndarray) -> list[str]:
    """The letter that each answer (n,) is nearest to."""
    places = np.clip(np.rint((answers + 1) * MIDDLE), 0, len(LETTERS) - 1)
    return [LETTERS[int(place)] for place in places]


def truths(x: np.ndarray) -> np.ndarray:
    """What is right after each character: the place of the first letter of its word, 0 in a gap; (B, n)."""
    answers = np.zeros(x.shape[:2], np.float32)
    inside, first = np.zeros(len(x), bool), np.zeros(len(x), np.float32)
    for t in range(x.shape[1]):
        letter = x[:, t, 1] == 0
        first = np.where(letter, np.where(inside, first, x[:, t, 0]), 0)
        answers[:, t], inside = first, letter
    return answers


def batch(random: np.random.Generator, count: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Random words of 1 to 12 letters with a gap between them: x (B, n, 2), y (B, n)."""
    numbers = random.integers(len(LETTERS), size=(count, length))
    for row in numbers:
        end = int(random.integers(1, LONGEST_WORD + 1))
        while end < length:
            row[end] = -1
            end += 1 + int(random.integers(1, LONGEST_WORD + 1))
    x = encode(numbers)
    return x, truths(x)
