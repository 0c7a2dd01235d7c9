"""Fit the translator: batches of like length, the training loop, checkpoints."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from dlplay.training import translation_model
from dlplay.training.char_fit import Progress
from dlplay.training.char_model import scheduled_adam
from dlplay.translation import alphabet, examples
from dlplay.translation.examples import Example
from dlplay.translation.languages import DIRECTIONS

# Texts of a batch are filled up to one of these lengths, since for each pair of them a graph must be made.
LENGTHS = (16, 32, 64, 96)
TOGETHER = 4  # batches of a direction that are drawn at once, and sorted by length
CURVE = 100  # updates between two points of the loss


@dataclass
class Fitted:
    """The trained weights by the names of `dlplay.translation.network.SHAPES`, and the loss on the way."""

    weights: dict[str, np.ndarray]
    curve: list[float]  # nats a character, a mean over every `CURVE` updates


def fit(recipe, seed: int, checkpoint: Path | None = None, resume: bool = False, say=print) -> Fitted:
    """Train by `recipe`.

    checkpoint: file written at every point of the curve; with `resume`, training goes on from it.
    """
    keras.utils.set_random_seed(seed)
    network = translation_model.textbook_network()
    optimizer = scheduled_adam(recipe, recipe.updates)
    optimizer.build(network.trainable_variables)
    kept = [*network.trainable_variables, *optimizer.variables]
    curve = _restore(checkpoint, kept) if resume and checkpoint and checkpoint.exists() else []
    update = _update(network, optimizer)
    done, losses = len(curve) * CURVE, []
    progress = Progress(recipe.updates, done, say)
    for batch in batches(seed, recipe.batch, done, recipe.updates):
        losses.append(update(*map(tf.constant, batch)))
        progress.step()
        if len(losses) == CURVE:
            curve.append(round(float(np.mean(losses)), 4))
            losses = []
            say(f"update {progress.done}/{recipe.updates}  loss {curve[-1]:.4f}  {progress.left()}")
            if checkpoint:
                _save(checkpoint, kept, curve)
    weights = {name: one.numpy() for name, one in translation_model.variables(network).items()}
    return Fitted(weights, curve)


def _update(network, optimizer):
    """One update from a batch (characters read, written before, wanted); returns the loss before it."""
    kept = network.trainable_variables
    weights = {name: variable.value for name, variable in translation_model.variables(network).items()}

    @tf.function(autograph=False)
    def update(read, written, wanted):
        with tf.GradientTape() as tape:
            loss = translation_model.loss(weights, read, written, wanted)
        optimizer.apply(tape.gradient(loss, [variable.value for variable in kept]), kept)
        return loss

    return update


def batches(seed: int, size: int, first: int, last: int) -> Iterator[tuple[np.ndarray, ...]]:
    """The batches of the updates from `first` to `last`: characters read, written before and wanted."""
    turn = TOGETHER * len(DIRECTIONS)
    for number in range(first // turn, -(-last // turn)):
        made = _turn(np.random.default_rng([seed, number]), size)
        yield from made[max(first - number * turn, 0) : last - number * turn]


def _turn(random: np.random.Generator, size: int) -> list[tuple[np.ndarray, ...]]:
    made = []
    for direction in DIRECTIONS:
        drawn = [examples.draw(random, direction) for _ in range(size * TOGETHER)]
        drawn.sort(key=lambda one: len(one.asked) + len(one.answer))
        made += [batch(drawn[start : start + size]) for start in range(0, len(drawn), size)]
    return [made[place] for place in random.permutation(len(made))]


def batch(drawn: list[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Characters read (N, S), written before (N, T) and wanted (N, T)."""
    read = [alphabet.encode(one.asked) for one in drawn]
    answers = [alphabet.encode(one.answer) for one in drawn]
    written = [
        np.append(alphabet.STARTS[one.target], answer) for one, answer in zip(drawn, answers, strict=True)
    ]
    wanted = [np.append(answer, alphabet.END) for answer in answers]
    length = _length(wanted)
    return (
        alphabet.batch(read, _length(read)),
        alphabet.batch(written, length),
        alphabet.batch(wanted, length),
    )


def _length(texts: list[np.ndarray]) -> int:
    longest = max(map(len, texts))
    return next(length for length in LENGTHS if length >= longest)


def _save(checkpoint: Path, kept: list[keras.Variable], curve: list[float]) -> None:
    arrays = {str(place): variable.numpy() for place, variable in enumerate(kept)}
    # written beside and renamed, so that a stop in between cannot leave half a file
    unfinished = checkpoint.with_name(f"unfinished-{checkpoint.name}")
    np.savez(unfinished, curve=np.array(json.dumps(curve)), **arrays)
    unfinished.replace(checkpoint)


def _restore(checkpoint: Path, kept: list[keras.Variable]) -> list[float]:
    with np.load(checkpoint, allow_pickle=False) as saved:
        for place, variable in enumerate(kept):
            variable.assign(saved[str(place)])
        return json.loads(str(saved["curve"]))
