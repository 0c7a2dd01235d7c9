"""A photo of a digit on paper -> clean ink, as if it had been drawn.

Left out: perspective, writing in another hue than the paper but equally light, and more than one sheet.
"""

import numpy as np

from dlplay.digits.components import components
from dlplay.digits.ink import find_ink, grey, is_transparent, raster

SMALLEST_PHOTO = 64  # a smaller picture was not taken with a camera, but made by a program
WORKING_SIDE = 480  # of what is cleaned: a digit a tenth as tall still has twice the network's 20 pixels

STROKE = 0.1  # half the width of the widest stroke, as a share of the longer side
BOARD = 0.25  # lightness below which a background may be a board with light writing on it
HAZE = 0.15  # added to the paper's lightness: in the dark, the camera's noise must not pass for ink
PEAK_SHARE = 0.001  # of the picture's pixels, at least so many are a stroke's darkest
FAINTEST = 0.12  # how much darker than its paper ink must be
WEAK = 0.45  # the palest ink as a share of the darkest; ruled lines and smudges are paler
STRONG, DARK_SHARE = 0.7, 0.2  # of a piece of writing, at least this share is so dark
SMALLEST, SPECK = 0.0003, 0.04  # least area of a piece: of the picture, and of the largest piece


def flatten(photo: np.ndarray) -> np.ndarray:
    """A photo of a digit -> its ink, white (255) on black (0), without paper, light, shadow and specks.

    How dark a pixel is, relative to the paper around it: d = (paper - grey) / paper, with the paper's
    brightness found by a grey closing, which fills dark strokes with the paper beside them but leaves shadows
    and table tops, being wider, as they are.  Ink is what is at least `WEAK` as dark as the darkest stroke;
    of its pieces those remain that are large enough and do not reach in from the border.

    Args:
        photo: uint8 (H, W), (H, W, 3) or (H, W, 4); light writing on a dark board is taken too.

    Returns:
        uint8 (h, w), at most 480 a side; all black if nothing on the paper stands out.
    """
    photo = raster(photo)
    if is_transparent(photo) or max(photo.shape[:2]) < SMALLEST_PHOTO:
        return np.rint(255 * find_ink(photo)).astype(np.uint8)
    darkness = _darkness(_shrunk(grey(photo)))
    peak = float(np.quantile(darkness, 1 - PEAK_SHARE))
    if peak < FAINTEST:
        return np.zeros(darkness.shape, np.uint8)
    wanted = _writing(darkness / peak)
    # Soft edges: from a little below the threshold to full ink at the darkest.
    ink = (darkness / peak - WEAK / 2) / (1 - WEAK)
    return np.rint(255 * (ink * _grown(wanted, 1)).clip(0, 1)).astype(np.uint8)


def _shrunk(picture: np.ndarray) -> np.ndarray:
    """The mean of k x k pixels each, with the smallest whole k that leaves at most `WORKING_SIDE` a side."""
    k = -(-max(picture.shape) // WORKING_SIDE)
    for _ in range(2):  # along the first axis, then turned, along the second
        step = min(k, len(picture))
        whole = len(picture) // step * step
        picture = (sum(picture[start:whole:step] for start in range(step)) / step).T
    return picture


def _darkness(light: np.ndarray) -> np.ndarray:
    """(paper - grey) / (paper + `HAZE`) in [0, 1], float32, of a picture with lightness in [0, 1]."""
    smooth = np.rint(255 * _smoothed(light)).astype(np.uint8)
    reach = max(1, round(STROKE * max(light.shape)))
    paper = _closed(smooth, reach)
    middle = np.median(smooth[::4, ::4])
    if middle < 255 * BOARD:
        board = 255 - _closed(255 - smooth, reach)
        if _distance(smooth, middle, smooth - board) > _distance(smooth, middle, paper - smooth):
            paper, smooth = 255 - board, 255 - smooth
    return (paper - smooth) / (paper + np.float32(255 * HAZE))


def _distance(picture: np.ndarray, middle: float, contrast: np.ndarray) -> float:
    """How far from the picture's middle grey its strokes are, weighted by the cube of their contrast.

    Writing is far from it.  The gaps in writing stand out as much from the writing, but are grey as the rest.
    """
    weights = (np.arange(256.0) ** 3)[contrast]
    return float((weights * np.abs(picture - middle)).sum() / max(1.0, weights.sum()))


def _closed(picture: np.ndarray, reach: int) -> np.ndarray:
    """Grey closing: what is dark and narrower than 2 `reach` + 1 pixels takes the lightness around it.

    Outside, the picture goes on as at its border, so that a table top in sight at the border stays wide.
    """
    wide = np.pad(picture, 2 * reach, mode="edge")
    closed = 255 - _grown(255 - _grown(wide, reach), reach)
    return closed[2 * reach : -2 * reach, 2 * reach : -2 * reach]


def _smoothed(picture: np.ndarray) -> np.ndarray:
    """The mean of 3 x 3 pixels: takes the grain of paper and sensor."""
    for _ in range(2):  # along the first axis, then turned, along the second
        wide = np.pad(picture, ((1, 1), (0, 0)), mode="edge")
        picture = ((wide[:-2] + wide[1:-1] + wide[2:]) / 3).T
    return picture


def _grown(picture: np.ndarray, reach: int) -> np.ndarray:
    """The largest value within a square of `reach` pixels to each side."""
    for _ in range(2):
        largest = np.pad(picture, ((reach, reach), (0, 0)), mode="edge")
        covered = 1  # the maximum over 2, 4, 8, ... neighbours from two maxima over half as many
        while covered < 2 * reach + 1:
            step = min(covered, 2 * reach + 1 - covered)
            largest = np.maximum(largest[:-step], largest[step:])
            covered += step
        picture = largest.T
    return picture


def _writing(darkness: np.ndarray) -> np.ndarray:
    """The mask of the pieces that are writing, in darkness relative to the darkest stroke.

    They are dark for the most part, not much smaller than the largest of them, and away from the border.
    """
    pieces = components(darkness > WEAK)
    dark = np.bincount(pieces.labels[darkness > STRONG], minlength=len(pieces.areas) + 1)[1:]
    top, bottom, left, right = pieces.boxes.T
    height, width = darkness.shape
    inside = (top > 0) & (bottom < height) & (left > 0) & (right < width)
    wanted = (pieces.areas >= SMALLEST * darkness.size) & (dark >= DARK_SHARE * pieces.areas)
    # A digit that fills the whole picture touches the border too: then nothing else is there to keep.
    wanted = wanted & inside if (wanted & inside).any() else wanted
    largest = pieces.areas[wanted].max(initial=0)
    return pieces.keep(wanted & (pieces.areas >= SPECK * largest))
