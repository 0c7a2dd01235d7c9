"""Whether a drawing is one digit at all, and whether the network's answer stands out.

A network with ten answers gives one of them to anything.  So the drawing is looked at before the answer is
believed: by the shape of its ink, and where that may be one digit's, by a second network (`doubt`), which
has seen letters, faces and other drawings of a digit's size and build.
"""

from enum import StrEnum

import numpy as np

from dlplay.digits.components import components
from dlplay.digits.stroke import outline_length, stroke_width

# An answer stands out if it is at least this probable, and this much more probable than the runner-up.
SURE_PROBABILITY = 0.7
SURE_MARGIN = 0.6

BLOB = 0.4  # strokes wider than this share of the longer side are no strokes; a disc has 0.5
THICK = 0.34  # from here nobody can read them: the pen is wider than half the digit; MNIST's are at most 0.22
DOT = 0.25  # a blob up to this share of the picture's longer side is a dot, a larger one fills it
COVERED = 0.6  # share of the picture's pixels that have ink, from which no digit is left
LONGEST = 5.0  # length of all strokes over the longer side; for digits of pen or MNIST at most 4.2
MOST_PIECES = 6  # no digit is drawn in more strokes that do not touch
SPECK = 0.01  # a piece with a smaller share of the ink is a slip of the pen
DARK = 0.3  # where a piece of ink begins, on a scale from 0 to 1

# Pieces that stand over each other by more than this share of the narrower one belong to one digit: the bar
# of a 5, the loops of an 8.  What then stands side by side are several digits if two of them are tall, as a
# share of the row's height: the less, the wider the row (width over height).  The parts of an open 4 are not.
OVERLAP = 0.3
WIDTHS, TALL = (0.6, 1.2), (0.75, 0.4)
CERTAIN = 0.99
# Over each other, two digits are at least so tall and so far apart, as shares of the whole height.
STACKED_TALL, STACKED_GAP = 0.33, 0.07


class Verdict(StrEnum):
    """What is to be made of the network's answer."""

    SURE = "sure"
    UNSURE = "unsure"  # it may be a digit, but no answer stands out
    BLANK = "blank"
    DOT = "dot"
    FILLED = "filled"
    THICK = "thick"  # a digit perhaps, but too small for so wide a pen
    SEVERAL = "several"  # several digits side by side
    SCRIBBLE = "scribble"  # noise, hatching, or very many pieces
    UNLIKE = "unlike"  # a letter, a face, ...: the network that doubts takes it for no digit


def judge(ink: np.ndarray, magnified: np.ndarray, probabilities: np.ndarray, doubted: bool) -> Verdict:
    """Judge a drawing and the network's answer to it.

    Args:
        ink: the whole picture's ink, (height, width) in [0, 1].
        magnified: the same cut to the ink's box and scaled to the fine grid.
        probabilities: the network's, (10,).
        doubted: whether the second network takes the picture for no digit.
    """
    if not ink.any():
        return Verdict.BLANK
    shape = _no_digit(ink, magnified) or _number_of_digits(magnified, probabilities)
    return shape or (Verdict.UNLIKE if doubted else _stands_out(probabilities))


def _stands_out(probabilities: np.ndarray) -> Verdict:
    second, first = np.sort(probabilities)[-2:]
    sure = first >= SURE_PROBABILITY and first - second >= SURE_MARGIN
    return Verdict.SURE if sure else Verdict.UNSURE


def _no_digit(ink: np.ndarray, magnified: np.ndarray) -> Verdict | None:
    # Noise has no background; and magnified, which here means shrunk, it would be an even grey.
    if np.count_nonzero(ink) > COVERED * ink.size:
        return Verdict.SCRIBBLE if _is_long(ink) else Verdict.FILLED
    width, side = stroke_width(magnified), max(magnified.shape)
    if width > BLOB * side:
        return Verdict.DOT if max(_extent(ink)) <= DOT * max(ink.shape) else Verdict.FILLED
    if width > THICK * side:
        return Verdict.THICK
    return Verdict.SCRIBBLE if _is_long(magnified) else None


def _is_long(ink: np.ndarray) -> bool:
    return outline_length(ink) > 2 * LONGEST * max(ink.shape)  # a stroke's outline is twice as long as itself


def _number_of_digits(magnified: np.ndarray, probabilities: np.ndarray) -> Verdict | None:
    pieces = components(magnified > DARK)
    boxes = pieces.boxes[pieces.areas > SPECK * pieces.areas.sum()]
    if len(boxes) > MOST_PIECES:
        return Verdict.SCRIBBLE
    height, width = magnified.shape
    if _stand_over_each_other(boxes, height):
        return Verdict.SEVERAL
    # A 0 in two arcs stands side by side too: what is narrow and leaves no doubt is one digit.
    if width < height and probabilities.max() > CERTAIN:
        return None
    tall = np.interp(width / height, WIDTHS, TALL) * height
    several = sum(bottom - top > tall for top, bottom, _, _ in _columns(boxes)) > 1
    return Verdict.SEVERAL if several else None


def _stand_over_each_other(boxes: np.ndarray, height: int) -> bool:
    """Whether a clear gap parts two tall halves: the loops of an 8 and the bar of a 5 are nearer, or low."""
    top, bottom = boxes[:, 0], boxes[:, 1]
    return any(
        (top >= cut + STACKED_GAP * height).any()
        and not ((top < cut + STACKED_GAP * height) & (bottom > cut)).any()
        and min(cut - top.min(), bottom.max() - top[top >= cut].min()) >= STACKED_TALL * height
        for cut in bottom
    )


def _extent(ink: np.ndarray) -> tuple[int, int]:
    rows, columns = (int(np.ptp(np.flatnonzero(ink.any(axis=axis)))) + 1 for axis in (1, 0))
    return rows, columns


def _columns(boxes: np.ndarray) -> list[np.ndarray]:
    """Join the boxes that stand over each other, from left to right."""
    groups: list[np.ndarray] = []
    for box in boxes[np.argsort(boxes[:, 2])]:
        top, bottom, left, right = box
        if groups and groups[-1][3] - left > OVERLAP * min(right - left, groups[-1][3] - groups[-1][2]):
            last = groups[-1]
            groups[-1] = np.array([min(top, last[0]), max(bottom, last[1]), last[2], max(right, last[3])])
        else:
            groups.append(box)
    return groups
