"""What a detector must not be wrong about, drawn on the page's canvas with the page's pens.

Straight thin 1s, 4s that are open, 7s with and without a bar, each alone and in a row; letters and signs that
are no digit. The signs of the table are nobody's hand and train nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dlplay.detection import detections
from dlplay.detection.measure import match
from dlplay.detection.network import Network
from dlplay.detection.reading import examine
from dlplay.digits.pen import render
from dlplay.training.allographs import FOLDER
from dlplay.training.pen_strokes import Strokes, curves

TABLE = FOLDER / "detection_cases.txt"
WIDTH, HEIGHT = 560, 280  # of the canvas, in pixels
ALONE = (
    (70, 6),
    (140, 6),
    (230, 6),
    (140, 3),
    (140, 12),
)  # height and pen in pixels; a visitor's pen is 6 at first
ROW, PEN, GAP = 100, 6, 45  # height and pen of the signs in a row, and the space between them
IN_A_ROW = 4
SLIM = (
    0.25  # of a box's height: a narrower one is taken to be so wide, for a bare line has no width to speak of
)


class Sign(NamedTuple):
    """A sign of the table; the label is None where it is no digit."""

    label: int | None
    strokes: Strokes


class Case(NamedTuple):
    """A sheet, black ink on white paper, uint8 (280, 560), with its digits and their boxes (n, 4)."""

    picture: np.ndarray
    labels: np.ndarray
    boxes: np.ndarray


class Outcome(NamedTuple):
    """Of a group of cases: sheets, digits on them, digits found, boxes that found none."""

    sheets: int
    digits: int
    found: int
    false_alarms: int


def groups() -> dict[str, list[Sign]]:
    """The table."""
    found: dict[str, list[Sign]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            signs = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            label, _, allograph = line.partition(":")
            signs.append(Sign(None if label == "-" else int(label), curves(allograph)))
    return found


def cases(signs: list[Sign]) -> Iterator[Case]:
    """Each sign alone, in several heights and with several pens, and in a row with those that follow it."""
    for at, sign in enumerate(signs):
        yield from (drawn([sign], height, pen) for height, pen in ALONE)
        yield drawn([signs[(at + step) % len(signs)] for step in range(IN_A_ROW)], ROW, PEN)


def drawn(signs: list[Sign], height: float, pen: float) -> Case:
    """Signs side by side in the middle of the canvas; of what is wider than high, the width is the height."""
    placed, left = [], 0.0
    for sign in signs:
        points = np.vstack(sign.strokes)
        scale = height / np.ptp(points, axis=0).max()
        placed.append([(stroke - points.min(axis=0)) * scale + (left, 0) for stroke in sign.strokes])
        left += float(np.ptp(points[:, 0])) * scale + GAP
    corner = (WIDTH - left + GAP) / 2, (HEIGHT - height) / 2
    moved = [[stroke + corner for stroke in strokes] for strokes in placed]
    ink = render([stroke for strokes in moved for stroke in strokes], pen, max(WIDTH, HEIGHT))
    digits = [
        (sign.label, *(np.vstack(strokes).min(axis=0) - pen / 2), *(np.vstack(strokes).max(axis=0) + pen / 2))
        for sign, strokes in zip(signs, moved, strict=True)
        if sign.label is not None
    ]
    told = np.array(digits, float).reshape(-1, 5)
    return Case(255 - ink[:HEIGHT, :WIDTH], told[:, 0].astype(int), told[:, 1:])


def measured(network: Network) -> dict[str, Outcome]:
    """What a network makes of each group at the standard threshold."""
    return {name: outcome(network, list(cases(signs))) for name, signs in groups().items()}


def outcome(network: Network, given: list[Case]) -> Outcome:
    """Found and false alarms over some cases."""
    digits = found = alarms = 0
    for one in given:
        told = detections(examine(one.picture, paper=255, network=network))
        boxes = np.array([each.box for each in told]).reshape(-1, 4)
        labels = np.array([each.label for each in told], int)
        matched = match(widened(boxes), labels, widened(one.boxes), one.labels)
        right = int((matched.found >= 0).sum())
        digits, found, alarms = digits + len(one.labels), found + right, alarms + len(told) - right
    return Outcome(len(given), digits, found, alarms)


def widened(boxes: np.ndarray) -> np.ndarray:
    """Boxes (n, 4), those that are narrower than `SLIM` of their height made so wide on both sides."""
    short = np.maximum(SLIM * (boxes[:, 3] - boxes[:, 1]) - (boxes[:, 2] - boxes[:, 0]), 0) / 2
    return boxes + np.outer(short, [-1, 0, 1, 0])
