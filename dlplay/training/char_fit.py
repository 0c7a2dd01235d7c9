"""The training loop of the character models: streams, progress, checkpoints."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from dlplay.training.char_model import CharNetwork


@dataclass
class Fitted:
    """A trained network: weights in Keras's order, float32, and how they came about."""

    weights: list[np.ndarray]
    moments: dict[str, list[np.ndarray]]
    curve: list[dict]  # one entry an epoch: training and held-out loss, nats a character


def use_threads(threads: int):
    """Sets how many CPU threads TensorFlow takes, 0 for one a core; works only before its first operation."""
    if threads:
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)


def windows(positions, streams: int, steps: int):
    """Cuts a text's positions into `streams` parallel texts; yields them (steps, streams) at a time."""
    length = len(positions) // streams // steps * steps
    if not length:
        raise ValueError(f"positions must be at least {streams * steps}, got {len(positions)}")
    parallel = positions[: streams * length].reshape(streams, length).T
    for start in range(0, length, steps):
        yield parallel[start : start + steps]


def fit(
    recipe,
    train,
    held_out,
    vocabulary_size,
    seed=0,
    teacher: CharNetwork | None = None,
    checkpoint: Path | None = None,
    resume=False,
    say=print,
) -> Fitted:
    """Trains by `recipe`. The held-out text is evaluated after every epoch and decides nothing.

    teacher: a trained network whose probabilities are part of the targets, by `recipe.teacher_share`.
    checkpoint: file written after every epoch; with `resume`, training goes on from it.
    """
    keras.utils.set_random_seed(seed)
    per_epoch = len(train) // recipe.batch // recipe.steps
    network = CharNetwork(recipe, vocabulary_size, updates=recipe.epochs * per_epoch)
    fitted = Fitted([], {}, [])
    if resume and checkpoint is not None and checkpoint.exists():
        _restore(checkpoint, network, fitted)
        say(f"going on after epoch {len(fitted.curve)}")
    opinions = None
    if teacher is not None:
        say("the teacher reads the training text")
        opinions = expectations(teacher, train)
    progress = Progress(recipe.epochs * per_epoch, len(fitted.curve) * per_epoch, say)
    for epoch in range(len(fitted.curve), recipe.epochs):
        losses = {
            "train": _epoch(network, train, opinions, seed, epoch, fitted.moments, progress),
            "held_out": evaluate(network, held_out, recipe),
        }
        fitted.curve.append({"epoch": epoch + 1} | {text: round(loss, 4) for text, loss in losses.items()})
        report = "  ".join(f"{text} {loss:.4f}" for text, loss in losses.items())
        say(f"epoch {epoch + 1}/{recipe.epochs}  {report}  {progress.left()}")
        if checkpoint is not None:
            _save(checkpoint, network, fitted)
    fitted.weights = [average.numpy() for average in network.averages]
    return fitted


def expectations(network: CharNetwork, numbers) -> np.ndarray:
    """What a network expects after each character of a text, read as in training: (n, V) float16."""
    recipe, states = network.recipe, network.zero_states(network.recipe.batch)
    expected = np.empty((len(numbers), network.vocabulary_size), np.float16)
    # a little of the beginning again at the end, or the text would not fill the last window
    places = np.arange(len(numbers) + recipe.batch * recipe.steps) % len(numbers)
    for positions in windows(places, recipe.batch, recipe.steps):
        probabilities, states = network.expect(tf.constant(numbers[positions]), states)
        expected[positions] = probabilities
    return expected


def _epoch(network, train, opinions, seed, epoch, moments, progress):
    """One pass over the training text, begun at a random place so that windows differ every time."""
    recipe, losses = network.recipe, []
    start = np.random.default_rng([seed, epoch]).integers(len(train))
    states = network.zero_states(recipe.batch)
    for positions in windows((np.arange(len(train)) + start) % len(train), recipe.batch, recipe.steps):
        done = int(network.optimizer.iterations)
        for name, moment in recipe.moments:
            if moment == done:
                moments[name] = [average.numpy() for average in network.averages]
        loss, states = network.train_step(
            tf.constant(train[positions]),
            tf.constant(train[(positions + 1) % len(train)]),
            None if opinions is None else tf.constant(opinions[positions]),
            states,
            tf.constant([seed, done], tf.int32),
        )
        losses.append(loss)
        progress.step()
    return float(np.mean(losses))


def evaluate(network, numbers, recipe, streams=16) -> float:
    """Mean loss of the averaged weights over a text, nats a character, state carried.

    16 parallel streams, for speed: each starts without memory, which costs about a thousandth of a nat.
    """
    states, losses = network.zero_states(streams), []
    for positions in windows(np.arange(len(numbers) - 1), streams, recipe.steps):
        characters, following = tf.constant(numbers[positions]), tf.constant(numbers[positions + 1])
        loss, states = network.loss(network.averages, characters, following, states)
        losses.append(loss)
    return float(np.mean(losses))


class Progress:
    """Says every half minute how far the training is and how long it will take."""

    def __init__(self, total, done, say):
        self.total, self.done, self.first, self.say = total, done, done, say
        self.began = self.said = time.monotonic()

    def step(self):
        self.done += 1
        if time.monotonic() - self.said > 30:
            self.said = time.monotonic()
            self.say(f"update {self.done}/{self.total}  {self.left()}")

    def left(self) -> str:
        seconds = (time.monotonic() - self.began) / max(self.done - self.first, 1) * (self.total - self.done)
        return f"{seconds / 60:.1f} min left"


def _save(checkpoint, network, fitted):
    arrays = {f"weight{n}": variable.numpy() for n, variable in enumerate(network.variables)}
    arrays |= {f"average{n}": variable.numpy() for n, variable in enumerate(network.averages)}
    arrays |= {f"optimizer{n}": variable.numpy() for n, variable in enumerate(network.optimizer.variables)}
    for name, weights in fitted.moments.items():
        arrays |= {f"moment-{name}-{n}": weight for n, weight in enumerate(weights)}
    # written beside and renamed, so that a stop in between cannot leave half a file
    unfinished = checkpoint.with_name(f"unfinished-{checkpoint.name}")
    np.savez(unfinished, curve=np.array(json.dumps(fitted.curve)), **arrays)
    unfinished.replace(checkpoint)


def _restore(checkpoint, network, fitted):
    with np.load(checkpoint, allow_pickle=False) as saved:
        for n, (variable, average) in enumerate(zip(network.variables, network.averages, strict=True)):
            variable.assign(saved[f"weight{n}"])
            average.assign(saved[f"average{n}"])
        for n, variable in enumerate(network.optimizer.variables):
            variable.assign(saved[f"optimizer{n}"])
        fitted.curve.extend(json.loads(str(saved["curve"])))
        for name, _ in network.recipe.moments:
            if f"moment-{name}-0" in saved:
                fitted.moments[name] = [saved[f"moment-{name}-{n}"] for n in range(len(network.variables))]
