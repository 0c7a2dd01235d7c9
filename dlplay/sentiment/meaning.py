"""Which words the network takes for alike: those whose learned vectors point the same way.

    cos(a, b) = a · b / (|a| |b|)

of two rows of E; only whole English words and single Chinese characters are compared, no parts of words.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.sentiment.network import Network
from dlplay.sentiment.pieces import is_han


class Alike(NamedTuple):
    """A word, and the cosine of the angle between its vector and that of the word that was asked for."""

    name: str
    cosine: float


def alike(network: Network, name: str, count: int) -> list[Alike]:
    """The nearest words, the nearest first; none for a word that the vocabulary does not have."""
    if name not in network.vocabulary:
        return []
    names, directions = _directions(network)
    own = network.weights.pieces[network.vocabulary[name]]
    cosines = directions @ (own / np.linalg.norm(own))
    order = np.argsort(-cosines)
    return [Alike(names[place], float(cosines[place])) for place in order if names[place] != name][:count]


@lru_cache(maxsize=4)
def _directions(network: Network) -> tuple[list[str], np.ndarray]:
    """All words, and their vectors at length 1, (n, D)."""
    names = [name for name in network.vocabulary if is_han(name) or (name.isascii() and name.isalpha())]
    vectors = network.weights.pieces[[network.vocabulary[name] for name in names]]
    return names, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
