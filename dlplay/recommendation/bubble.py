"""Recommend, rate, learn again: what people get to see, with more or less of it drawn by chance.

A platform of its own with many things. In the beginning people have rated a few, rather what is popular.
In each round everybody is shown one thing not seen yet: what the factorisation predicts to be liked most or,
for a share ε of all, one by chance; rates it, and the factorisation learns from all ratings again. The same
chance rules at every ε, so that ε alone makes the difference.
"""

from typing import NamedTuple

import numpy as np

from dlplay.recommendation import ridge
from dlplay.recommendation.generated import Made, Society, make

PEOPLE, THINGS = 60, 48
BEGUN = 4  # ratings of a person in the beginning, on average
ROUNDS = 12
SHARES = np.round(np.linspace(0, 1, 11), 10)  # ε
FACTORS, L2, STEPS = 2, 1.0, 2  # of the factorisation, and its rounds after each round of ratings
TOP = 0.25  # of the things are called popular: those that have most ratings in the beginning
APPEAL = 0.5  # standard deviation in stars


class Bubble(NamedTuple):
    """What was shown at each ε of `SHARES`."""

    made: Made  # the ratings of the beginning, and what is hidden
    shown: np.ndarray  # (shares, rounds, people) things
    predicted: np.ndarray  # (shares, people, things) in the end


def simulate(seed: int, factors: int = FACTORS) -> Bubble:
    """All rounds at every ε."""
    rng = np.random.default_rng(seed)
    places, appeal = rng.normal(size=(THINGS, 2)), rng.normal(0, APPEAL, THINGS)
    made = make(Society(PEOPLE, BEGUN / THINGS, popular=True, seed=seed), places, appeal)
    values = np.broadcast_to(made.values, (len(SHARES), PEOPLE, THINGS)).copy()
    c = np.zeros((len(SHARES), THINGS))
    points = np.broadcast_to(ridge.first_points(THINGS, factors, seed), (len(SHARES), THINGS, factors))
    shown = np.empty((len(SHARES), ROUNDS, PEOPLE), int)
    for turn in range(ROUNDS + 1):
        mean, b, c, tastes, points = ridge.alternate(values, c, points, L2, STEPS)
        predicted = mean[:, None, None] + b[..., None] + c[:, None] + tastes @ np.swapaxes(points, -2, -1)
        if turn == ROUNDS:
            break
        by_chance = rng.random(PEOPLE) < SHARES[:, None]
        score = np.where(by_chance[..., None], rng.random((PEOPLE, THINGS)), predicted)
        shown[:, turn] = np.where(np.isnan(values), score, -np.inf).argmax(axis=-1)
        _rate(values, made.whole, shown[:, turn])
    return Bubble(made, shown, predicted)


def _rate(values: np.ndarray, whole: np.ndarray, shown: np.ndarray) -> None:
    """Everybody rates what was shown (shares, people)."""
    people = np.arange(values.shape[1])
    for one, things in zip(values, shown, strict=True):
        one[people, things] = whole[people, things]
