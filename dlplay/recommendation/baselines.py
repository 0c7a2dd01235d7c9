"""What predicts without any taste: what a factorisation has to beat."""

import warnings

import numpy as np

from dlplay.recommendation import ridge

BASELINES = ("mean", "thing", "biases")


def predicted(values: np.ndarray, l2: float) -> dict[str, np.ndarray]:
    """By name (people, things): the mean of all, of each thing, and μ + b_u + c_i.

    Args:
        values: (people, things), the ratings learned from; NaN where there is none.
        l2: λ of the biases.
    """
    mean = float(np.nanmean(values))
    return {
        "mean": np.full(values.shape, mean),
        "thing": np.broadcast_to(thing_means(values), values.shape),
        "biases": ridge.model(values, 0, l2).predict(),
    }


def thing_means(values: np.ndarray) -> np.ndarray:
    """Of each thing (things,); of one that nobody has rated the mean of all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a thing without a rating
        means = np.nanmean(values, axis=0)
    return np.where(np.isnan(means), np.nanmean(values), means)
