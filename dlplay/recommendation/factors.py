"""Matrix factorisation: a rating as a sum of biases and of how well a person's tastes fit a thing.

    r̂_ui = μ + b_u + c_i + p_u · q_i,                        p_u, q_i with k numbers each
    L = 1/N Σ_known (r_ui - r̂_ui)² + λ/N (|b|² + |c|² + |P|² + |Q|²)
N known ratings, of which μ is the mean. All of them at once are an epoch, a step of Adam against
    ∂L/∂b_u = -2/N (Σ_i e_ui - λ b_u),    ∂L/∂p_u = -2/N (Σ_i e_ui q_i - λ p_u),    e = r - r̂,
and with people and things exchanged for c and Q. Koren, Bell and Volinsky (2009), "Matrix factorization
techniques for recommender systems"; the same rule there takes the ratings one by one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlplay.optimizers import OPTIMIZERS
from dlplay.recommendation.ratings import Ratings, root_mean_square

SPREAD = 0.1  # of the first p and q


@dataclass(frozen=True)
class Recipe:
    """How to learn."""

    factors: int = 2  # k; with 0 biases alone
    l2: float = 1.0  # λ
    rate: float = 0.06  # learning rate
    epochs: int = 60
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Model:
    """μ; b (people,) and c (things,); P (people, k) and Q (things, k)."""

    mean: float
    b: np.ndarray
    c: np.ndarray
    P: np.ndarray
    Q: np.ndarray

    def predict(self) -> np.ndarray:
        """r̂ (people, things), which may lie below 1 and above 5."""
        return self.mean + self.b[:, None] + self.c + self.P @ self.Q.T

    def turned(self, angle: float) -> "Model":
        """The same predictions from points turned about the origin, in the plane of the first two factors.

        p · q = (p R) · (q R), since R Rᵀ is the identity.

        Args:
            angle: radians, against the clock.
        """
        turn = np.eye(self.Q.shape[1])
        turn[:2, :2] = [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
        return Model(self.mean, self.b, self.c, self.P @ turn, self.Q @ turn)


@dataclass(frozen=True, eq=False)
class Learned:
    """A learning from its start to its end."""

    shape: tuple[int, int, int]  # people, things, k
    mean: float
    weights: np.ndarray  # (epochs + 1, (people + things)(1 + k)): b, c, P, Q one after the other
    train: np.ndarray  # (epochs + 1,) root mean square error on the ratings learned from, in stars
    held_out: np.ndarray  # (epochs + 1,) on those kept from it; NaN where there are none

    def at(self, epoch: int) -> Model:
        """The model after so many epochs."""
        return Model(self.mean, *_parts(self.weights[epoch], self.shape))

    @cached_property
    def model(self) -> Model:
        return self.at(len(self.train) - 1)


def learn(ratings: Ratings, held_out: np.ndarray | None = None, recipe: Recipe | None = None) -> Learned:
    """Learn from all known ratings but those `held_out`, bool (people, things).

    Raises:
        ValueError: where nothing is left to learn from.
    """
    recipe = recipe or Recipe()
    held_out = np.zeros(ratings.values.shape, bool) if held_out is None else held_out & ratings.known
    taught = ratings.known & ~held_out
    if not taught.any():
        raise ValueError("there must be a rating to learn from")
    mean = float(ratings.values[taught].mean())
    values = np.where(taught, ratings.values, 0)
    shape = (*ratings.values.shape, recipe.factors)
    row, state = start(shape, recipe.seed), None
    trace = np.empty((recipe.epochs + 1, len(row)))
    train, kept = np.empty(recipe.epochs + 1), np.empty(recipe.epochs + 1)
    adam, count = OPTIMIZERS["adam"], taught.sum()
    for epoch in range(recipe.epochs + 1):
        b, c, p, q = _parts(row, shape)
        predicted = Model(mean, b, c, p, q).predict()
        errors = np.where(taught, values - predicted, 0)
        trace[epoch] = row
        train[epoch] = np.sqrt(np.sum(errors**2) / count)
        kept[epoch] = root_mean_square((ratings.values - predicted)[held_out])
        if epoch < recipe.epochs:
            slope = gradient(errors, (p, q), row, recipe.l2, count)
            row, state = adam.step(row, slope, state, learning_rate=recipe.rate)
    return Learned(shape, mean, trace, train, kept)


def gradient(
    errors: np.ndarray, points: tuple[np.ndarray, np.ndarray], row: np.ndarray, l2: float, count: int
) -> np.ndarray:
    """∂L by each of the weights, in the order in which they stand in a `row`.

    Args:
        errors: e (people, things), 0 where nothing is learned from.
        points: P and Q.
        count: N.
    """
    p, q = points
    pulls = (errors.sum(axis=1), errors.sum(axis=0), errors @ q, errors.T @ p)
    return -2 / count * (np.concatenate([one.ravel() for one in pulls]) - l2 * row)


def start(shape: tuple[int, int, int], seed: int) -> np.ndarray:
    """The first weights: biases 0, points near the origin."""
    people, things, factors = shape
    points = np.random.default_rng(seed).normal(0, SPREAD, (people + things) * factors)
    return np.concatenate([np.zeros(people + things), points])


def loss(ratings: Ratings, model: Model, l2: float) -> float:
    """L of a model on all known ratings."""
    errors = (ratings.values - model.predict())[ratings.known]
    weights = sum(float(np.sum(one**2)) for one in (model.b, model.c, model.P, model.Q))
    return (float(np.sum(errors**2)) + l2 * weights) / len(errors)


def _parts(row: np.ndarray, shape: tuple[int, int, int]) -> list[np.ndarray]:
    people, things, factors = shape
    sizes = (people, things, people * factors, things * factors)
    b, c, p, q = np.split(row, np.cumsum(sizes)[:-1])
    return [b, c, p.reshape(people, factors), q.reshape(things, factors)]
