"""Non-maximum suppression, one glance after another: a box stays, or is compared with one beside it."""

from typing import NamedTuple

import numpy as np

from dlplay.detection.boxes import Step
from dlplay.ui.detection.settings import MOST_STEPS

WAITING, LOOKED_AT, KEPT, REMOVED = range(4)


class Glance(NamedTuple):
    """One moment: the numbers of the best box left and, if it is compared, of the other, with their IoU."""

    kept: int
    other: int | None
    iou: float
    removed: bool


class Walk(NamedTuple):
    """All moments, and what has become of each candidate at each, int (n, candidates)."""

    glances: list[Glance]
    states: np.ndarray


def walk(steps: list[Step], candidates: int) -> Walk:
    """The moments of some steps; boxes that have nothing in common are passed over."""
    glances: list[Glance] = []
    states: list[np.ndarray] = []
    now = np.full(candidates, WAITING)
    for step in steps:
        now[step.kept] = KEPT
        glances.append(Glance(step.kept, None, 0.0, False))
        states.append(now.copy())
        removed = set(step.removed.tolist())
        for other, overlap in zip(step.compared.tolist(), step.ious.tolist(), strict=True):
            if overlap > 0:
                goes = other in removed
                now[other] = REMOVED if goes else WAITING
                glances.append(Glance(step.kept, other, overlap, goes))
                seen = now.copy()
                seen[other] = REMOVED if goes else LOOKED_AT
                states.append(seen)
    shape = (0, candidates)
    return Walk(
        glances[:MOST_STEPS],
        np.array(states[:MOST_STEPS]).reshape(-1, candidates) if states else np.zeros(shape, int),
    )
