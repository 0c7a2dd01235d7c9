"""Weights rounded to fewer and fewer bits: the kernels, the accuracy and its cliff, the ten answers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, CLASSES, GREY, digit

COLUMNS, EDGE = 8, 4  # kernels in a row; pixels of a kernel and of the gap beside it
HEIGHT = 200  # CSS pixels


def tiles(kernels: np.ndarray, top: float) -> np.ndarray:
    """Kernels (..., 3, 3, 1, n) side by side as an image's shades, `top` in full colour; gaps between."""
    side, count = kernels.shape[-4], kernels.shape[-1]
    rows = -(-count // COLUMNS)
    shown = np.zeros((*kernels.shape[:-4], rows * EDGE - 1, COLUMNS * EDGE - 1))
    for number in range(count):
        row, column = EDGE * (number // COLUMNS), EDGE * (number % COLUMNS)
        shown[..., row : row + side, column : column + side] = kernels[..., 0, number]
    return digit.signed(shown, top)


def kernels(shades: np.ndarray, title: str) -> dict[str, Any]:
    """The kernels as `tiles` lays them: orange above 0, blue below."""
    rows, columns = shades.shape
    bare = [live.axis(0, length, ticks=[], grid=False) for length in (columns, rows)]
    image = live.image(shades, (0, columns), (0, rows), digit.SIGNED, smooth=False)
    return live.panel(bare[0], bare[1], {"kernels": image}, title=title, height=HEIGHT, square=True)


def accuracies(
    bits: np.ndarray,
    accuracy: np.ndarray,
    exact: float,
    words: Sequence[str],
    titles: tuple[str, str],
    spoken: str,
) -> dict[str, Any]:
    """The accuracy (n,) at each number of bits, that of the weights as they are, and where the hand is.

    Args:
        words: what the pointer reads at each.
        titles: of the panel, and of the axis of bits.
    """
    marks = {
        "exact": live.level(exact, GREY, width=2),
        "cliff": live.line(bits, accuracy, BLUE, width=4),
        "accuracies": live.points(bits, accuracy, BLUE, size=12, words=words),
        "hand": live.upright(bits[-1], width=2),
    }
    return _over_bits(bits, marks, titles, spoken)


def along(
    bits: np.ndarray, probabilities: np.ndarray, titles: tuple[str, str], spoken: str
) -> dict[str, Any]:
    """The ten probabilities (n, 10) at each number of bits, and where the hand is.

    Args:
        titles: of the panel, and of the axis of bits.
    """
    marks = {
        f"digit_{one}": live.line(bits, probabilities[:, one], CLASSES[one]) for one in reversed(range(10))
    } | {"hand_below": live.upright(bits[-1], width=2)}
    return _over_bits(bits, marks, titles, spoken)


def _over_bits(
    bits: np.ndarray, marks: dict[str, Any], titles: tuple[str, str], spoken: str
) -> dict[str, Any]:
    """Shares over numbers of bits."""
    x = live.axis(bits[0] - 0.2, bits[-1] + 0.2, titles[1], ticks=bits)
    y = live.axis(0, 1.03, ticks=[0, 0.5, 1], percent=spoken)
    return live.panel(x, y, marks, title=titles[0], height=HEIGHT)
