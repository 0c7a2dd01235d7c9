"""Boxes, how much two of them overlap, and non-maximum suppression, of which every step is kept.

A box is x0, y0, x1, y1 in pixels, x to the right and y down; x1 and y1 are the first ones outside.
"""

from dataclasses import dataclass

import numpy as np


def areas(boxes: np.ndarray) -> np.ndarray:
    """(x1 - x0) (y1 - y0) of boxes (..., 4), 0 where a side is negative."""
    return (boxes[..., 2:] - boxes[..., :2]).clip(0).prod(axis=-1)


def intersections(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The boxes that a box (4,) has in common with others (n, 4); where nothing is, a side is 0 or below."""
    return np.concatenate(
        [np.maximum(others[..., :2], one[..., :2]), np.minimum(others[..., 2:], one[..., 2:])], axis=-1
    )


def iou(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union, |A ∩ B| / (|A| + |B| - |A ∩ B|), in [0, 1]; 0 for two empty boxes.

    Args:
        one: (4,).
        others: (n, 4).

    Returns:
        (n,).
    """
    common = areas(intersections(one, others))
    union = areas(one) + areas(others) - common
    return np.divide(common, union, out=np.zeros_like(union), where=union > 0)


@dataclass(frozen=True)
class Step:
    """One step of the suppression: the best box that is left stays, those too much like it go.

    Attributes:
        kept: its number among the candidates.
        compared: the numbers of all that were left beside it, best first.
        ious: of each of those with it, (n,).
        removed: the numbers of those with an IoU above the threshold.
    """

    kept: int
    compared: np.ndarray
    ious: np.ndarray
    removed: np.ndarray


def non_maximum_suppression(boxes: np.ndarray, scores: np.ndarray, most_iou: float) -> list[Step]:
    """Keep the box of the highest score, remove what overlaps it by more than `most_iou`, and again.

    Boxes compete whatever their labels: in one place stands one digit. Of two equal scores the first wins.

    Args:
        boxes: (n, 4).
        scores: (n,).
        most_iou: in [0, 1]; two boxes that overlap by no more than this may both stay.

    Returns:
        As many steps as boxes stay, in the order of their scores.
    """
    left = np.argsort(-scores, kind="stable")
    steps = []
    while len(left):
        best, left = int(left[0]), left[1:]
        ious = iou(boxes[best], boxes[left])
        steps.append(Step(best, left, ious, left[ious > most_iou]))
        left = left[ious <= most_iou]
    return steps
