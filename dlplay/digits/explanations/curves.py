"""Deletion and insertion: does the network miss what a map calls important?

The pixels with ink are put in order, the most important first. *Deletion* takes them away one after the
other, *insertion* puts them onto blank paper one after the other, and the network reads each picture. A good
order lets the probability of the digit fall early (a small area below the curve), and rise early (a large
one). Only ink takes part, also in the random orders: else any map that finds the ink would beat them.

Source: Petsiuk, Das and Saenko, "RISE: Randomized input sampling for explanation of black-box models", 2018.
Left out: blurring instead of taking away.
"""

from typing import NamedTuple

import numpy as np

from dlplay.digits.explanations.methods import AT_ONCE
from dlplay.digits.network import Network

SHARES = np.linspace(0, 1, 21)  # of the ink's pixels, taken away or put in
SEEDS = 10  # random orders


class Curves(NamedTuple):
    """The digit's probability at each of `SHARES`: (..., 21) each."""

    deletion: np.ndarray
    insertion: np.ndarray

    @property
    def areas(self) -> "Curves":
        """The area below each, by trapezoids: the mean height, from 0 to 1."""
        parts = np.diff(SHARES)
        return Curves(*((one[..., 1:] + one[..., :-1]) @ parts / 2 for one in self))

    @property
    def gain(self) -> np.ndarray:
        """Insertion's area less deletion's: above 0 the order finds what the network reads."""
        return self.areas.insertion - self.areas.deletion


def follow(network: Network, picture: np.ndarray, label: int, orders: np.ndarray) -> Curves:
    """What the network says on the way.

    Args:
        picture: float32 (28, 28).
        orders: (..., n) places in `picture.ravel()` of the n pixels with ink, the most important first.
    """
    ink, n = picture.ravel(), orders.shape[-1]
    ranks = np.zeros((*orders.shape[:-1], ink.size), int)
    np.put_along_axis(ranks, orders, np.arange(n), axis=-1)
    first = ranks[..., None, :] < np.rint(SHARES * n)[:, None]  # (..., 21, 784)
    ways = np.stack([ink * ~first, ink * first]).reshape(-1, *picture.shape).astype(np.float32)
    read = [network(ways[at : at + AT_ONCE]).probabilities[:, label] for at in range(0, len(ways), AT_ONCE)]
    deletion, insertion = np.concatenate(read).astype(np.float64).reshape(2, *orders.shape[:-1], len(SHARES))
    return Curves(deletion, insertion)


def order(picture: np.ndarray, map: np.ndarray) -> np.ndarray:
    """The places of the ink, (n,), the highest of the map first; which of equals comes first is chance."""
    inked = shuffled(picture, 0)
    return inked[np.argsort(-map.ravel()[inked], kind="stable")]


def shuffled(picture: np.ndarray, seed: int) -> np.ndarray:
    """The places of the ink, (n,), in a random order."""
    return np.random.default_rng(seed).permutation(np.flatnonzero(picture))


def by_chance(network: Network, picture: np.ndarray, label: int) -> Curves:
    """Those of `SEEDS` random orders, (10, 21) each."""
    orders = np.stack([shuffled(picture, seed) for seed in range(1, SEEDS + 1)])
    return follow(network, picture, label, orders)
