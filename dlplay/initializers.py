"""How Keras draws the first weights of a dense layer, by Keras's names.

Notation: n_in inputs, n_out units of the layer. A "normal" one of variance s^2 is cut at two deviations, and
widened so that s stays its standard deviation, as in Keras.
Source: Glorot and Bengio (2010), He et al. (2015), LeCun et al. (1998), Saxe et al. (2014); formulas as in
https://keras.io/api/layers/initializers/. Left out: convolutions.
"""

import math
from collections.abc import Callable
from functools import partial

import numpy as np

CUT_DEVIATION = 0.87962566103423978  # standard deviation of the standard normal distribution cut at -2 and 2

Initializer = Callable[[int, int, np.random.Generator], np.ndarray]


def uniform(limit: float, shape: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    return random.uniform(-limit, limit, shape)


def cut_normal(deviation: float, shape: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """Normal numbers, those beyond two deviations drawn again; their standard deviation is `deviation`."""
    drawn = random.normal(size=shape)
    while (far := np.abs(drawn) > 2).any():
        drawn[far] = random.normal(size=int(far.sum()))
    return drawn * (deviation / CUT_DEVIATION)


def fan_scaled(
    gain: float, both: bool, normal: bool, n_in: int, n_out: int, random: np.random.Generator
) -> np.ndarray:
    """Variance gain / n, with n = n_in, or the mean of n_in and n_out."""
    variance = gain / ((n_in + n_out) / 2 if both else n_in)
    if normal:
        return cut_normal(math.sqrt(variance), (n_in, n_out), random)
    return uniform(math.sqrt(3 * variance), (n_in, n_out), random)


def orthogonal(n_in: int, n_out: int, random: np.random.Generator) -> np.ndarray:
    """A random matrix with orthonormal rows or columns, whichever are fewer: it keeps lengths."""
    drawn = random.normal(size=(max(n_in, n_out), min(n_in, n_out)))
    q, r = np.linalg.qr(drawn)
    q = q * np.sign(np.diag(r))  # otherwise the signs would not be random
    return q if n_in >= n_out else q.T


INITIALIZERS: dict[str, Initializer] = {
    "glorot_uniform": partial(fan_scaled, 1.0, True, False),
    "glorot_normal": partial(fan_scaled, 1.0, True, True),
    "he_uniform": partial(fan_scaled, 2.0, False, False),
    "he_normal": partial(fan_scaled, 2.0, False, True),
    "lecun_uniform": partial(fan_scaled, 1.0, False, False),
    "lecun_normal": partial(fan_scaled, 1.0, False, True),
    "orthogonal": orthogonal,
    "random_normal": lambda n_in, n_out, random: random.normal(0.0, 0.05, (n_in, n_out)),
    "random_uniform": lambda n_in, n_out, random: uniform(0.05, (n_in, n_out), random),
    "zeros": lambda n_in, n_out, random: np.zeros((n_in, n_out)),
}
