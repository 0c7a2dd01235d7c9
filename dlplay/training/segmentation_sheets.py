"""The sheets that the segmentation learns from, is chosen by, and is measured on.

Digits come from MNIST and from pen strokes.  To learn from: its training digits but the last ones, and
strokes by rules (`pen_strokes`); to choose by: those last ones; to measure on: its test digits, and the pen
set that was drawn by hand for measuring (`pen_set`).
"""

from collections.abc import Iterator

import numpy as np

from dlplay.digits.mnist import load_mnist
from dlplay.scenes import Scene
from dlplay.training.digit_images import Pictures, chunks, make_pictures
from dlplay.training.pen_set import load_pen_set, vary
from dlplay.training.pen_strokes import Strokes, Writer
from dlplay.training.scenes import Digits, training_scene

SIZE = 112, 144  # pixels of a sheet that trains: the coarsest maps are 7 x 9
HEIGHTS = 11.0, 100.0  # of the digits, in pixels: a sheet of one digit is made as large as it goes
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
    drawn = list(_sheets(np.random.default_rng(seed), digits, count))
    inks = np.stack([np.rint(255 * one.image).astype(np.uint8) for one in drawn])
    return inks, np.stack([one.mask for one in drawn])


def _sheets(random: np.random.Generator, digits: Digits, count: int) -> Iterator[Scene]:
    for _ in range(count):
        yield training_scene(random, digits, SIZE, HEIGHTS, huge=False)


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
