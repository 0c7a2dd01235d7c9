"""Where a function is so flat that hardly any gradient, or none, passes it."""

from typing import Any, NamedTuple

import numpy as np

from dlplay.activations.activation import Activation

FAINT = 0.05  # |f'| below this lets less than a twentieth of the gradient through
POINTS = 2401


class Flat(NamedTuple):
    """An interval of x with |f'| < FAINT; `dead` where f' is 0 all over it."""

    start: float
    end: float
    dead: bool


def flat_regions(activation: Activation, low: float, high: float, **parameters: Any) -> list[Flat]:
    """The flat intervals of an elementwise function between low and high, found on a grid of 2401 points."""
    x = np.linspace(low, high, POINTS)
    slope = np.abs(activation.derivative(x, **parameters))
    grade = np.where(slope == 0, 2, np.where(slope < FAINT, 1, 0))
    edges = np.flatnonzero(np.diff(grade)) + 1
    runs = np.split(np.arange(len(x)), edges)
    # a single point between two runs is a kink, no region
    return [
        Flat(float(x[run[0]]), float(x[run[-1]]), bool(grade[run[0]] == 2))
        for run in runs
        if grade[run[0]] and len(run) > 1
    ]
