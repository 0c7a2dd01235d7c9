"""The closed form: with the things' points held, a person's best bias and point are a ridge regression.

    x_u = (b_u, p_u),  X = (1, Q) over the things that u has rated,
    x_u = (Xᵀ X + λ I)⁻¹ Xᵀ (r_u - μ - c)
is where L of `factors.py` is least in b_u and p_u. Alternating least squares does so for people and things in
turn. Hu, Koren and Volinsky (2008), "Collaborative filtering for implicit feedback datasets".
"""

import numpy as np

from dlplay.recommendation.factors import SPREAD, Model


def fold_in(values: np.ndarray, base: np.ndarray, points: np.ndarray, l2: float) -> np.ndarray:
    """Bias and point of every row of ratings.

    Args:
        values: (..., rows, columns), NaN where there is no rating.
        base: what is known of the sum, broadcast to `values`.
        points: of the columns (..., columns, k).
        l2: λ, above 0.

    Returns:
        (..., rows, 1 + k): the bias first.
    """
    known = ~np.isnan(values)
    features = np.concatenate([np.ones((*points.shape[:-1], 1)), points], axis=-1)
    products = features[..., :, None] * features[..., None, :]
    width = features.shape[-1]
    flat = products.reshape(*products.shape[:-2], width * width)
    squares = (known.astype(float) @ flat).reshape(*values.shape[:-1], width, width) + l2 * np.eye(width)
    sums = np.where(known, values - base, 0) @ features
    return np.linalg.solve(squares, sums[..., None])[..., 0]


def first_points(things: int, factors: int, seed: int) -> np.ndarray:
    """Where the things stand before anything is learned, (things, k)."""
    return np.random.default_rng(seed).normal(0, SPREAD, (things, factors))


def alternate(
    values: np.ndarray, c: np.ndarray, points: np.ndarray, l2: float, rounds: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """μ, b, c, P and Q after so many rounds of people and things in turn.

    Args:
        values: (..., people, things), NaN where there is no rating.
        c, points: of the things, where it starts: (..., things) and (..., things, k).
    """
    mean = np.nanmean(values, axis=(-2, -1), keepdims=True)
    for _ in range(rounds):
        people = fold_in(values, mean + c[..., None, :], points, l2)
        b, tastes = people[..., 0], people[..., 1:]
        things = fold_in(np.swapaxes(values, -2, -1), mean + b[..., None, :], tastes, l2)
        c, points = things[..., 0], things[..., 1:]
    return mean[..., 0, 0], b, c, tastes, points


def model(values: np.ndarray, factors: int, l2: float, rounds: int = 30, seed: int = 1) -> Model:
    """The whole factorisation in this way, from ratings (people, things)."""
    things = values.shape[1]
    mean, *parts = alternate(values, np.zeros(things), first_points(things, factors, seed), l2, rounds)
    return Model(float(mean), *parts)
