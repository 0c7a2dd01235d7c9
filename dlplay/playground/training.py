"""A run of the playground: steps of an optimizer, and the moments that a timeline goes back to.

Every random number comes from the recipe's seed: the weights from the stream [seed, 2], each epoch's order of
the training points from [seed, 3], dropout from [seed, 4]. So a run that is repeated step by step is the same
run, however its time is sliced, and Keras repeats it from the same weights and batches.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dlplay.initializers import INITIALIZERS
from dlplay.network import backward, forward, value
from dlplay.neuron import Dense, network_in, number_of_weights
from dlplay.optimizers import OPTIMIZERS, State
from dlplay.playground import linear_model
from dlplay.playground.problem import make_problem
from dlplay.playground.recipe import LOSSES_OF, MOST_STEPS, Recipe
from dlplay.timeline import Advancing, thinned

MOST_MOMENTS = 120
MOST_EDITS = 20


class Edit(NamedTuple):
    """A weight set by hand: before which step, which place in the row of weights, to which number."""

    step: int
    place: int
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

    Raises:
        OwnDataError, ValueError: as `make_problem`.
    """

    def __init__(self, recipe: Recipe, edits: Sequence[Edit] = ()):
        self.recipe, self.edits = recipe, sorted(edits)[:MOST_EDITS]
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


def scores(layers: Sequence[Dense], features: np.ndarray, y: np.ndarray, loss: str) -> tuple[float, float]:
    """The mean loss, and the share of points whose class is right (NaN for a regression)."""
    trace = forward(layers, features)
    mean = value(layers, trace, y, loss)
    if layers[-1].activation == "linear":
        return mean, math.nan
    return mean, float((answers(layers, trace.a[-1]) == classes(y)).mean())


def answers(layers: Sequence[Dense], output: np.ndarray) -> np.ndarray:
    """The class numbers (N,) that outputs (N, K) mean."""
    if output.shape[1] > 1:
        return output.argmax(axis=1)
    return (output[:, 0] >= (0.0 if layers[-1].activation == "tanh" else 0.5)).astype(int)


def classes(y: np.ndarray) -> np.ndarray:
    """The class numbers (N,) of targets (N, K)."""
    return y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)


@np.errstate(over="ignore", invalid="ignore")
def confusion(layers: Sequence[Dense], features: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How many points of each class (row) were given which class (column)."""
    many = max(2, y.shape[1])
    matrix = np.zeros((many, many), int)
    np.add.at(matrix, (classes(y), answers(layers, forward(layers, features).a[-1])), 1)
    return matrix


def _kernel_places(sizes: Sequence[int]) -> np.ndarray:
    """1 where the row holds a kernel's weight, 0 where a bias."""
    places = np.zeros(number_of_weights(sizes))
    for kernel, _, _ in network_in(places, sizes, ["linear"] * (len(sizes) - 1)):
        kernel[:] = 1
    return places
