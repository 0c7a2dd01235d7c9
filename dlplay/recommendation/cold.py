"""Cold start: someone comes whom nobody knows, and says a rating, and another one.

What the class has taught about the things is held; of the newcomer only bias and point are found, by `ridge`.
"""

from typing import NamedTuple

import numpy as np

from dlplay.recommendation.baselines import thing_means
from dlplay.recommendation.factors import Model
from dlplay.recommendation.ratings import root_mean_square
from dlplay.recommendation.ridge import fold_in

ASKED = 3  # ratings of each newcomer that are predicted, and never told


class Cold(NamedTuple):
    """Errors in stars after 0, 1, ... ratings of newcomers."""

    factors: np.ndarray  # (most + 1,) of the factorisation
    biases: np.ndarray  # (most + 1,) of a bias for the newcomer, without a taste
    things: float  # of the mean of each thing, which does not change with the newcomer
    people: int  # newcomers


class Path(NamedTuple):
    """One newcomer after 0, 1, ... ratings."""

    order: np.ndarray  # (most,) things in the order in which they are rated
    bias: np.ndarray  # (most + 1,)
    points: np.ndarray  # (most + 1, k)
    predicted: np.ndarray  # (most + 1, things)


def cold_start(
    model: Model, l2: float, values: np.ndarray, newcomers: np.ndarray, most: int, seed: int
) -> Cold:
    """How far predictions for newcomers are off.

    Each has told `most` ratings in the end, in an order by chance; `ASKED` others are predicted. Those who
    have rated less are left out, so that all numbers are about the same people and the same ratings.

    Args:
        model: learned from `values` (people, things), which holds no newcomer.
        newcomers: (newcomers, things), NaN where there is no rating.
    """
    rng = np.random.default_rng(seed)
    without = Model(model.mean, model.b, model.c, model.P[:, :0], model.Q[:, :0])
    means = thing_means(values)
    by_taste, by_bias, by_thing = [], [], []
    for row in newcomers:
        rated = rng.permutation(np.flatnonzero(~np.isnan(row)))
        if len(rated) < most + ASKED:
            continue
        asked, told = rated[:ASKED], rated[ASKED : ASKED + most]
        by_taste.append(path(model, l2, row, told).predicted[:, asked] - row[asked])
        by_bias.append(path(without, l2, row, told).predicted[:, asked] - row[asked])
        by_thing.append(means[asked] - row[asked])
    return Cold(
        _by_count(by_taste, most),
        _by_count(by_bias, most),
        root_mean_square(np.array(by_thing)),
        len(by_thing),
    )


def _by_count(errors: list[np.ndarray], most: int) -> np.ndarray:
    """(most + 1,) from each newcomer's (most + 1, ASKED)."""
    counts = np.reshape(errors, (-1, most + 1, ASKED)).swapaxes(0, 1)
    return np.array([root_mean_square(one) for one in counts])


def path(model: Model, l2: float, row: np.ndarray, told: np.ndarray) -> Path:
    """A newcomer with ratings `row` (things,), of which those of the things `told` become known in turn."""
    known = np.full((len(told) + 1, len(row)), np.nan)
    for count, thing in enumerate(told, start=1):
        known[count:, thing] = row[thing]
    found = fold_in(known, model.mean + model.c, model.Q, l2)
    bias, points = found[:, 0], found[:, 1:]
    return Path(told, bias, points, model.mean + bias[:, None] + model.c + points @ model.Q.T)
