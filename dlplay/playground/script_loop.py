"""The training itself in a run's script: batch by batch, with all that was set by hand on the way."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from dlplay.playground.recipe import Recipe
from dlplay.playground.training import Training


class Words(NamedTuple):
    """How a framework says it."""

    learn: str  # from one batch
    take: str  # all weights into `weights`
    put: str  # them back; empty where they are the model's own
    change: Callable[[Recipe, Recipe], list[str]]  # from one recipe to the next, while it trains


def loop(training: Training, words: Words) -> str:
    """Every step of the run."""
    recipe, steps = training.recipe, training.step_count
    by_hand = _by_hand(training, words)
    before = "".join(
        f"        if step == {step}:  # set by hand\n{_lines(12, lines)}"
        for step, lines in by_hand.items()
        if step < steps
    )
    return f"""\
step, shuffles = 0, np.random.default_rng([{recipe.seed}, 3])
while step < {steps}:
    epoch = train[shuffles.permutation(len(train))]
    for start in range(0, min(len(epoch), ({steps} - step) * {recipe.batch_size}), {recipe.batch_size}):
        batch = epoch[start : start + {recipe.batch_size}]
{before}        {words.learn}
        step += 1
{_lines(0, by_hand.get(steps, []))}"""


def _by_hand(training: Training, words: Words) -> Mapping[int, list[str]]:
    """Step -> what was set there: settings, then weights."""
    lines: dict[int, list[str]] = {}
    for step in sorted({one.until for one in training.earlier}):
        lines[step] = words.change(training.recipe_at(step - 1), training.recipe_at(step))
    weights: dict[int, list[str]] = {}
    for edit in training.edits:
        if edit.place < len(training.row):
            place = _position(training, edit.place)
            weights.setdefault(edit.step, []).append(f"weights[{place}] = {edit.value}")
    for step, edited in weights.items():
        lines[step] = [*lines.get(step, []), words.take, *edited, words.put]
    return lines


def _lines(indent: int, lines: list[str]) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in lines if line)


def _position(training: Training, place: int) -> str:
    """A place in the row of weights as the indices into the list of weights: "2][0, 3"."""
    for number, part in enumerate(part for layer in training.layers for part in (layer.kernel, layer.bias)):
        if place < part.size:
            return f"{number}][{', '.join(str(int(one)) for one in np.unravel_index(place, part.shape))}"
        place -= part.size
    raise ValueError(f"place must be in the row of weights; received {place} too many")
