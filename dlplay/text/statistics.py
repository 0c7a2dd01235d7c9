"""What a text is made of, what guessing its characters costs, and how much of a sample is the text's own.

Notation: a, b characters, V distinct ones, n(b) and n(ab) how often one or a pair occurs in the training text
of N characters; ln throughout: the unit is the nat.

The guesses, and the texts that they write, are the first approximations to English of C. E. Shannon, "A
mathematical theory of communication", 1948, section 3.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.text.vocabulary import distinct_characters

# Scripts that are written without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer.
UNSPACED = "\u3005\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
LETTER = rf"[^\W\d_{UNSPACED}]"
WORD = re.compile(rf"[{UNSPACED}]+|{LETTER}+(?:['’-]{LETTER}+)*")
UNSPACED_START = re.compile(f"[{UNSPACED}]")
PRIOR = 5.0  # times that the letters' own frequencies count beside those after the letter before


class Statistics(NamedTuple):
    """What a text is made of."""

    characters: int
    distinct: int
    frequent: list[tuple[str, float]]  # the most frequent characters and their shares, the first ones first


class Baselines(NamedTuple):
    """What it costs to guess the held-out characters without a network: mean -ln p, nats a character."""

    uniform: float  # every character alike: ln V
    frequencies: float  # by the letters' frequencies: p(b) = (n(b) + 1) / (N + V)
    pairs: float  # by the letter before: p(b | a) = (n(ab) + k p(b)) / (n(a) + k), k = PRIOR


def statistics(text: str, most: int = 10) -> Statistics:
    """Counts the characters of a text.

    Raises:
        ValueError: for an empty text.
    """
    values, counts = np.unique(_code_points(text), return_counts=True)
    if not len(values):
        raise ValueError("text must not be empty, got ''")
    order = np.argsort(-counts, kind="stable")[:most]
    shares = counts[order] / len(text)
    frequent = [(chr(values[one]), float(share)) for one, share in zip(order, shares, strict=True)]
    return Statistics(len(text), len(values), frequent)


def baselines(text: str, border: int, end: int, known: int) -> Baselines:
    """Counts in text[:border], guesses in text[border:end]: the numbers to which a held-out loss compares.

    The first held-out character is guessed from the one before it.

    Args:
        known: characters to choose from, as many as the network knows: those of the text, and perhaps others.

    Raises:
        ValueError: if either part is empty.
    """
    if not 0 < border < end <= len(text):
        raise ValueError(f"border and end must be from 1 to {len(text)} and grow, got {border} and {end}")
    values, places = np.unique(_code_points(text), return_inverse=True)
    size = len(values)
    alone = (np.bincount(places[:border], minlength=size) + 1) / (border + known)
    learned = places[: border - 1] * size + places[1:border]
    pairs, together = np.unique(
        np.append(learned, size * size), return_counts=True
    )  # the last one never asked
    before, after = places[border - 1 : end - 1], places[border:end]
    asked = before * size + after
    at = np.searchsorted(pairs, asked)
    found = np.where(pairs[at] == asked, together[at], 0)
    starts = np.bincount(places[: border - 1], minlength=size)
    guessed = (found + PRIOR * alone[after]) / (starts[before] + PRIOR)
    return Baselines(float(np.log(known)), _cost(alone[after]), _cost(guessed))


@lru_cache(maxsize=60)  # a page asks for the three of a text at every move
def guess_text(text: str, order: int, length: int, seed: int) -> str:
    """What a guess writes: Shannon's approximation of order 0 (uniform), 1 (frequencies) or 2 (pairs).

    Order 2 does as Shannon did with a book: look for the last letter at a random place, and take the letter
    that follows it there.

    Raises:
        ValueError: for an empty text, and for another order.
    """
    if order not in (0, 1, 2):
        raise ValueError(f"order must be 0, 1 or 2, got {order}")
    if not text:
        raise ValueError("text must not be empty, got ''")
    random = np.random.default_rng(seed)
    if order < 2:
        source = text if order else distinct_characters(text)
        return "".join(source[place] for place in random.integers(len(source), size=length))
    places = np.unique(_code_points(text), return_inverse=True)[1]
    by_letter = np.argsort(places[:-1], kind="stable")
    begin = np.searchsorted(places[:-1][by_letter], np.arange(places.max() + 2))
    at, written = int(random.integers(len(text))), []
    for draw in random.random(length).tolist():
        low, high = begin[places[at]], begin[places[at] + 1]
        # a letter that only ends the text is followed by any other
        at = int(by_letter[low + int(draw * (high - low))] + 1) if high > low else int(draw * len(text))
        written.append(text[at])
    return "".join(written)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, as [start, end).

    A word is a run of letters, with apostrophes and hyphens inside it. Where a script has no blanks between
    words, as in Chinese, every two neighbouring characters count as one, since most words there have two.
    """
    spans = []
    for found in WORD.finditer(text):
        start, end = found.span()
        if UNSPACED_START.match(found[0]) and end - start > 2:
            spans += [(place, place + 2) for place in range(start, end - 1)]
        else:
            spans.append((start, end))
    return spans


def words(text: str) -> frozenset[str]:
    """The different words of a text, without regard to capitals."""
    return frozenset(text[start:end].casefold() for start, end in word_spans(text))


class KnownWords(NamedTuple):
    """Which words of a sample occur in a text."""

    share: float  # of its words; 0 where it has none
    spans: list[tuple[int, int]]  # [start, end) of those that occur


def known_words(sample: str, known: Collection[str]) -> KnownWords:
    """Compares a sample's words with those of the text, `words(text)`.

    A word that touches the end of the sample is left out: it may not be finished.
    """
    spans = word_spans(sample)
    if spans and spans[-1][1] == len(sample) and not UNSPACED_START.match(sample[-1]):
        spans.pop()
    found = [(start, end) for start, end in spans if sample[start:end].casefold() in known]
    return KnownWords(len(found) / len(spans) if spans else 0.0, found)


def _code_points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _cost(probabilities: np.ndarray) -> float:
    return float(-np.log(probabilities).mean())
