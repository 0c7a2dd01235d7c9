"""How near two sentences are: Jaccard similarity of their character n-grams.

    J(A, B) = |A ∩ B| / |A ∪ B|,  A and B the sets of n characters in a row, n = 3, in Chinese 2

A test sentence with a near-duplicate among the training sentences is not held out: it leaks.
Source: Broder, "On the resemblance and containment of documents", 1997.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

LATIN, HAN = 3, 2  # n


class Nearest(NamedTuple):
    """The sentence that is most alike: its place among those asked, or -1 for none, and J in [0, 1]."""

    place: int
    similarity: float


@lru_cache(maxsize=20_000)
def grams(text: str) -> frozenset[str]:
    """All n characters in a row, lower-cased, everything between words as one space."""
    return frozenset(in_order(text))


def in_order(text: str) -> list[str]:
    """The same in the order of the text, where one can come twice."""
    plain = re.sub(r"[\W_]+", " ", text.lower()).strip()
    size = LATIN if plain.isascii() else HAN
    return [plain[start : start + size] for start in range(max(len(plain) - size + 1, 1))]


def similarity(one: str, other: str) -> float:
    """J of two texts."""
    return _jaccard(grams(one), grams(other))


def nearest(text: str, others: Sequence[str]) -> Nearest:
    """Which of the others is most like the text, the first of equals."""
    mine, best = grams(text), Nearest(-1, 0.0)
    for place, other in enumerate(others):
        found = _jaccard(mine, grams(other))
        if found > best.similarity:
            best = Nearest(place, found)
    return best


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)
