"""What is to be learned: points with targets, made into features, split into training and test points.

Notation: x (n, 2) coordinates; a feature is a function of both; y (n, K) what the network shall answer: one
column of 0 and 1 for two classes, a column a class for more, one column of numbers in [-1, 1] for a
regression.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlplay.playground import own
from dlplay.playground.recipe import Recipe
from dlplay.toy_data import LIMIT, TOY_DATA

# name -> what a network is given of a point (x1, x2)
FEATURES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_squared": lambda x1, x2: x1 * x1,
    "x2_squared": lambda x1, x2: x2 * x2,
    "x1_x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: np.sin(2 * x1),
    "sin_x2": lambda x1, x2: np.sin(2 * x2),
}


def plane(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """A slope: what a single neuron can learn."""
    return (x1 + x2) / (2 * LIMIT)


def saddle(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """Up in two opposite corners, down in the others."""
    return x1 * x2 / LIMIT**2


def hills(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """A hill and a hollow."""
    return np.exp(-((x1 - 1) ** 2) - (x2 - 1) ** 2) - np.exp(-((x1 + 1) ** 2) - (x2 + 1) ** 2)


def wave(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """Up and down, twice along x1."""
    return np.sin(2 * x1) * np.cos(x2)


# name -> the height over (x1, x2), in [-1, 1]
REGRESSION: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    one.__name__: one for one in (plane, saddle, hills, wave)
}


class Problem(NamedTuple):
    """Points and their targets; rows of training points first come in a drawn order, then the test points."""

    task: str  # binary, classes or regression
    classes: int  # 0 for a regression
    x: np.ndarray  # (n, 2)
    labels: np.ndarray  # (n,) class numbers, or the target of a regression
    y: np.ndarray  # (n, K)
    features: np.ndarray  # (n, F)
    trained_on: int  # how many of the rows are training points

    @property
    def train(self) -> tuple[np.ndarray, np.ndarray]:
        """Features and targets to learn from."""
        return self.features[: self.trained_on], self.y[: self.trained_on]

    @property
    def test(self) -> tuple[np.ndarray, np.ndarray]:
        """Features and targets that are held out."""
        return self.features[self.trained_on :], self.y[self.trained_on :]


def featured(x: np.ndarray, features: tuple[str, ...]) -> np.ndarray:
    """The features (n, F) of points (n, 2)."""
    return np.column_stack([FEATURES[name](x[:, 0], x[:, 1]) for name in features])


def make_problem(recipe: Recipe) -> Problem:
    """The points of a recipe, drawn by its seed.

    Raises:
        own.OwnDataError: own points that cannot be read, or fewer than two.
        ValueError: no features.
    """
    if not recipe.features:
        raise ValueError("features must name at least one; received none")
    x, labels, classes = points(recipe)
    if classes:
        task, y = ("binary", labels[:, None]) if classes == 2 else ("classes", np.eye(classes)[labels])
    else:
        task, y = "regression", labels[:, None]
    # of two points or more one is always learned from; the test points may be none
    trained_on = max(1, round(recipe.train_share * len(x)))
    order = np.random.default_rng([recipe.seed, 1]).permutation(len(x))
    x, labels, y = x[order], labels[order], y[order].astype(float)
    return Problem(task, classes, x, labels, y, featured(x, recipe.features), trained_on)


def points(recipe: Recipe) -> tuple[np.ndarray, np.ndarray, int]:
    """Coordinates (n, 2), labels (n,), and the number of classes, 0 for a regression."""
    if recipe.data == "own":
        return own.unpack(recipe.own)
    if recipe.points < 2:
        raise own.OwnDataError("few", count=recipe.points)
    random = np.random.default_rng([recipe.seed, 0])
    if recipe.data in REGRESSION:
        x = random.uniform(-LIMIT, LIMIT, (recipe.points, 2))
        height = REGRESSION[recipe.data](x[:, 0], x[:, 1])
        return x, height + recipe.noise * random.normal(size=recipe.points), 0
    x, labels = TOY_DATA[recipe.data](recipe.points, recipe.seed, recipe.classes)
    return x + recipe.noise * random.normal(size=x.shape), labels, recipe.classes
