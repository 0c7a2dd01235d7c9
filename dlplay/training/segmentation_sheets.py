"""The pictures that the segmentation learns from, is chosen by, and is measured on.

Digits come from MNIST and from pen strokes.  To learn from: its training digits but the last ones, each in a
cell, then in mosaics of cells, then on sheets, where strokes by rules (`pen_strokes`) join them.  To choose
by: those last ones.  To measure on: its test digits, and the pen set that was drawn by hand (`pen_set`).
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from PIL import Image

from dlplay.digits.mnist import load_mnist
from dlplay.scenes import INKED, Scene
from dlplay.training.digit_images import Pictures, chunks, make_pictures
from dlplay.training.pen_set import load_pen_set, vary
from dlplay.training.pen_strokes import Strokes, Writer
from dlplay.training.scenes import Digits, training_scene

SMALL = 64, 96  # pixels of a sheet that trains: the coarsest maps are 4 x 6
SIZE = 112, 144  # pixels of a sheet to choose by and to measure on
HEIGHTS = 11.0, 48.0  # of the digits, in pixels: `dlplay.segmentation.reading` brings others near 32
CELL = 32  # pixels along a side: holds one digit
SIDES = 15.0, 44.0  # of MNIST's picture in a cell, in pixels
MEASURED = 100  # sheets of each source
SOURCES = "mnist", "pen"


def training_set(recipe, seed: int, processes: int | None = None) -> Pictures:
    """Sheets uint8 (n, H, W), ink 255, and the digits of their pixels int8 (n, H, W), -1 for the ground."""
    tasks = [(_chunk, (seed, index), count, recipe.held_out) for index, count in chunks(recipe.sheets)]
    return make_pictures(tasks, processes)


def _chunk(seed: tuple[int, ...], count: int, held_out: int) -> Pictures:
    mnist = load_mnist()
    kept = len(mnist.x_train) - held_out
    digits = Digits(mnist.x_train[:kept], mnist.y_train[:kept], Writer())
    drawn = list(_sheets(np.random.default_rng(seed), digits, count, SMALL))
    inks = np.stack([np.rint(255 * one.image).astype(np.uint8) for one in drawn])
    return inks, np.stack([one.mask for one in drawn])


def _sheets(
    random: np.random.Generator, digits: Digits, count: int, size: tuple[int, int] = SIZE
) -> Iterator[Scene]:
    for _ in range(count):
        yield training_scene(random, digits, size, HEIGHTS, huge=False)


def cell(random: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """An MNIST digit of random size somewhere in a cell, uint8 (`CELL`, `CELL`); what is too large is cut."""
    side = int(np.exp(random.uniform(*np.log(SIDES))))
    scaled = np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BILINEAR))
    if side > CELL:
        start = (side - CELL) // 2
        return scaled[start : start + CELL, start : start + CELL]
    top, left = random.integers(0, CELL - side + 1, 2)
    return np.pad(scaled, [(top, CELL - side - top), (left, CELL - side - left)])


def mosaics(random: np.random.Generator, pictures: np.ndarray, labels: np.ndarray, count: int) -> Pictures:
    """Sheets of `SMALL` with a digit in each cell, inks uint8 and masks int8 as of `training_set`.

    The whole is shifted, and what leaves it on one side comes in on the other: cells begin anywhere.
    """
    inks, masks = np.zeros((count, *SMALL), np.uint8), np.full((count, *SMALL), -1, np.int8)
    for ink, mask in zip(inks, masks, strict=True):
        for top, left in product(range(0, SMALL[0], CELL), range(0, SMALL[1], CELL)):
            place = slice(top, top + CELL), slice(left, left + CELL)
            chosen = random.integers(len(labels))
            ink[place] = cell(random, pictures[chosen])
            mask[place][ink[place] >= INKED * 255] = labels[chosen]
        shift = tuple(random.integers(0, SMALL))
        ink[:], mask[:] = np.roll(ink, shift, (0, 1)), np.roll(mask, shift, (0, 1))
    return inks, masks


def to_choose_by(held_out: int, count: int = MEASURED, seed: int = 1) -> list[Scene]:
    """Sheets with the training digits that do not train, and pen strokes by rules that are drawn anew."""
    mnist = load_mnist()
    digits = Digits(mnist.x_train[-held_out:], mnist.y_train[-held_out:], Writer())
    return list(_sheets(np.random.default_rng([seed, 1]), digits, count))


def to_measure_on(source: str, count: int = MEASURED, seed: int = 2) -> list[Scene]:
    """Sheets with digits that no training has seen.

    Args:
        source: "mnist" for its test digits, "pen" for the pen set.
    """
    mnist = load_mnist()
    digits = Digits(mnist.x_test, mnist.y_test, PenSetWriter(), pen=float(source == "pen"))
    return list(_sheets(np.random.default_rng([seed, source == "pen"]), digits, count))


class PenSetWriter(Writer):
    """Writes digits as the pen set has them, each time from another hand."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes: dict[int, list[Strokes]] = {digit: [] for digit in range(10)}
        for shape in load_pen_set().digits:
            assert shape.digit is not None
            self.shapes[shape.digit].append([stroke / 100 for stroke in shape.strokes])  # a box of edge 1

    def write(self, digit: int, rng: np.random.Generator) -> Strokes:
        shapes = self.shapes[digit]
        return vary(shapes[rng.integers(len(shapes))], rng, roughness=1)
