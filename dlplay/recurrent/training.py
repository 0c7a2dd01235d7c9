"""SimpleRNN, GRU and LSTM learn the remember task side by side, on the same batches, a step at a time.

Every random number comes from the recipe's seed: each cell's first weights from the stream [seed, 1], the
batches from [seed, 2], the sequences that are only ever measured from [seed, 3]. So a run that is repeated is
the same run, however its time is sliced, and Keras repeats it from the same weights and batches.
"""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dlplay.optimizers import OPTIMIZERS
from dlplay.recurrent import remember
from dlplay.recurrent.cells import CELLS
from dlplay.recurrent.gradients import clipped
from dlplay.recurrent.network import Network, first_arrays, from_arrays, learn
from dlplay.timeline import Advancing, thinned

MOST_STEPS, MOST_MOMENTS = 2000, 100
TESTED = 128  # sequences that are only measured
BEYOND = 2  # they are this many times as long as the longest that trains
INPUTS, CLASSES = len(remember.CHARACTERS), len(remember.SYMBOLS)


@dataclass(frozen=True)
class Recipe:
    """Everything that a run depends on."""

    longest: int = 30  # distractors of the longest sequence that trains
    mixed: bool = (
        True  # each batch draws its number of distractors from 1 to `longest`; else always `longest`
    )
    units: int = 16  # of the LSTM, and of all cells if these are equal
    equal: str = (
        "units"  # or "parameters": the others get as many units as come nearest to the LSTM's parameters
    )
    learning_rate: float = 0.01
    clip: float = 1.0  # of the norm of all gradients together; 0: none
    forget_bias: float = 1.0
    batch_size: int = 64
    seed: int = 1

    def units_of(self, cell: str) -> int:
        """The units that a cell gets."""
        if self.equal == "units" or cell == "lstm":
            return self.units
        aim = parameters("lstm", self.units)
        return min(range(1, 5 * self.units + 1), key=lambda units: abs(parameters(cell, units) - aim))


def parameters(cell: str, units: int) -> int:
    """All weights of a network for the task, its softmax included."""
    return CELLS[cell].parameters(INPUTS, units) + (units + 1) * CLASSES


class Moment(NamedTuple):
    """A run as it stood after some steps, by cell."""

    step: int
    accuracy: dict[str, np.ndarray]  # with 0, 1, ... distractors, see `remember.accuracy_by_distance`


class Learner:
    """One cell's network, its weights in one row, and its optimizer's state."""

    def __init__(self, cell: str, recipe: Recipe):
        units = recipe.units_of(cell)
        arrays = first_arrays(cell, INPUTS, units, CLASSES, np.random.default_rng([recipe.seed, 1]))
        if cell == "lstm":
            arrays[2][CELLS[cell].block("forget", units)] = recipe.forget_bias
        self.row = np.concatenate([array.ravel() for array in arrays]).astype(np.float32)
        self.network = from_arrays(cell, _views(self.row, arrays))
        self.loss = math.nan  # of the last batch
        self.norm = math.nan  # of its gradient, before clipping
        self.clipped_steps = 0
        self.diverged = False
        self._state: dict[str, Any] | None = None

    def step(self, batch: remember.Batch, recipe: Recipe) -> None:
        """One step of Adam; the last finite weights stay where the next ones would not be finite."""
        gradients = learn(self.network, *batch)
        row = np.concatenate([array.ravel() for array in gradients.arrays()])
        self.loss, self.norm = gradients.loss, float(np.linalg.norm(row.astype(float)))
        factor = clipped(self.norm, recipe.clip)
        self.clipped_steps += factor < 1
        weights, self._state = OPTIMIZERS["adam"].step(
            self.row, row * np.float32(factor), self._state, learning_rate=recipe.learning_rate
        )
        if np.isfinite(weights).all():
            self.row[:] = weights
        else:
            self.diverged = True


class Training(Advancing):
    """The cells on their way. `advance` trains; `moments` is what the curves were, thinned to at most 100."""

    def __init__(self, recipe: Recipe):
        self.recipe = recipe
        self.learners = {cell: Learner(cell, recipe) for cell in CELLS}
        self.step_count = 0
        self._batches = np.random.default_rng([recipe.seed, 2])
        self._test = remember.batch(np.random.default_rng([recipe.seed, 3]), TESTED, BEYOND * recipe.longest)
        self._interval = 20  # steps between two moments
        self.moments = [self._now()]

    @property
    def ended(self) -> bool:
        """Whether no further step is possible: all numbers left the finite ones, or the limit is reached."""
        return self.step_count >= MOST_STEPS or all(one.diverged for one in self.learners.values())

    @property
    def networks(self) -> dict[str, Network]:
        """The networks as they stand, by cell."""
        return {cell: one.network for cell, one in self.learners.items()}

    def sample(self) -> remember.Batch:
        """The first few of the longest sequences that train, out of those only measured."""
        end = self.recipe.longest + 1
        x, y = self._test.x[:4], self._test.y[:4]
        return remember.Batch(np.concatenate([x[:, :end], x[:, -1:]], axis=1), y)

    def _step(self) -> None:
        recipe = self.recipe
        distractors = recipe.longest
        if recipe.mixed:
            distractors = int(self._batches.integers(1, recipe.longest + 1))
        batch = remember.batch(self._batches, recipe.batch_size, distractors)
        for learner in self.learners.values():
            if not learner.diverged:
                learner.step(batch, recipe)
        self.step_count += 1
        if self.step_count % self._interval == 0:
            moments = [*self.moments, self._now()]
            self.moments, self._interval = thinned(moments, self._interval, MOST_MOMENTS)

    def _now(self) -> Moment:
        accuracy = {
            cell: remember.accuracy_by_distance(one.network, self._test)
            for cell, one in self.learners.items()
        }
        return Moment(self.step_count, accuracy)


def _views(row: np.ndarray, arrays: list[np.ndarray]) -> list[np.ndarray]:
    """The row cut into arrays of these shapes, without a copy."""
    ends = np.cumsum([array.size for array in arrays])[:-1]
    parts = zip(np.split(row, ends), arrays, strict=True)
    return [part.reshape(array.shape) for part, array in parts]
