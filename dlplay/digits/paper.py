"""A photo of a digit on paper, a board or a screen -> clean ink, as if it had been drawn.

Left out: perspective, writing in another hue than the paper but equally light, and more than one sheet.
"""

from collections.abc import Callable
from functools import reduce

import numpy as np

from dlplay.digits.ink import common_colour, find_ink, grey, is_transparent, on_colour, raster, thinned
from dlplay.digits.main_piece import main_piece

SMALLEST_PHOTO = 64  # a smaller picture was not taken with a camera, but made by a program
WORKING_SIDE = 480  # of what is cleaned: a digit a tenth as tall still has twice the network's 20 pixels

STROKE = 0.1  # half the width of the widest stroke, as a share of the longer side
HAZE = 0.15  # added to the paper's lightness: in the dark, the camera's noise must not pass for ink
FLAT = 0.4  # no paper has one colour in so large a share of its pixels, but a screen has
PEAK_SHARE = 0.001  # of the picture's pixels, at least so many are a stroke's darkest
FAINTEST = 0.12  # how much darker than its paper ink must be
WEAK = 0.45  # the palest ink as a share of the darkest; ruled lines and smudges are paler
SMALL = 40  # pixels: a lower digit is looked at closely
PEAK_PIXELS, NOISE = 30, 20  # of a small digit: so many are its darkest, so many times the paper's grain
CUT_OUT, ON_IT = 0.6, 0.004  # share of its box that a cut-out sheet fills, and what writing fills of it
OTHER = 40  # of 255: what differs so much from a cut-out's own colour is written on it


def flatten(photo: np.ndarray) -> np.ndarray:
    """A photo of a digit -> its ink, white (255) on black (0), without paper, light, shadow and specks.

    How dark a pixel is, relative to the paper around it: d = (paper - grey) / paper, with the paper's
    brightness found by a grey closing, which fills dark strokes with the paper beside them but leaves shadows
    and table tops, being wider, as they are.  Ink is what is at least `WEAK` as dark as the darkest stroke;
    of its pieces the main one remains, with what is near it, and what is as tall as it.

    Args:
        photo: uint8 (H, W), (H, W, 3) or (H, W, 4); light writing on a dark board is taken too.

    Returns:
        uint8 (h, w), at most 480 a side, or 1,024 where the digit is small; all black if nothing on the paper
        stands out.
    """
    photo = raster(photo)
    if is_transparent(photo):
        sheet = _cut_out(photo)
        if sheet is None:
            return _bytes(find_ink(photo))
        photo = sheet
    if max(photo.shape[:2]) < SMALLEST_PHOTO:
        return _bytes(find_ink(photo))
    far, closely = _looks(photo)
    found = _ink(far, float(np.quantile(far, 1 - PEAK_SHARE)))
    if _height(found) >= SMALL or max(photo.shape[:2]) == max(far.shape):
        return _bytes(found)
    near = closely()
    grain = float(np.median(np.abs(near - np.median(near))))
    peak = float(np.partition(near.ravel(), -PEAK_PIXELS)[-PEAK_PIXELS])
    small = _ink(near, peak) if peak > NOISE * grain else found
    return _bytes(small if small.any() else found)


def _bytes(ink: np.ndarray) -> np.ndarray:
    return np.rint(255 * ink).astype(np.uint8)


def writing(photo: np.ndarray) -> np.ndarray:
    """A photo of a whole sheet -> all that is written on it, where `flatten` keeps one digit alone.

    Args:
        photo: as for `flatten`.

    Returns:
        uint8 (h, w), white on black, at most 1,024 a side; all black if nothing on the paper stands out.
    """
    photo = raster(photo)
    if is_transparent(photo) or max(photo.shape[:2]) < SMALLEST_PHOTO:
        return _bytes(find_ink(photo))
    near = _looks(photo)[1]()
    peak = float(np.quantile(near, 1 - PEAK_SHARE))
    if peak < FAINTEST:
        return np.zeros(near.shape, np.uint8)
    return _bytes(((near / peak - WEAK / 2) / (1 - WEAK)).clip(0, 1))


def _height(ink: np.ndarray) -> int:
    rows = np.flatnonzero(ink.any(axis=1))
    return int(np.ptp(rows)) + 1 if len(rows) else 0


def _ink(darkness: np.ndarray, peak: float) -> np.ndarray:
    """The writing in a picture, whose darkest strokes are as dark as `peak`: (height, width) in [0, 1]."""
    if peak < FAINTEST:
        return np.zeros(darkness.shape, np.float32)
    wanted = main_piece(darkness / peak, WEAK)
    # Soft edges: from a little below the threshold to full ink at the darkest.
    ink = (darkness / peak - WEAK / 2) / (1 - WEAK)
    return (ink * _grown(wanted, 1)).clip(0, 1)


def _cut_out(photo: np.ndarray) -> np.ndarray | None:
    """A sheet that was cut out of its surroundings, laid on its own colour; None where opacity is the ink."""
    opaque = photo[..., 3] > 127
    rows, columns = np.flatnonzero(opaque.any(axis=1)), np.flatnonzero(opaque.any(axis=0))
    if not len(rows) or np.count_nonzero(opaque) < CUT_OUT * (np.ptp(rows) + 1) * (np.ptp(columns) + 1):
        return None
    colours = photo[photo[..., 3] == photo[..., 3].max()][:, :3]
    own = common_colour(colours)
    other = (np.abs(colours.astype(np.int16) - own) > OTHER).any(axis=1)
    return on_colour(photo, own) if other.mean() > ON_IT else None


def _looks(photo: np.ndarray) -> tuple[np.ndarray, Callable[[], np.ndarray]]:
    """How dark each pixel is, in [0, 1]: from afar, at `WORKING_SIDE` pixels, and closely."""
    if _is_flat(photo):
        ink = find_ink(photo)
        return _shrunk(ink), lambda: ink
    light = grey(photo)
    smooth = np.rint(255 * _smoothed(_shrunk(light))).astype(np.uint8)
    paper, is_board = _paper(smooth)
    if is_board:
        smooth, light = 255 - smooth, 1 - light

    def closely() -> np.ndarray:
        return _darkness(_widened(paper, light.shape), 255 * light, is_board)

    return _darkness(paper, smooth, is_board), closely


def _widened(paper: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The ground from afar in a picture's own size."""
    rows, columns = (
        np.minimum(np.arange(side) // _thinning(shape), most - 1)
        for side, most in zip(shape, paper.shape, strict=True)
    )
    return paper[np.ix_(rows, columns)]


def _darkness(paper: np.ndarray, picture: np.ndarray, is_board: bool) -> np.ndarray:
    """(paper - picture) / (paper + `HAZE`), of greys from 0 to 255.

    On a board, both are exchanged, and a bright one would seem to be black paper: there it counts as bright.
    """
    bright = np.maximum(paper, 255 - paper) if is_board else paper
    return (paper.astype(np.float32) - picture).clip(0) / (bright + np.float32(255 * HAZE))


def _is_flat(photo: np.ndarray) -> bool:
    """Whether the ground is of one colour to the last bit, as on a screen."""
    few = thinned(photo if photo.ndim == 3 else np.dstack([photo] * 3))[..., :3]
    return bool((few == common_colour(few)).all(axis=-1).mean() >= FLAT)


def _thinning(shape: tuple[int, ...]) -> int:
    return -(-max(shape) // WORKING_SIDE)


def _shrunk(picture: np.ndarray) -> np.ndarray:
    """The mean of k x k pixels each, with the smallest whole k that leaves at most `WORKING_SIDE` a side."""
    k = _thinning(picture.shape)
    for _ in range(2):  # along the first axis, then turned, along the second
        step = min(k, len(picture))
        whole = len(picture) // step * step
        picture = (reduce(np.add, (picture[start:whole:step] for start in range(step))) / step).T
    return picture


def _paper(smooth: np.ndarray) -> tuple[np.ndarray, bool]:
    """The lightness of the ground, 0 to 255, and whether it is a board: then dark and light are exchanged.

    Both are tried; the writing is dark or light, whichever stands out more.
    """
    reach = max(1, round(STROKE * max(smooth.shape)))
    paper, board = _closed(smooth, reach), 255 - _closed(255 - smooth, reach)
    middle = float(np.median(smooth[::4, ::4]))
    if _distance(smooth, middle, smooth - board) > _distance(smooth, middle, paper - smooth):
        return 255 - board, True
    return paper, False


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
