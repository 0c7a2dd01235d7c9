"""The job that trains a CNN on digits from the data lab; see `dlplay.digits.cnn.train_request`.

Points: step of steps, epoch of epochs (from 1), batch of batches, loss and accuracy (means over the last
batches, each counting a tenth less than the next), seconds, seconds_left.

Checkpoints, before the first step, at growing distances in the first epoch, and after each epoch: step,
epoch (done: 0.5 is half the first), loss and accuracy as above (null before the first step), and what
`Examination.look` measures, after the last step on all 10,000 test digits, else on every fifth; its arrays,
and `filters` (k, k, 1, filters), of a dense network its first units' weights (28, 28, 1, units). Where a
training ends, by itself or stopped, there is a checkpoint.

Result: step, loss, accuracy, epochs (done), seconds, parameters, examples, confusion (10 lists), and
test_loss, test_accuracy, test_examples of the last checkpoint: it is measured once. Its arrays are the
network's weights, so that its `.npz` is the trained model.
"""

import math
import time
from typing import Any

import numpy as np

from dlplay.digits.cnn import CnnSettings
from dlplay.digits.lab import Lab
from dlplay.digits.mnist import load_mnist
from dlplay.jobs.worker import Diverged, Outcome, Reporter
from dlplay.training.cnn_measure import EVERY, Examination
from dlplay.training.cnn_model import Architecture, CompiledCnn, compiled
from dlplay.training.recent import Recent

EARLY = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7)  # checkpoints within the first epoch, in epochs


def train(settings: dict[str, Any], arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome:
    """Run the job; raises `Diverged` when the loss is no number any more."""
    lab = Lab(**settings["lab"] | {"counts": tuple(settings["lab"]["counts"])})
    return _Training(CnnSettings(**settings["cnn"]), lab, arrays["watched"], reporter).run()


class _Training:
    def __init__(self, settings: CnnSettings, lab: Lab, watched: np.ndarray, reporter: Reporter):
        self.settings, self.lab, self.reporter = settings, lab, reporter
        mnist = load_mnist()
        self.pictures, self.labels = lab.training_set(mnist)
        if not lab.augmented:
            self.pictures = lab.shown(self.pictures)
        self.exam = Examination(lab.shown(mnist.x_test), mnist.y_test, lab.shown(watched))
        self.model: CompiledCnn = compiled(Architecture.of(settings))
        self.model.reset(settings.seed, settings.learning_rate)
        self.batches = -(-len(self.labels) // settings.batch_size)
        self.steps = self.batches * settings.epochs
        self.checkpoint_at = {max(1, round(share * self.batches)) for share in EARLY}
        self.checkpoint_at |= {self.batches * epoch for epoch in range(1, settings.epochs + 1)}
        self.done, self.recent = 0, Recent()
        self.kept = self.model.weights()

    def run(self) -> Outcome:
        self.began = time.monotonic()
        self._checkpoint()
        for epoch in range(self.settings.epochs):
            for chosen in self._order(epoch):
                if self.reporter.stop:
                    return self._stopped()
                self._step(chosen, epoch)
        return self._outcome()

    def _order(self, epoch):
        """The batches of an epoch, as places in the training set: every digit once, in a new order."""
        order = np.random.default_rng([self.settings.seed, epoch]).permutation(len(self.labels))
        return np.split(order, range(self.settings.batch_size, len(order), self.settings.batch_size))

    def _step(self, chosen, epoch):
        pictures = self.pictures[chosen]
        if self.lab.augmented:
            random = np.random.default_rng([self.lab.seed, 4, self.done])
            pictures = self.lab.shown(self.lab.augment(pictures, random))
        loss, correct = self.model.step(pictures, self.labels[chosen])
        if not math.isfinite(loss):
            self.model.put(self.kept)
            raise Diverged(self._outcome())
        self.done += 1
        self.recent.add(len(chosen), loss=loss, accuracy=correct / len(chosen))
        if self.done in self.checkpoint_at:
            self._checkpoint()
        self.reporter.progress(self._point(epoch), always=self.done == self.steps)

    def _point(self, epoch):
        seconds = time.monotonic() - self.began
        return self._place() | {
            "epoch": epoch + 1,
            "epochs": self.settings.epochs,
            "batch": self.done - epoch * self.batches,
            "batches": self.batches,
            "steps": self.steps,
            "seconds": seconds,
            "seconds_left": seconds / self.done * (self.steps - self.done),
        }

    def _place(self):
        return {"step": self.done} | {name: self.recent.mean(name) for name in ("loss", "accuracy")}

    def _checkpoint(self):
        self.measured, arrays = self.exam.look(self.model, every=1 if self.done == self.steps else EVERY)
        self.confusion, self.measured_at = arrays["confusion"], self.done
        weights = self.model.weights()
        if all(np.isfinite(array).all() for array in weights.values()):
            self.kept = weights
        epoch = {"epoch": self.done / self.batches}
        self.reporter.checkpoint(
            self._place() | epoch | self.measured, arrays | {"filters": self.model.filters()}
        )

    def _stopped(self):
        if self.measured_at != self.done:
            self._checkpoint()
        return self._outcome()

    def _outcome(self):
        facts = self._place() | {
            "epochs": self.done / self.batches,
            "seconds": time.monotonic() - self.began,
            "parameters": self.settings.parameters,
            "examples": len(self.labels),
            "confusion": self.confusion.tolist(),
        }
        return Outcome(facts | self.measured, self.model.weights())
