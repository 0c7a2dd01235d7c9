"""From a sheet to its digits: the sheet made small, read at several scales, and one box kept for each digit.

The network knows digits of about 11 to 46 pixels. A sheet is read once as large as its bound of pixels allows
and then again and again at half the size, so that large digits too come within that range (an image pyramid).
It ends where no digit on the sheet can be taller than that: a sheet's height decides, since a 1 has no width.

Left out: turning and straightening; a digit lying on its side is not read.
"""

from dataclasses import dataclass

import numpy as np

from dlplay.detection.boxes import Step, non_maximum_suppression
from dlplay.detection.network import Maps, Network, load
from dlplay.sheet import MULTIPLE, Sheet, sheet

AREA = 192 * 320  # pixels of the sheet at its finest scale
NARROWEST = (
    0.7  # share of a sheet's height: a lone 1 keeps ground beside it on all scales, as it has on sheets
)
LOWEST_SHEET = 48  # pixels: a scale on which the sheet is no higher than this is the last one
LOWEST = 0.05  # score of the weakest candidate that is looked at
MOST = 300  # candidates, the best
THRESHOLD = 0.5  # score from which a box is shown
MOST_IOU = 0.2  # of two boxes that both stay


@dataclass(frozen=True)
class Level:
    """The sheet at one scale: its ink float32 (h, w), 1 / `shrunk` as large, and the network's maps of it."""

    ink: np.ndarray
    shrunk: int
    maps: Maps


@dataclass(frozen=True)
class Candidates:
    """Boxes that the network proposes, the best first.

    Attributes:
        boxes: float64 (n, 4), x0, y0, x1, y1 in the sheet's own pixels.
        scores: float32 (n,), of the surest digit.
        labels: int (n,), that digit.
        levels: int (n,), the scale at which it was seen.
    """

    boxes: np.ndarray
    scores: np.ndarray
    labels: np.ndarray
    levels: np.ndarray


@dataclass(frozen=True)
class Examination:
    """All that was made of a sheet, before any threshold: what is shown follows by `steps`."""

    sheet: Sheet
    levels: tuple[Level, ...]
    candidates: Candidates

    def steps(self, threshold: float = THRESHOLD, most_iou: float = MOST_IOU) -> list[Step]:
        """Non-maximum suppression among the candidates whose score reaches the threshold."""
        strong = int(np.count_nonzero(self.candidates.scores >= threshold))  # they come best first
        return non_maximum_suppression(
            self.candidates.boxes[:strong], self.candidates.scores[:strong], most_iou
        )


def examine(image: np.ndarray, *, paper: int | None = None, network: Network | None = None) -> Examination:
    """Read a sheet at every scale.

    Args:
        image: uint8 (H, W), (H, W, 3) or (H, W, 4), dark on light or light on dark.
        paper: grey level of the background, 0 to 255, where it is known.
        network: instead of the shipped one.

    Raises:
        ValueError: for a picture that cannot be read.
        AssetError: if the shipped weights are missing or damaged.
    """
    small = sheet(image, AREA, paper, NARROWEST)
    if not small.ink.any():
        return Examination(small, (), _joined(small, ()))
    network = network or load()
    levels, ink, shrunk = [], small.ink, 1
    while True:
        levels.append(Level(ink, shrunk, network(ink)))
        if len(ink) <= LOWEST_SHEET:
            break
        ink, shrunk = halved(ink), 2 * shrunk
    return Examination(small, tuple(levels), _joined(small, tuple(levels)))


def halved(ink: np.ndarray) -> np.ndarray:
    """A picture half as large, each pixel the mean of four, its sides again multiples of 8.

    Strokes that have become thin, and so pale, are made full again.
    """
    small = (ink[::2, ::2] + ink[1::2, ::2] + ink[::2, 1::2] + ink[1::2, 1::2]) / 4
    padded = np.pad(small, [(0, -side % MULTIPLE) for side in small.shape])
    return padded / padded.max()


def _joined(small: Sheet, levels: tuple[Level, ...]) -> Candidates:
    """The best cells of all levels; each proposes the digit of which it is surest."""
    boxes, scores, labels, numbers = [np.zeros((0, 4))], [np.zeros(0, np.float32)], [], []
    for number, level in enumerate(levels):
        best = level.maps.scores.max(axis=-1)
        chosen = best >= LOWEST
        boxes.append(small.on_sheet(level.maps.boxes[chosen] * level.shrunk))
        scores.append(best[chosen])
        labels.append(level.maps.scores[chosen].argmax(axis=-1))
        numbers.append(np.full(np.count_nonzero(chosen), number))
    joined = np.concatenate(scores)
    order = np.argsort(-joined, kind="stable")[:MOST]
    whole = [np.concatenate([np.zeros(0, int), *parts])[order] for parts in (labels, numbers)]
    return Candidates(np.concatenate(boxes)[order], joined[order], *whole)
