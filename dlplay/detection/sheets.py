"""Sheets on which the truth is known, written by hands from which no network here has learned.

The digits are MNIST's test digits or those of the pen set (`assets/data/pen_digits.json`); the signs between
them are the pen set's letters, signs and small drawings.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from dlplay.digits import samples
from dlplay.digits.mnist import load_test_digits
from dlplay.scenes import Glyph, Scene, mnist_glyph, pen_glyph, scene

SIZE = 240, 400  # height and width in pixels
PENS = 0.06, 0.16  # width of a pen as a share of the digits' height
WEIGHTS = np.arange(-1, 4)  # of an MNIST digit's stroke
SPREAD = 0.1  # of the digits' heights on one sheet: the standard deviation of ln height


def sheet_of(
    random: np.random.Generator,
    source: str = "mnist",
    digits: int = 8,
    others: int = 2,
    height: float = 40,
    layout: str = "anywhere",
    size: tuple[int, int] = SIZE,
) -> Scene:
    """One hand's digits on a sheet, and some signs that are none.

    Args:
        source: of `SOURCES`, "mnist" or "pen".
        digits, others: how many; those for which there is no room are left out.
        height: of the digits, in pixels.
        layout: "line" or "anywhere".
        size: height and width of the sheet.
    """
    write = SOURCES[source](random)
    glyphs = [write(height * float(np.exp(random.normal(0, SPREAD)))) for _ in range(digits)]
    width = float(random.uniform(*PENS))
    signs = samples.not_digits()
    for _ in range(others):
        strokes = signs[random.integers(len(signs))]
        glyphs.append(pen_glyph(strokes, None, height * random.uniform(0.6, 1.3), width))
    return scene(random, glyphs, size, layout)


def picture(made: Scene) -> np.ndarray:
    """The sheet as a picture, black ink on white paper: uint8 (H, W)."""
    return 255 - np.rint(made.image * 255).astype(np.uint8)


Write = Callable[[float], Glyph]  # a digit of some height


def _mnist(random: np.random.Generator) -> Write:
    pictures, labels = load_test_digits()
    weight = int(random.choice(WEIGHTS))

    def write(height: float) -> Glyph:
        at = int(random.integers(len(labels)))
        return mnist_glyph(pictures[at], int(labels[at]), height, weight)

    return write


def _pen(random: np.random.Generator) -> Write:
    hands, width = samples.strokes(), float(random.uniform(*PENS))

    def write(height: float) -> Glyph:
        label = int(random.integers(10))
        strokes = hands[label][random.integers(len(hands[label]))]
        return pen_glyph(strokes, label, height, width)

    return write


SOURCES = {"mnist": _mnist, "pen": _pen}

# name -> what is written on a sheet of that kind
KINDS: dict[str, dict[str, Any]] = {
    "phone": {"digits": 11, "others": 0, "height": 44, "layout": "line"},
    "anywhere": {"digits": 9, "others": 0, "height": 46},
    "signs": {"digits": 5, "others": 6, "height": 50},
    "small": {"digits": 22, "others": 2, "height": 22},
    "large": {"digits": 3, "others": 0, "height": 120},
    "signs_only": {"digits": 0, "others": 7, "height": 56},
}


def sample(kind: str, source: str, seed: int) -> Scene:
    """A sheet of `KINDS`, the same for the same seed."""
    return sheet_of(np.random.default_rng(seed), source, **KINDS[kind])
