"""A run of an optimizer on a surface, and what became of it.

w_t = step(w_(t-1), g(w_(t-1)) + noise, state), t = 1 ... n, from a start that is chosen. An array of starts
or of learning rates runs like one.

A run that leaves the surroundings of the picture stops where it was last within them, so every number stays
finite.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from dlplay.optimizers import OPTIMIZERS, State
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import SURFACES, Surface

LONGEST = 500  # steps
NEAR = 0.01  # of the diagonal: within it of a minimum, a run has arrived
FAR = 10.0  # diagonals of the picture from its middle: beyond, a run counts as diverged
Chosen = tuple[tuple[str, float], ...]  # hyperparameters other than the learning rate, as sorted pairs


class Setup(NamedTuple):
    """What all runners of a race have in common."""

    surface: str = "ravine"
    start: tuple[float, float] = (-3.5, 1.0)
    steps: int = 100
    schedule: str = "constant"
    batch: int = 0  # 0: all data
    seed: int = 0


@dataclass(frozen=True)
class Run:
    """Every step of one runner, up to `left` where it diverged."""

    setup: Setup
    optimizer: str
    learning_rate: float
    chosen: Chosen
    weights: np.ndarray  # (n + 1, 2), the start first
    losses: np.ndarray  # (n + 1,), of all data
    gradients: np.ndarray  # (n, 2), as the optimizer got them, noise included
    rates: np.ndarray  # (n,)
    left: int | None  # the step that would have led too far away

    @property
    def steps(self) -> int:
        return len(self.gradients)


@lru_cache(maxsize=256)
def descend(setup: Setup, optimizer: str, learning_rate: float, chosen: Chosen = ()) -> Run:
    """One runner.

    Args:
        optimizer: a key of OPTIMIZERS.
        chosen: hyperparameters that differ from their defaults.
    """
    surface = SURFACES[setup.surface]
    rates = SCHEDULES[setup.schedule].rates(learning_rate, _bounded(setup.steps))
    path, gradients, left = _paths(setup, optimizer, np.array(setup.start, float), rates, dict(chosen))
    last = setup.steps if left < 0 else int(left)
    return Run(
        setup,
        optimizer,
        learning_rate,
        chosen,
        path[: last + 1],
        surface.value(path[: last + 1]),
        gradients[:last],
        rates[:last],
        None if left < 0 else last + 1,
    )


@lru_cache(maxsize=64)
def sweep(setup: Setup, optimizer: str, learning_rates: tuple[float, ...], chosen: Chosen = ()) -> np.ndarray:
    """The last loss (k,) for each of k learning rates; infinity where the run diverged."""
    path, left = _at_rates(setup, optimizer, learning_rates, chosen, whole=False)
    return np.where(left < 0, SURFACES[setup.surface].value(path[-1]), np.inf)


def fan(
    setup: Setup, optimizer: str, learning_rates: tuple[float, ...], chosen: Chosen = ()
) -> tuple[np.ndarray, np.ndarray]:
    """The runs at k learning rates: weights (k, n + 1, 2) and losses (k, n + 1); NaN after a run has left."""
    surface = SURFACES[setup.surface]
    path, left = _at_rates(setup, optimizer, learning_rates, chosen, whole=True)
    weights = np.full((len(learning_rates), setup.steps + 1, 2), np.nan)
    weights[:, : len(path)] = path.swapaxes(0, 1)
    last = np.where(left < 0, setup.steps, left)
    weights[np.arange(setup.steps + 1) > last[:, None]] = np.nan
    return weights, surface.value(weights)


class Destinations(NamedTuple):
    """Where each start of a grid over the picture ends, (rows, columns) each, the first row lowest."""

    minimum: np.ndarray  # the number of the minimum, -1 where none was reached
    step: np.ndarray  # from which on it stayed near
    left: np.ndarray  # whether it diverged


@lru_cache(maxsize=32)
def destinations(
    setup: Setup, optimizer: str, learning_rate: float, columns: int, rows: int, chosen: Chosen = ()
) -> Destinations:
    """One runner from the middle of each cell of a grid; the start of `setup` does not matter."""
    surface = SURFACES[setup.surface]
    across, up = (
        np.linspace(low, high, 2 * count + 1)[1::2]
        for low, high, count in ((*surface.limits[:2], columns), (*surface.limits[2:], rows))
    )
    starts = np.stack(np.meshgrid(across, up), axis=-1)
    rates = SCHEDULES[setup.schedule].rates(learning_rate, _bounded(setup.steps))
    near = NEAR * surface.limits.diagonal
    settled = np.where(surface.nearest(starts)[1] < near, 0, 1)

    def watch(step: int, w: np.ndarray) -> None:
        settled[surface.nearest(w)[1] >= near] = step + 1

    path, _, left = _paths(setup, optimizer, starts, rates, dict(chosen), whole=False, watch=watch)
    minimum, distance = surface.nearest(path[-1])
    return Destinations(np.where(distance < near, minimum, -1), settled, left >= 0)


def replay(run: Run, step: int) -> tuple[State | None, State]:
    """What the step, 1 ... n, found and what it computed."""
    if not 1 <= step <= run.steps:
        raise ValueError(f"step must be in [1, {run.steps}]; received {step}")
    optimizer, hyperparameters = OPTIMIZERS[run.optimizer], dict(run.chosen)

    def after(state: State | None, n: int) -> State:
        given = {"learning_rate": float(run.rates[n]), **hyperparameters}
        return optimizer.step(run.weights[n], run.gradients[n], state, **given)[1]

    before: State | None = None
    for n in range(step - 1):
        before = after(before, n)
    return before, after(before, step - 1)


def _bounded(steps: int) -> int:
    if not 1 <= steps <= LONGEST:
        raise ValueError(f"steps must be in [1, {LONGEST}]; received {steps}")
    return steps


def _at_rates(
    setup: Setup, optimizer: str, learning_rates: tuple[float, ...], chosen: Chosen, whole: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (n + 1, k, 2), or (1, k, 2) if not `whole`, and the last steps (k,), as `_paths` gives them."""
    schedule = SCHEDULES[setup.schedule].rates(1.0, _bounded(setup.steps))
    rates = schedule[:, None, None] * np.array(learning_rates)[:, None]
    start = np.tile(np.array(setup.start, float), (len(learning_rates), 1))
    path, _, left = _paths(setup, optimizer, start, rates, dict(chosen), whole)
    return path, left


def _paths(
    setup: Setup,
    name: str,
    start: np.ndarray,
    rates: np.ndarray,
    hyperparameters: Mapping[str, Any],
    whole: bool = True,
    watch: Callable[[int, np.ndarray], None] | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The runs from `start` (..., 2): weights (n + 1, ..., 2), gradients (n, ..., 2), and (...) the last step
    before a run left, -1 for those that stayed. Not `whole`: only the last weights, (1, ..., 2).

    Args:
        watch: called with each step, 1 ... n, and the weights after it.
    """
    surface, optimizer = SURFACES[setup.surface], OPTIMIZERS[name]
    draws = surface.draws(setup.batch, setup.steps, setup.seed)
    w, state = start, None
    left = np.full(start.shape[:-1], -1)
    path, gradients = [w], []
    for step, rate in enumerate(rates):
        gradient = surface.gradient(w, None if draws is None else draws[step])
        there, state = optimizer.step(w, gradient, state, learning_rate=rate, **hyperparameters)
        left = np.where((left < 0) & ~_within(surface, there), step, left)
        w = np.where((left < 0)[..., None], there, w)
        if whole:
            path.append(w)
            gradients.append(gradient)
        if watch:
            watch(step + 1, w)
        if (left >= 0).all():
            break
    return np.array(path if whole else [w]), np.array(gradients), left


def _within(surface: Surface, w: np.ndarray) -> np.ndarray:
    """Whether w (..., 2) is finite and not far beyond the picture."""
    limits = surface.limits
    middle = np.array([limits.left + limits.right, limits.bottom + limits.top]) / 2
    return np.asarray((np.abs(w - middle) < FAR * limits.diagonal).all(axis=-1))
