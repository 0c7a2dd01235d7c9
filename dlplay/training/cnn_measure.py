"""What is looked at while a CNN learns: the confusion matrix, the misread digits, a few watched pictures."""

from typing import NamedTuple

import numpy as np

from dlplay.digits.cnn import MISREAD
from dlplay.digits.lab import CLASSES

EVERY = 5  # at a checkpoint each fifth test digit is read; not the first ones, which are easier than the last


def confusion_matrix(labels: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """How often each digit, row, was read as which, column: (10, 10) int32."""
    cells = labels.astype(np.int64) * CLASSES + probabilities.argmax(axis=1)
    return np.bincount(cells, minlength=CLASSES**2).reshape(CLASSES, CLASSES).astype(np.int32)


def misread(labels: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Which digits were misread, for each cell the network's surest first.

    Returns:
        (10, 10, 6) int16: places in `labels`; -1 where there are fewer.
    """
    places = np.full((CLASSES, CLASSES, MISREAD), -1, np.int16)
    read, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    for label in range(CLASSES):
        for answer in set(range(CLASSES)) - {label}:
            cell = np.flatnonzero((labels == label) & (read == answer))
            cell = cell[np.argsort(-sure[cell], kind="stable")][:MISREAD]
            places[label, answer, : len(cell)] = cell
    return places


class Examination(NamedTuple):
    """What a network is looked at with.

    pictures: uint8 (10000, 28, 28); labels: (10000,); watched: float32 (w, 28, 28) in [0, 1].
    """

    pictures: np.ndarray
    labels: np.ndarray
    watched: np.ndarray

    def look(self, model, every: int) -> tuple[dict[str, float], dict[str, np.ndarray]]:
        """What a `CompiledCnn` makes of every n-th test digit and of the watched pictures.

        Returns:
            test_loss, test_accuracy, test_examples; and confusion (10, 10) int32, misread (10, 10, 6) int16
            places among MNIST's test digits, watched (w, 10) probabilities.
        """
        labels = self.labels[::every]
        probabilities = model.predict(self.pictures[::every])
        places = misread(labels, probabilities)
        facts = {
            "test_loss": model.mean_loss(probabilities, labels),
            "test_accuracy": float(np.mean(probabilities.argmax(axis=1) == labels)),
            "test_examples": len(labels),
        }
        return facts, {
            "confusion": confusion_matrix(labels, probabilities),
            "misread": np.where(places < 0, -1, places * every).astype(np.int16),
            "watched": model.predict(self.watched),
        }
