"""A small dense network that learns points in the plane while someone watches.

    recipe = Recipe(data="spiral", classes=3, hidden=(8, 8))
    training = Training(recipe)
    training.advance(steps=500)
    training.moments[-1].test_loss

`Recipe` says everything that a run depends on, its seed included: the same recipe gives the same numbers.
"""

from dlplay.playground.problem import FEATURES, Problem, make_problem
from dlplay.playground.recipe import LOSSES_OF, Recipe
from dlplay.playground.training import Earlier, Edit, Moment, Training

__all__ = [
    "FEATURES",
    "LOSSES_OF",
    "Earlier",
    "Edit",
    "Moment",
    "Problem",
    "Recipe",
    "Training",
    "make_problem",
]
