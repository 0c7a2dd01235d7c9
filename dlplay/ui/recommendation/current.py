"""The ratings that the page is about, with one's own below them, and what is learned from them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from dlplay.recommendation import Learned, Model, Ratings, Recipe, learn
from dlplay.recommendation.generated import THINGS, Made, Society, foods
from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.recommendation.settings import RecommendationSettings
from dlplay.ui.verbatim import one_line, verbatim

OWN = "recommendation:own"  # in the session, what was read from a file; too long for a link
DRAWN = 14  # characters of a name in a picture
SHARED = 40  # classes and learnings kept for whoever asks for the same


@dataclass(frozen=True, eq=False)
class Now:
    """What the settings mean."""

    ratings: Ratings  # oneself is the last person
    made: Made | None  # what is hidden of a generated class

    @property
    def mine(self) -> np.ndarray:
        """One's own ratings (things,), NaN where there is none."""
        return self.ratings.values[-1]

    @property
    def unrated(self) -> np.ndarray:
        """The things that one has not rated."""
        return np.flatnonzero(np.isnan(self.mine))

    @property
    def drawn(self) -> list[str]:
        """The things' names as a picture has room for them."""
        return [one_line(name, DRAWN) for name in self.ratings.things]

    def shown(self, name: str) -> str:
        """A name as Markdown: letter for letter where somebody else wrote it."""
        return verbatim(name) if self.made is None else name


def now(settings: RecommendationSettings) -> Now:
    """The class of a file, where the session has one, else the generated one."""
    read, spoken = st.session_state.get(OWN), language.current()
    if settings.source == "own" and read is not None:
        return _joined(read.ratings, None, settings.mine, spoken)
    society = Society(settings.people, settings.filled / 100, settings.rated == "popular", settings.seed)
    return _joined(*_generated(society, spoken), settings.mine, spoken)


def run(one: Now, settings: RecommendationSettings, factors: int | None = None) -> Learned:
    """What is learned from all ratings but a fifth of the class's."""
    k = settings.factors if factors is None else factors
    return _learned(one, k, float(settings.l2), settings.seed)


def held_out(one: Now, settings: RecommendationSettings) -> np.ndarray:
    """Which ratings that fifth is, bool (people, things)."""
    return one.ratings.held_out(settings.seed, always=1)


def plane(model: Model, axes: Model) -> tuple[np.ndarray, np.ndarray]:
    """People and things in a plane, (people, 2) and (things, 2), which has no more room than for two factors.

    Of more factors it shows the two directions in which the things of `axes` differ most; of one, a line.
    """
    k = model.Q.shape[1]
    if k > 2:
        directions = np.linalg.svd(axes.Q, full_matrices=False)[2][:2].T
        return model.P @ directions, model.Q @ directions
    room = ((0, 0), (0, 2 - k))
    return np.pad(model.P, room), np.pad(model.Q, room)


def best(predicted: np.ndarray, among: np.ndarray, count: int = 3) -> np.ndarray:
    """The things `among` these that are predicted (things,) to be liked most, the first first."""
    return among[np.argsort(-predicted[among], kind="stable")][:count]


def nearest(model: Model, row: int, one: Now, thing: int, count: int = 3) -> np.ndarray:
    """Those nearest to a person, by their points, among all others who have rated a thing."""
    rated = np.flatnonzero(one.ratings.known[:, thing])
    rated = rated[rated != row]
    away = np.linalg.norm(model.P[rated] - model.P[row], axis=1)
    return rated[np.argsort(away, kind="stable")][:count]


@lru_cache(SHARED)
def _generated(society: Society, spoken: str) -> tuple[Ratings, Made]:
    made = foods(society)
    people = tuple(t("recommendation.student", number=one) for one in range(1, society.people + 1))
    return Ratings(people, tuple(t(f"recommendation.thing_{name}") for name in THINGS), made.values), made


@lru_cache(4 * SHARED)
def _joined(ratings: Ratings, made: Made | None, mine: str, spoken: str) -> Now:
    row = np.full(len(ratings.things), np.nan)
    for thing, digit in enumerate(mine[: len(row)]):
        if digit != "0":
            row[thing] = int(digit)
    return Now(ratings.joined(t("recommendation.you"), row), made)


@lru_cache(SHARED)
def _learned(one: Now, factors: int, l2: float, seed: int) -> Learned:
    return learn(one.ratings, one.ratings.held_out(seed, always=1), Recipe(factors, l2))
