"""How much of a mask is right: counts of pixels, intersection over union, Dice; also along the edges alone.

Notation: of one class TP pixels are it and are said to be (true positives), FP are said to be and are not,
FN are and are not said to be.  Masks are (H, W), -1 for the ground.
"""

from typing import NamedTuple

import numpy as np

GROUND = -1
CLASSES = (*range(10), GROUND)
SIDE = 3  # pixels: a pixel of an edge has another class within a square of this side


class Counts(NamedTuple):
    """Pixels of one class."""

    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def union(self) -> int:
        """Pixels that are of the class or are said to be."""
        return sum(self)

    @property
    def iou(self) -> float:
        """TP / (TP + FP + FN), intersection over union; NaN where the class is in neither mask."""
        return self.true_positives / self.union if self.union else np.nan

    @property
    def dice(self) -> float:
        """2 TP / (2 TP + FP + FN) = 2 IoU / (1 + IoU); NaN where the class is in neither mask.

        Source: Dice, "Measures of the amount of ecologic association between species", Ecology 26(3), 1945.
        """
        return 2 * self.true_positives / (self.true_positives + self.union) if self.union else np.nan


def counts(truth: np.ndarray, found: np.ndarray) -> dict[int, Counts]:
    """Of every class, the ground last.

    Raises:
        ValueError: for masks of different shapes.
    """
    if truth.shape != found.shape:
        raise ValueError(f"found must have the shape of truth, {truth.shape}, got {found.shape}")
    table = confusion(truth, found)
    right, said, are = np.diag(table), table.sum(axis=0), table.sum(axis=1)
    return {
        one: Counts(int(right[one]), int(said[one] - right[one]), int(are[one] - right[one]))
        for one in CLASSES
    }


def confusion(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """(11, 11) of int: how many pixels of the class in the row are said to be of that in the column.

    The ground is the last of both, which -1 finds as well.
    """
    n = len(CLASSES)
    pairs = (truth.astype(int) % n) * n + found.astype(int) % n
    return np.bincount(pairs.ravel(), minlength=n * n).reshape(n, n)


def accuracy(truth: np.ndarray, found: np.ndarray, within: np.ndarray | None = None) -> float:
    """The share of pixels with the right class, of all or of those `within` a mask of bool; NaN of none."""
    right = truth == found if within is None else (truth == found)[within]
    return float(right.mean()) if right.size else np.nan


def edges(truth: np.ndarray) -> np.ndarray:
    """Bool (H, W): where the class changes within the square of `SIDE` pixels around a pixel."""
    reach = SIDE // 2
    wide = np.pad(truth, reach, mode="edge")
    height, width = truth.shape
    near = [wide[i : i + height, j : j + width] for i in range(SIDE) for j in range(SIDE)]
    return np.any([one != truth for one in near], axis=0)
