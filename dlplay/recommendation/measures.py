"""What a simulation showed people, in numbers: a value at each ε."""

from typing import NamedTuple

import numpy as np

from dlplay.recommendation.bubble import TOP, Bubble
from dlplay.recommendation.ratings import root_mean_square


class Measures(NamedTuple):
    """Each (shares,)."""

    liked: np.ndarray  # mean rating of what was shown, in stars
    other_side: np.ndarray  # share of what was shown that lies against a person's taste, t · s < 0
    covered: np.ndarray  # share of the things that were shown to anybody
    popular: np.ndarray  # share of what was shown that the most rated things of the beginning have
    error: np.ndarray  # of the last predictions on everything, in stars


def measure(bubble: Bubble) -> Measures:
    made = bubble.made
    people = np.arange(len(made.whole))
    counts = shown_counts(bubble)
    fits = made.tastes @ made.places.T
    top = most_rated(made.values)
    return Measures(
        made.whole[people, bubble.shown].mean(axis=(1, 2)),
        (fits[people, bubble.shown] < 0).mean(axis=(1, 2)),
        (counts > 0).mean(axis=1),
        counts[:, top].sum(axis=1) / counts.sum(axis=1),
        np.array([root_mean_square(one - made.whole) for one in bubble.predicted]),
    )


def shown_counts(bubble: Bubble) -> np.ndarray:
    """How often each thing was shown to anybody, (shares, things)."""
    things = bubble.made.whole.shape[1]
    return np.array([np.bincount(one.ravel(), minlength=things) for one in bubble.shown])


def most_rated(values: np.ndarray) -> np.ndarray:
    """The popular things: a share `TOP` of all, those with most ratings first."""
    counts = (~np.isnan(values)).sum(axis=0)
    return np.argsort(-counts, kind="stable")[: round(TOP * len(counts))]
