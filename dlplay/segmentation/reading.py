"""A picture of any size -> the digit at each of its pixels.

The network colours the small picture of `dlplay.sheet`.  On the way back each pixel of ink takes the class
that the ink around it has there: a stroke's edges are the picture's own, not those of small pixels.
"""

from functools import reduce
from typing import NamedTuple

import numpy as np

from dlplay.digits.components import components
from dlplay.digits.ink import find_ink, raster
from dlplay.digits.reading import ink_box
from dlplay.scenes import INKED
from dlplay.segmentation.network import GROUND, LEVELS, Network, Trace, load
from dlplay.sheet import Sheet, sheet

TALL = 32  # small pixels: no taller are pieces of ink made, one with another
REACH = 1  # small pixels to each side: so far is the ink that a pixel takes its class from
LEAST = 1e-6  # of ink: where there is less, it is ground


class Reading(NamedTuple):
    """What a network made of a picture.

    small: the picture that it read.
    ink: float32 (H, W), the same with rows and columns without ink at its end, so that it can be halved.
    """

    small: Sheet
    ink: np.ndarray
    trace: Trace


def segment(image: np.ndarray) -> np.ndarray:
    """The digit at each pixel of a picture, -1 for the ground and for what is no digit.

    Args:
        image: uint8 (H, W), (H, W, 3) or (H, W, 4), dark on light or light on dark.

    Returns:
        int8 (H, W).

    Raises:
        ValueError: for a picture that cannot be read.
        AssetError: if the shipped weights are missing or damaged.
    """
    return on_picture(read(image, load()), image)


def read(image: np.ndarray, network: Network) -> Reading:
    """The picture made small, and all that a network computes for it."""
    small = brought(image)
    ink = halvable(small.ink)
    return Reading(small, ink, network(ink))


def brought(image: np.ndarray, paper: int | None = None) -> Sheet:
    """The picture made so small that its pieces of ink are of the heights that the networks have learned.

    Args:
        image, paper: as `dlplay.sheet.sheet` takes them.
    """
    small = sheet(image, paper=paper)
    height = _height(small.ink >= INKED)
    if height <= TALL:
        return small
    rows, columns = ink_box(small.ink)
    box = (rows.stop - rows.start) * (columns.stop - columns.start)
    return sheet(image, max(round(box * (TALL / height) ** 2), 1), paper)


def _height(mask: np.ndarray) -> float:
    """How tall a mask's pieces are: the height that half of their pixels do not exceed; 0 without any."""
    pieces = components(mask)
    heights = pieces.boxes[:, 1] - pieces.boxes[:, 0]
    return float(np.median(heights.repeat(pieces.areas))) if len(heights) else 0.0


def halvable(ink: np.ndarray) -> np.ndarray:
    """A small picture with empty rows and columns at its end, so that it can be halved `LEVELS` times."""
    return np.pad(ink, [(0, -side % 2**LEVELS) for side in ink.shape])


def on_picture(reading: Reading, image: np.ndarray) -> np.ndarray:
    """The classes in the picture's own pixels, int8 (H, W).

    A pixel of ink takes argmax_k sum_n ink_n p_nk over the small pixels n around it, k = 0 ... 9 and ground.
    """
    small, classes = reading.small, _around(reading)
    ink = find_ink(raster(image))
    height, width = small.size
    stride = -(-height // ink.shape[0])  # of what `raster` has thinned out
    rows, columns = (
        np.floor(((np.arange(side) + 0.5) * stride - offset) * small.scale).clip(0, most - 1).astype(int)
        for side, offset, most in zip(ink.shape, small.offset[::-1], classes.shape, strict=True)
    )
    found = np.where(ink >= INKED, classes[np.ix_(rows, columns)], np.int8(-1))
    return found.repeat(stride, axis=0).repeat(stride, axis=1)[:height, :width]


def _around(reading: Reading) -> np.ndarray:
    """The class of the ink around each small pixel, int8 (H, W)."""
    weighed = reading.ink[..., None] * reading.trace.probabilities
    for _ in range(2):  # along the rows, then turned, along the columns
        wide = np.pad(weighed, [(REACH, REACH), (0, 0), (0, 0)])
        parts = [wide[start : start + len(weighed)] for start in range(2 * REACH + 1)]
        weighed = reduce(np.add, parts).swapaxes(0, 1)
    weighed[..., GROUND] += LEAST
    best = weighed.argmax(axis=-1).astype(np.int8)
    return np.where(best == GROUND, np.int8(-1), best)
