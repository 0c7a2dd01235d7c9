"""Connected pieces of ink: pixels that touch at a side or a corner belong together."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Components:
    """The pieces in a mask, in the order in which their first pixels stand, row by row."""

    labels: np.ndarray  # (height, width) int: 0 outside, i + 1 in piece i
    areas: np.ndarray  # (n,) in pixels
    boxes: np.ndarray  # (n, 4): top, bottom, left, right; bottom and right are the first pixels outside

    def keep(self, wanted: np.ndarray) -> np.ndarray:
        """The mask of the pieces for which the bool array `wanted`, of shape (n,), is true."""
        return np.concatenate([[False], wanted])[self.labels]


def components(mask: np.ndarray) -> Components:
    """Find the connected pieces of a bool mask of shape (height, width).

    Each row is cut into runs of neighbouring pixels.  Runs that touch in consecutive rows are joined by
    letting each take the smaller number of the two, until no number changes.
    """
    height, width = mask.shape
    inside = np.zeros((height, width + 2), np.int8)
    inside[:, 1:-1] = mask
    edges = inside[:, 1:] - inside[:, :-1]
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    number = _joined(*_touching(row, start, end, width + 2), len(row))
    _, piece = np.unique(number, return_inverse=True)
    n = int(piece.max()) + 1 if len(piece) else 0

    areas = np.bincount(piece, weights=end - start, minlength=n).astype(int)
    boxes = np.tile([height, 0, width, 0], (n, 1))
    for column, reduce, values in (
        (0, np.minimum, row),
        (1, np.maximum, row + 1),
        (2, np.minimum, start),
        (3, np.maximum, end),
    ):
        reduce.at(boxes[:, column], piece, values)
    labels = np.zeros(mask.shape, int)
    labels[mask] = np.repeat(piece + 1, end - start)
    return Components(labels, areas, boxes)


def _touching(
    row: np.ndarray, start: np.ndarray, end: np.ndarray, stride: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (i, j) of runs where j stands in the row below i and touches it.

    Runs come in reading order, so those below run i are consecutive: from the first that ends at i's start or
    later to the last that starts at i's end or before.
    """
    below = (row + 1) * stride
    first = np.searchsorted(row * stride + end, below + start, side="left")
    count = np.searchsorted(row * stride + start, below + end, side="right") - first
    i = np.repeat(np.arange(len(row)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return i, np.repeat(first, count) + within


def _joined(i: np.ndarray, j: np.ndarray, n: int) -> np.ndarray:
    number = np.arange(n)
    while (number[i] != number[j]).any():
        smaller = np.minimum(number[i], number[j])
        # The smaller number goes to the run that the larger one names, so that long chains join at once.
        np.minimum.at(number, number[i], smaller)
        np.minimum.at(number, number[j], smaller)
        number = number[number]
    return number
