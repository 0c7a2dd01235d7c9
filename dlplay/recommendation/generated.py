"""A class that never was: twelve foods, people with two hidden tastes, and what they would say.

    r_ui = round(M + g_u + a_i + S t_u · s_i + noise), cut to 1 ... 5
t_u are the tastes of a person, s_i where a thing stands in them (its places are made up here, not measured),
a_i how much everybody likes it, g_u how generous a person is. Rated is by chance, or rather what is popular.
"""

from dataclasses import dataclass

import numpy as np

from dlplay.recommendation.ratings import HIGHEST, LOWEST

MIDDLE, STRENGTH = 3.2, 1.8  # M, S
SPREAD = 0.5  # standard deviation of the tastes
GENEROUS, NOISE = 0.4, 0.4  # standard deviations in stars
STEEP = 1.2  # how much likelier a thing is rated for each star that everybody likes it more
# name -> its place between sweet (-) and hot (+), between mild (-) and strong in smell (+); what all like
THINGS = {
    "ice_cream": (-1.1, -0.5, 0.6),
    "chocolate": (-1.2, 0.1, 0.4),
    "watermelon": (-0.8, -0.9, 0.5),
    "durian": (-0.8, 1.3, -0.6),
    "coffee": (-0.2, 0.9, -0.1),
    "dumplings": (0.3, -0.8, 0.4),
    "pizza": (0.1, -0.3, 0.6),
    "fried_chicken": (0.5, -0.9, 0.4),
    "coriander": (0.3, 0.9, -0.5),
    "spicy_noodles": (1.3, -0.3, 0.0),
    "hot_pot": (1.2, 0.2, 0.3),
    "stinky_tofu": (0.8, 1.2, -0.8),
}


@dataclass(frozen=True)
class Society:
    """How a class is made."""

    people: int = 40
    filled: float = 0.7  # share of the cells that are rated
    popular: bool = False  # whether rather what is popular is rated
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Made:
    """A class, and what no recommender system ever sees of it."""

    values: np.ndarray  # (people, things) the ratings; NaN where nobody has rated
    whole: np.ndarray  # (people, things) what everybody would say of everything
    tastes: np.ndarray  # (people, 2) t
    places: np.ndarray  # (things, 2) s
    appeal: np.ndarray  # (things,) a


def foods(society: Society) -> Made:
    """A class that rates the twelve foods."""
    table = np.array(list(THINGS.values()))
    return make(society, table[:, :2], table[:, 2])


def make(society: Society, places: np.ndarray, appeal: np.ndarray) -> Made:
    """A class that rates things at `places` (things, 2) with an `appeal` (things,)."""
    rng = np.random.default_rng(society.seed)
    shape = (society.people, len(places))
    tastes = rng.normal(0, SPREAD, (society.people, 2))
    generous = rng.normal(0, GENEROUS, society.people)
    noise = rng.normal(0, NOISE, shape)
    liked = MIDDLE + generous[:, None] + appeal + STRENGTH * tastes @ places.T + noise
    whole = np.clip(np.round(liked), LOWEST, HIGHEST)
    # the largest of these keys are rated: Gumbel noise draws without replacement, each by its weight
    keys = STEEP * society.popular * appeal + rng.gumbel(size=shape)
    order = np.argsort(-keys.ravel())[: max(1, round(society.filled * keys.size))]
    values = np.full(keys.size, np.nan)
    values[order] = whole.ravel()[order]
    return Made(values.reshape(shape), whole, tastes, places, appeal)
