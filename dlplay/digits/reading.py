"""A drawing of any size, place, colour and pen -> the 28 x 28 picture that MNIST's makers would have made.

They cut each digit out, scaled it into 20 x 20 with its aspect ratio kept, and put its centre of mass in the
middle of 28 x 28 (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
recognition", Proceedings of the IEEE 86, 1998; http://yann.lecun.com/exdb/mnist/).  A digit of MNIST passes
unchanged: its longer side is 20 already, so nothing is resampled, and its centre of mass is in place.

Notation: an ink picture is float32 of shape (height, width), 0 without ink and 1 with full ink.

Left out: slant, rotation, and uneven light; see `photo.py` for the last.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dlplay.digits.ink import find_ink, grey, raster
from dlplay.digits.stroke import adjust_stroke

GRID = 28  # edge of the network's input
BOX = 20  # the longer side of a digit in it
ROUNDING = 1e-6  # less than this of a pixel is an error of arithmetic: no pixel is added or moved for it
FINE = 4 * BOX  # strokes are made thicker or thinner on a grid four times as fine as the digit's box


@dataclass(frozen=True)
class Step:
    """One step of `read`: its name, the picture after it, and whether it was taken or skipped."""

    name: str
    image: np.ndarray  # float32 (height, width) in [0, 1]
    applied: bool


def read(
    image: np.ndarray, skip: Collection[str] = frozenset(), paper: int | None = None
) -> tuple[Step, ...]:
    """Read a drawing, step by step:

    - `ink`: how far each pixel is from the background; faint ink is stretched to full contrast.
      Skipped: the grey values as they are, light is ink.
    - `crop`: cut out the box around the ink.  Skipped: the whole picture.
    - `thickness`: make strokes as thick as MNIST's, relative to the digit.  Skipped: as drawn.
    - `fit`: scale the longer side to 20 pixels, the aspect ratio kept.  Skipped: squeezed into 28 x 28.
    - `centre`: the centre of mass comes to the centre.  Skipped: the middle of the box comes there.

    Args:
        image: uint8, bool, another whole type or float, of shape (H, W), (H, W, 3) or (H, W, 4); dark on
            light or light on dark, in any colours.  More than 1,024 pixels a side are thinned out first.
        skip: names out of `STEPS`.
        paper: grey level of the background, 0 to 255, where it is known; else it is found in the picture.

    Returns:
        A `Step` for each of `STEPS`, in that order.  The last picture is float32 of shape (28, 28).

    Raises:
        ValueError: for an empty picture, another shape or type, values out of range, NaN, or an unknown step.
    """
    if unknown := set(skip) - set(STEPS):
        raise ValueError(f"skip must name steps out of {STEPS}, got {sorted(unknown)}")
    picture = raster(image)
    steps = []
    for name in STEPS:
        picture = _after(name, picture, name not in skip, paper)
        steps.append(Step(name, picture, name not in skip))
    return tuple(steps)


def turned(image: np.ndarray, steps: Sequence[Step], paper: int | None = None) -> list[np.ndarray]:
    """What the network would get if one step were turned, for each of `steps`: left out if it was taken.

    The others stay; so each begins with the picture that `read` had before that step.

    Args:
        image, paper: as for `read`.
        steps: what `read` returned.

    Returns:
        As many pictures as steps, float32 of shape (28, 28).
    """
    before, inputs = raster(image), []
    for place, step in enumerate(steps):
        picture = _after(step.name, before, not step.applied, paper)
        for later in steps[place + 1 :]:
            picture = _after(later.name, picture, later.applied, paper)
        inputs.append(picture)
        before = step.image
    return inputs


def _after(name: str, picture: np.ndarray, taken: bool, paper: int | None) -> np.ndarray:
    """The picture after a step, taken or skipped; only the first one looks at the paper."""
    if name == "ink":
        return find_ink(picture, paper) if taken else grey(picture)
    return _SHAPING[name][0 if taken else 1](picture)


def ink_box(ink: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns of the box around all ink; the whole picture where there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return slice(0, ink.shape[0]), slice(0, ink.shape[1])
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def resample(
    ink: np.ndarray, height: float, width: float, top: float | None = None, left: float | None = None
) -> np.ndarray:
    """Scale a picture to `height` x `width`, which need not be whole, by averaging areas.

    Each new pixel is the mean over the area it covers, sum_ij Y[r, i] ink[i, j] X[c, j] with the weights Y
    and X of `_overlap`; an outer row or column covered in part is as much fainter.

    Args:
        top, left: in [0, 1), where the picture begins in the first new row and column; else it lies in the
            middle of as few rows and columns as hold it.

    Returns:
        float32 of shape (⌈top + height⌉, ⌈left + width⌉).
    """
    rows, columns = ink.shape
    return _overlap(rows, height, top) @ ink @ _overlap(columns, width, left).T


@lru_cache(maxsize=32)  # a reading and those with one step turned scale by few different numbers
def _overlap(n_old: int, length: float, start: float | None) -> np.ndarray:
    """W[r, i]: how much of new pixel r old pixel i covers, when `n_old` pixels become `length` new ones."""
    if start is None:
        start = (np.ceil(length - ROUNDING) - length) / 2
    edges = start + np.arange(n_old + 1) * (length / n_old)
    new = np.arange(int(np.ceil(edges[-1] - ROUNDING)))[:, None]
    before = np.clip(edges - new, 0, 1).astype(np.float32)  # share of new pixel r that lies before each edge
    overlap = before[:, 1:] - before[:, :-1]
    overlap.flags.writeable = False
    return overlap


def _crop(ink: np.ndarray) -> np.ndarray:
    return ink[ink_box(ink)]


def magnify(ink: np.ndarray) -> np.ndarray:
    """The ink's box, scaled so that its longer side is 80: fine enough to look at single strokes."""
    box = _crop(ink)
    return resample(box, *_scaled_shape(box, FINE))


def _scaled_shape(ink: np.ndarray, longer_side: int) -> tuple[float, float]:
    scale = longer_side / max(ink.shape)
    return tuple(max(1.0, side * scale) for side in ink.shape)


def _on_the_grid(ink: np.ndarray) -> bool:
    """Whether a digit is as large as MNIST's already: a change by less than a pixel would only blur it."""
    return abs(max(ink.shape) - BOX) <= 1


def _thickness(ink: np.ndarray) -> np.ndarray:
    if _on_the_grid(ink):
        return ink
    fine = resample(ink, *_scaled_shape(ink, FINE))
    adjusted = adjust_stroke(fine)
    return adjusted if adjusted is fine else _crop(adjusted)


def _fit(ink: np.ndarray) -> np.ndarray:
    if _on_the_grid(ink):
        return ink
    shape = _scaled_shape(ink, BOX)
    # The new grid is laid so that the centre of mass falls into the middle of a pixel.  Else a hair's breadth
    # would decide to which of two pixels it is rounded in the last step.
    middles = zip(_centre_of_mass(ink), shape, ink.shape, strict=True)
    return resample(ink, *shape, *((0.5 - (mean + 0.5) * new / old) % 1 for mean, new, old in middles))


def _squeeze(ink: np.ndarray) -> np.ndarray:
    return resample(ink, GRID, GRID)


def _centre(ink: np.ndarray) -> np.ndarray:
    # MNIST's centre of mass lies within half a pixel of pixel (14, 14): 28 is even and has no middle pixel.
    return _place(ink, *(GRID // 2 - int(np.floor(mean + 0.5 + ROUNDING)) for mean in _centre_of_mass(ink)))


def _centre_of_mass(ink: np.ndarray) -> tuple[float, float]:
    """Mean row and column, weighted by the ink; the middle where there is none."""
    # In float64: a centre half way between two pixels must fall on the same side wherever the digit lies.
    sides = ink.sum(axis=1, dtype=np.float64), ink.sum(axis=0, dtype=np.float64)
    if not sides[0].any():
        return (len(sides[0]) - 1) / 2, (len(sides[1]) - 1) / 2
    row, column = (float(side @ np.arange(len(side)) / side.sum()) for side in sides)
    return row, column


def _middle(ink: np.ndarray) -> np.ndarray:
    return _place(ink, *((GRID - side) // 2 for side in ink.shape))


def _place(ink: np.ndarray, top: int, left: int) -> np.ndarray:
    """Lay a picture on an empty 28 x 28 grid; what reaches over its edges is lost."""
    grid = np.zeros((GRID, GRID), np.float32)
    height, width = ink.shape
    rows = slice(max(0, top), min(GRID, top + height))
    columns = slice(max(0, left), min(GRID, left + width))
    grid[rows, columns] = ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    # 256 grey levels like MNIST's, so that a PNG of it is just what the network saw
    return np.rint(grid * 255) / np.float32(255)


def _unchanged(ink: np.ndarray) -> np.ndarray:
    return ink


# name -> what the step does to the ink, and what is done instead when it is skipped
_SHAPING: dict[str, tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]] = {
    "crop": (_crop, _unchanged),
    "thickness": (_thickness, _unchanged),
    "fit": (_fit, _squeeze),
    "centre": (_centre, _middle),
}
STEPS = ("ink", *_SHAPING)
