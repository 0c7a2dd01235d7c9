"""What a text is made of, and what guessing its characters costs.

Notation: a, b characters, V distinct ones, n(b) and n(ab) how often one or a pair occurs in the training text
of N characters; ln throughout: the unit is the nat.

The guesses, and the texts that they write, are the first approximations to English of C. E. Shannon, "A
mathematical theory of communication", 1948, section 3.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.text.vocabulary import distinct_characters

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


def _code_points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _cost(probabilities: np.ndarray) -> float:
    return float(-np.log(probabilities).mean())
