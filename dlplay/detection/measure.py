"""How good a detector is: which boxes found which digits, precision, recall and average precision.

Notation: TP boxes that found a digit, FP boxes that found none, FN digits that no box found.
    precision = TP / (TP + FP),  recall = TP / (TP + FN),  F1 = 2 TP / (2 TP + FP + FN)

Source: M. Everingham et al., "The Pascal visual object classes (VOC) challenge", 2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlplay.detection.boxes import iou

LEAST_IOU = 0.5  # of a box with the true one, to count as found


@dataclass(frozen=True)
class Match:
    """The boxes of one sheet against the truth.

    Attributes:
        found: for each box, the best first, the number of the digit that it found, or -1.
        ious: for each box, the IoU with that digit, or the best with any.
    """

    found: np.ndarray
    ious: np.ndarray


def match(
    boxes: np.ndarray,
    labels: np.ndarray,
    true_boxes: np.ndarray,
    true_labels: np.ndarray,
    least_iou: float = LEAST_IOU,
) -> Match:
    """Each box, the best first, takes the digit that it overlaps most, if it is free and the label is right.

    Args:
        boxes, labels: (n, 4) and (n,), in the order of their scores.
        true_boxes, true_labels: (m, 4) and (m,).
        least_iou: with a smaller one nothing is found.
    """
    free = np.ones(len(true_boxes), bool)
    found, ious = np.full(len(boxes), -1), np.zeros(len(boxes))
    for number, (box, label) in enumerate(zip(boxes, labels, strict=True)):
        overlaps = iou(np.asarray(box, float), np.asarray(true_boxes, float).reshape(-1, 4))
        ious[number] = overlaps.max(initial=0)
        eligible = np.where(free & (np.asarray(true_labels) == label), overlaps, -1)
        if len(eligible) and eligible.max() >= least_iou:
            found[number] = best = int(eligible.argmax())
            ious[number], free[best] = overlaps[best], False
    return Match(found, ious)


@dataclass(frozen=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """TP / (TP + FP): how much of what was found is right; 1 where nothing was."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """TP / (TP + FN): how much of what is there was found; 1 where nothing is."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """2 TP / (2 TP + FP + FN), the harmonic mean of both."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp + self.fp + self.fn else 1.0


@dataclass(frozen=True)
class Curve:
    """Precision and recall as the threshold falls past one box after the other.

    Attributes:
        scores: (n,), falling. right: bool (n,), whether that box found a digit.
        precision, recall: (n,), of the boxes down to that one.
        envelope: (n,), the best precision at this recall or a higher one.
    """

    scores: np.ndarray
    right: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    envelope: np.ndarray

    @property
    def average_precision(self) -> float:
        """AP = Σ (R_k - R_{k-1}) max_{j >= k} P_j: the area under the envelope, in [0, 1]."""
        return float((np.diff(self.recall, prepend=0) * self.envelope).sum())


def curve(scores: Sequence[float] | np.ndarray, right: Sequence[bool] | np.ndarray, digits: int) -> Curve:
    """The curve over boxes of any number of sheets.

    Args:
        scores, right: (n,), in any order.
        digits: how many there are to find.
    """
    order = np.argsort(-np.asarray(scores, float), kind="stable")
    hits = np.asarray(right, bool)[order]
    tp = hits.cumsum()
    precision = tp / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return Curve(np.asarray(scores, float)[order], hits, precision, tp / max(digits, 1), envelope)
