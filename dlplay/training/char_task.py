"""The job that trains a character model on a text; see `dlplay.text.char_training.train_request`.

Losses are in nats a character. Points: step of steps, epoch of epochs (from 1), loss (mean over the last
updates, each counting a tenth less than the next), seconds, seconds_left.

Checkpoints, before the first step, at growing distances in the first epoch, and after each epoch: step, epoch
(done: 0.5 is half the first), loss (null before the first step), held_out (mean over the first 4,000
characters of the held-out tenth, read from end to end), samples (a text for each temperature, as "0.2").

Result: step, loss, held_out, samples, epochs (done), seconds, parameters, characters (of the training text),
vocabulary (number of different characters); its arrays make a model file, with the state of Adam.
"""

import time
from functools import lru_cache
from typing import Any, NamedTuple

import keras
import numpy as np
import tensorflow as tf

from dlplay.jobs.worker import Diverged, Outcome, Reporter
from dlplay.text import CharLSTM
from dlplay.text.char_training import (
    STEPS,
    TEMPERATURES,
    CharSettings,
    epoch_of,
    training_part,
    vocabulary_of,
)
from dlplay.text.model_files import adam_of, from_arrays, named_adam, named_weights
from dlplay.training.char_fit import windows
from dlplay.training.char_model import CharNetwork, textbook_network
from dlplay.training.recent import Recent

EARLY = (0.05, 0.2, 0.5)  # checkpoints within the first epoch, in epochs
HELD_OUT = 4_000  # characters: a glance, since it is taken at every checkpoint
SAMPLE = 200  # characters
CLIP_NORM = 1.0
WORST = 1_000.0  # nats: a guess costs 9 at most; beyond this only saturated units are left
KEPT = 2  # architectures


class Architecture(NamedTuple):
    """The part of the settings and of the text that decides what is compiled."""

    cell: str
    units: int
    layers: int
    vocabulary_size: int
    streams: int


class _Plain(NamedTuple):
    """What `CharNetwork` asks of a recipe, for training without tricks."""

    cell: str
    units: int
    layers: int
    dropout: float = 0.0
    recurrent_dropout: float = 0.0
    averaging: float = 0.0
    teacher_share: float = 0.0
    compute_dtype: str = "float32"


class Learned(NamedTuple):
    """What a training knows: weights in Keras's order, and Adam's updates and averages, if they are kept."""

    weights: list[np.ndarray]
    adam: list[np.ndarray] | None


class CompiledCharNetwork:
    """A network and its training step, compiled once and set back for each training.

    As with the CNN (`dlplay.training.cnn_model`), each new compiled model would leak, and cost seconds.
    """

    def __init__(self, architecture: Architecture):
        self.architecture = architecture
        cell, units, layers, vocabulary_size, streams = architecture
        optimizer = keras.optimizers.Adam(1e-3, global_clipnorm=CLIP_NORM)
        self.network = CharNetwork(_Plain(cell, units, layers), vocabulary_size, 0, optimizer)
        self._adam = [one for one in optimizer.variables if one is not optimizer.variables[1]]  # but the rate
        self._fresh = [variable.numpy() for variable in self._adam]
        blank = np.zeros((STEPS, streams), np.int32)
        self.step(blank, blank, self.network.zero_states(streams))  # compiles, before a clock runs

    def reset(self, seed: int, learning_rate: float, begin: Learned | None) -> None:
        """As built after `set_random_seed(seed)`, or with what was learned before."""
        keras.utils.set_random_seed(seed)
        cell, units, layers, vocabulary_size, _ = self.architecture
        if begin is None:
            begin = Learned(textbook_network(cell, units, layers, vocabulary_size).get_weights(), None)
        self.network.keras_network.set_weights(begin.weights)
        for variable, value in zip(self._adam, begin.adam or self._fresh, strict=True):
            variable.assign(value)
        self.network.optimizer.learning_rate = learning_rate

    def step(self, characters, following, states):
        """One update from characters (T, B) and those that follow them -> (mean loss, states)."""
        characters, following = (tf.constant(numbers, tf.int32) for numbers in (characters, following))
        loss, states = self.network.train_step(characters, following, None, states, None)
        return float(loss), states

    def learned(self) -> Learned:
        """The network as it is now."""
        adam = [variable.numpy() for variable in self._adam]
        return Learned(self.network.keras_network.get_weights(), adam)


@lru_cache(maxsize=KEPT)
def compiled(architecture: Architecture) -> CompiledCharNetwork:
    """The network of an architecture, as the last training left it."""
    return CompiledCharNetwork(architecture)


def train(settings: dict[str, Any], arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome:
    """Run the job; raises `Diverged` when the loss is no number any more, or beyond all measure."""
    arrays = dict(arrays)
    text = arrays.pop("text").tobytes().decode()
    if settings["resume"]:
        _, vocabulary, weights = from_arrays(arrays)
        begin = Learned(weights, adam_of(arrays))
    else:
        vocabulary, begin = vocabulary_of(text), None
    training = _Training(CharSettings(**settings["char"]), text, vocabulary, settings["prompt"], reporter)
    return training.run(begin)


class _Training:
    def __init__(self, settings, text, vocabulary, prompt, reporter):
        self.settings, self.vocabulary, self.prompt, self.reporter = settings, vocabulary, prompt, reporter
        border = training_part(text)
        self.numbers = vocabulary.encode(text[:border])
        self.held_out = text[border : border + HELD_OUT]
        self.epoch = epoch_of(len(self.numbers))
        self.model = compiled(
            Architecture(settings.cell, settings.units, settings.layers, len(vocabulary), self.epoch.streams)
        )
        self.updates = self.epoch.updates * self.epoch.passes
        self.steps = self.updates * settings.epochs
        self.checkpoint_at = {max(1, round(share * self.updates)) for share in EARLY}
        self.checkpoint_at |= {self.updates * epoch for epoch in range(1, settings.epochs + 1)}
        self.done, self.recent = 0, Recent()

    def run(self, begin: Learned | None) -> Outcome:
        self.model.reset(self.settings.seed, self.settings.learning_rate, begin)
        self.began = time.monotonic()
        self._checkpoint()
        for epoch in range(self.settings.epochs):
            for passing in self._passes(epoch):
                states = self.model.network.zero_states(self.epoch.streams)
                for positions in passing:
                    if self.reporter.stop:
                        return self._outcome(self.model.learned())
                    states = self._step(positions, states, epoch)
        return self._outcome(self.kept)

    def _passes(self, epoch):
        """The windows of each pass of an epoch, begun at a random place so that they differ every time."""
        count, random = len(self.numbers), np.random.default_rng([self.settings.seed, epoch])
        for _ in range(self.epoch.passes):
            yield windows((np.arange(count) + random.integers(count)) % count, self.epoch.streams, STEPS)

    def _step(self, positions, states, epoch):
        following = self.numbers[(positions + 1) % len(self.numbers)]
        loss, states = self.model.step(self.numbers[positions], following, states)
        if not loss < WORST:  # nor is NaN
            raise Diverged(self._outcome(self.kept))
        self.done += 1
        self.recent.add(positions.size, loss=loss)
        if self.done in self.checkpoint_at:
            self._checkpoint()
        self.reporter.progress(self._point(epoch), always=self.done == self.steps)
        return states

    def _point(self, epoch):
        seconds = time.monotonic() - self.began
        return self._place() | {
            "epoch": epoch + 1,
            "epochs": self.settings.epochs,
            "steps": self.steps,
            "seconds": seconds,
            "seconds_left": seconds / self.done * (self.steps - self.done),
        }

    def _place(self):
        return {"step": self.done, "loss": self.recent.mean("loss")}

    def _checkpoint(self):
        learned = self.model.learned()
        if not _finite(learned.weights):
            return  # the next loss says that it diverged
        self.kept = learned
        epoch = {"epoch": self.done / self.updates}
        self.reporter.checkpoint(self._place() | epoch | self._look(learned.weights), {})

    def _look(self, weights):
        """The held-out loss of some weights, and a text of theirs for each temperature."""
        writer = CharLSTM(self.settings.cell, self.vocabulary, weights)
        texts = writer.generate_many(self.prompt, SAMPLE, TEMPERATURES, self.settings.seed)
        return {
            "held_out": -float(writer.log_probabilities(self.held_out).mean(dtype=np.float64)),
            "samples": dict(zip(map(str, TEMPERATURES), texts, strict=True)),
        }

    def _outcome(self, learned):
        weights, adam = learned
        facts = self._place() | {
            "epochs": self.done / self.updates,
            "seconds": time.monotonic() - self.began,
            "parameters": sum(weight.size for weight in weights),
            "characters": len(self.numbers),
            "vocabulary": len(self.vocabulary),
        }
        arrays = named_weights(self.settings.cell, self.vocabulary, weights)
        if adam is not None and _finite(adam):
            arrays |= named_adam(arrays, adam)
        return Outcome(facts | self._look(weights), arrays)


def _finite(arrays: list[np.ndarray]) -> bool:
    return all(np.isfinite(array).all() for array in arrays)
