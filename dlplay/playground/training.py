"""A run of the playground: steps of an optimizer, and the moments that a timeline goes back to.

Every random number comes from the recipe's seed: the weights from the stream [seed, 2], each epoch's order of
the training points from [seed, 3], dropout from [seed, 4]. So a run that is repeated step by step is the same
run, however its time is sliced, and Keras repeats it from the same weights and batches.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from dlplay.initializers import INITIALIZERS
from dlplay.network import backward, forward
from dlplay.neuron import Dense, network_in, number_of_weights
from dlplay.optimizers import OPTIMIZERS, State
from dlplay.playground import linear_model
from dlplay.playground.answers import classes, scores
from dlplay.playground.problem import make_problem
from dlplay.playground.recipe import LOSSES_OF, MOST_STEPS, Recipe
from dlplay.timeline import Advancing, thinned

MOST_MOMENTS = 120
MOST_EDITS = 20
MOST_CHANGES = 30
CHANGEABLE = ("learning_rate", "l1", "l2", "dropout")  # of a recipe, while the network trains


class Edit(NamedTuple):
    """A weight set by hand: before which step, which place in the row of weights, to which number."""

    step: int
    place: int
    value: float


class Earlier(NamedTuple):
    """What was set before it was changed on the way: until which step, one of CHANGEABLE, its value."""

    until: int
    name: str
    value: float


class Moment(NamedTuple):
    """A run as it stood after some steps; losses are means over all points, without penalties and dropout."""

    step: int
    epoch: float
    train_loss: float
    test_loss: float  # NaN without test points
    train_accuracy: float  # share of points whose class is right; NaN for a regression
    test_accuracy: float
    weights: np.ndarray  # the row of all weights


class Training(Advancing):
    """A network on its way. `advance` trains; `moments` is the timeline, thinned to at most 120.

    Its `recipe` is the one of the step to come: the one given here, once all that was set earlier is over.

    Raises:
        OwnDataError, ValueError: as `make_problem`.
    """

    def __init__(self, recipe: Recipe, edits: Sequence[Edit] = (), earlier: Sequence[Earlier] = ()):
        self.edits, self.earlier = sorted(edits)[:MOST_EDITS], sorted(earlier)[:MOST_CHANGES]
        self.last = recipe
        self.recipe = self.recipe_at(0)
        self.problem = make_problem(recipe)
        self.loss = recipe.loss_for(self.problem.task)
        self.sizes = (len(recipe.features), *recipe.hidden, self.problem.y.shape[1])
        self.activations = (
            *[recipe.activation] * len(recipe.hidden),
            LOSSES_OF[self.problem.task][self.loss],
        )
        self.row = first_weights(self.sizes, recipe.initializer, recipe.seed)
        self.layers = network_in(self.row, self.sizes, self.activations)
        self.step_count, self.diverged = 0, False
        self.memory: State | None = None  # what the optimizer remembers from step to step
        self._shuffles = np.random.default_rng([recipe.seed, 3])
        self._dropout = np.random.default_rng([recipe.seed, 4])
        self._interval = 1  # steps between two moments
        self._penalised = _kernel_places(self.sizes)
        self._edit_now()
        self.moments = [self.now()]

    @property
    def steps_an_epoch(self) -> int:
        return math.ceil(self.problem.trained_on / self.recipe.batch_size)

    @property
    def since(self) -> int:
        """The step from which on all has been set as it is now."""
        return max((one.until for one in self.earlier if one.until <= self.step_count), default=0)

    @property
    def ended(self) -> bool:
        """Whether no further step is possible: the numbers left the finite ones, or the limit is reached."""
        return self.diverged or self.step_count >= MOST_STEPS

    @cached_property
    def straight(self) -> float:
        """The best that straight borders do at the training points: share right, or R^2 of a regression."""
        features, y = self.problem.train
        if self.problem.task == "regression":
            return linear_model.explained(features, y[:, 0])
        return linear_model.accuracy(features, classes(y))

    def edit(self, place: int, number: float) -> None:
        """Set one weight by hand.

        Raises:
            ValueError: a place that does not exist, a number that is not finite, too many edits.
        """
        if not 0 <= place < len(self.row) or not math.isfinite(number):
            raise ValueError(
                f"place must be in [0, {len(self.row)}) and number finite; got {place}, {number}"
            )
        others = [one for one in self.edits if (one.step, one.place) != (self.step_count, place)]
        if len(others) >= MOST_EDITS:
            raise ValueError(f"edits must be at most {MOST_EDITS}")
        self.edits = sorted([*others, Edit(self.step_count, place, number)])
        self._edit_now()
        if self.moments[-1].step == self.step_count:
            self.moments.pop()
        self.moments.append(self.now())

    def change(self, name: str, value: float) -> None:
        """Go on with another learning rate, penalty or dropout; until here it was what it was.

        Raises:
            ValueError: another name, a value out of range, too many changes.
        """
        if name not in CHANGEABLE:
            raise ValueError(f"name must be one of {CHANGEABLE}; received {name!r}")
        to: dict[str, Any] = {name: value}
        step, changed = self.step_count, replace(self.recipe, **to)
        self.stay()
        earlier = self.earlier.copy()
        if step and (step, name) not in [one[:2] for one in earlier]:
            earlier.append(Earlier(step, name, getattr(self.recipe, name)))
        earlier = [one for one in earlier if one != (step, name, value)]  # there and back
        if len(earlier) > MOST_CHANGES:
            raise ValueError(f"changes must be at most {MOST_CHANGES}")
        self.earlier, self.last, self.recipe = sorted(earlier), changed, changed

    def stay(self) -> None:
        """What is set now stays: the changes that were to come later are not made."""
        self.earlier, self.last = [one for one in self.earlier if one.until <= self.step_count], self.recipe

    def recipe_at(self, step: int) -> Recipe:
        """What was, or will be, set at the step after so many."""
        then: dict[str, Any] = {one.name: one.value for one in reversed(self.earlier) if one.until > step}
        return replace(self.last, **then)

    @np.errstate(over="ignore", invalid="ignore")  # after an explosion
    def now(self) -> Moment:
        """The run as it stands."""
        (train_loss, train_accuracy), (test_loss, test_accuracy) = (
            scores(self.layers, features, y, self.loss) if len(y) else (math.nan, math.nan)
            for features, y in (self.problem.train, self.problem.test)
        )
        return Moment(
            self.step_count,
            self.step_count / self.steps_an_epoch,
            train_loss,
            test_loss,
            train_accuracy,
            test_accuracy,
            self.row.copy(),
        )

    def at(self, moment: Moment) -> list[Dense]:
        """The network as it was."""
        return network_in(moment.weights, self.sizes, self.activations)

    def penalty(self) -> np.ndarray:
        """The slope of l1 |W| + l2 W^2 of the kernels, for all weights in their row."""
        if not (self.recipe.l1 or self.recipe.l2):
            return np.zeros_like(self.row)
        return self._penalised * (self.recipe.l1 * np.sign(self.row) + 2 * self.recipe.l2 * self.row)

    def _step(self) -> None:
        turn = self.step_count % self.steps_an_epoch
        if turn == 0:
            order = self._shuffles.permutation(self.problem.trained_on)
            self._epoch = tuple(part[order] for part in self.problem.train)
        batch = slice(turn * self.recipe.batch_size, (turn + 1) * self.recipe.batch_size)
        gradient = self._gradient(*(part[batch] for part in self._epoch))
        optimizer = OPTIMIZERS[self.recipe.optimizer]
        weights, self.memory = optimizer.step(
            self.row, gradient, self.memory, learning_rate=self.recipe.learning_rate
        )
        if not np.isfinite(weights).all():
            self.diverged = True
            return
        self.row[:] = weights
        self.step_count += 1
        if any(one.until == self.step_count for one in self.earlier):
            self.recipe = self.recipe_at(self.step_count)
        self._edit_now()
        if self.step_count % self._interval == 0:
            self._remember()

    def _gradient(self, features: np.ndarray, y: np.ndarray) -> np.ndarray:
        """dE/dw of a batch, with the penalties."""
        recipe = self.recipe
        masks = None
        if recipe.dropout:
            masks = [
                (self._dropout.random((len(y), units)) >= recipe.dropout) / (1 - recipe.dropout)
                for units in recipe.hidden
            ]
        trace = forward(self.layers, features, masks)
        return backward(self.layers, trace, y, self.loss, masks).row() + self.penalty()

    def _edit_now(self) -> None:
        for edit in self.edits:
            if edit.step == self.step_count and edit.place < len(self.row):
                self.row[edit.place] = edit.value

    def _remember(self) -> None:
        moment = self.now()
        if not math.isfinite(moment.train_loss):
            self.diverged = True
            return
        self.moments, self._interval = thinned([*self.moments, moment], self._interval, MOST_MOMENTS)


def first_weights(sizes: Sequence[int], initializer: str, seed: int) -> np.ndarray:
    """The row of weights that a run begins with: kernels drawn by Keras's rule, biases 0."""
    random = np.random.default_rng([seed, 2])
    row = np.zeros(number_of_weights(sizes))
    for kernel, _, _ in network_in(row, sizes, ["linear"] * (len(sizes) - 1)):
        n_in, units = kernel.shape
        kernel[:] = INITIALIZERS[initializer](n_in, units, random)
    return row


def _kernel_places(sizes: Sequence[int]) -> np.ndarray:
    """1 where the row holds a kernel's weight, 0 where a bias."""
    places = np.zeros(number_of_weights(sizes))
    for kernel, _, _ in network_in(places, sizes, ["linear"] * (len(sizes) - 1)):
        kernel[:] = 1
    return places
