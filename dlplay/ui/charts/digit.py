"""A digit among the marks of a live picture: its ink, what is below and above zero in it, the ten answers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live

INK = live.palette([(0, (0, 0, 0, 1)), (1, (255, 255, 255, 1))])
SIGNED = live.palette([(0, (26, 128, 191, 1)), (0.5, (128, 128, 128, 0.06)), (1, (230, 159, 0, 1))])
DIGITS = np.arange(10)
HALF = 0.38  # of a bar's width


def inked(ink: np.ndarray) -> np.ndarray:
    """Ink (..., H, W) from 0 to 1 as the shades of an image with the palette `INK`."""
    return live.shades_of(ink[..., ::-1, :], 0, 1)


def signed(values: np.ndarray, top: float) -> np.ndarray:
    """Numbers (..., H, W) as those of `SIGNED`: blue at -top, clear at 0, orange at top."""
    return live.shades_of(values[..., ::-1, :], -top, top)


def answers(
    probabilities: np.ndarray, title: str, height: int, colour: str | Sequence[str], percent: str = ""
) -> dict[str, Any]:
    """A bar for each digit's probability (10,).

    Args:
        colour: one for all, or one a digit.
        percent: the language in which the axis writes percentages; left out, it writes none.
    """
    marks = {"answers": live.bars(DIGITS - HALF, DIGITS + HALF, np.zeros(10), probabilities, colour)}
    x = live.axis(-0.6, 9.6, ticks=DIGITS, grid=False)
    y = live.axis(0, 1.12, ticks=[0, 0.5, 1], percent=percent)
    return live.panel(x, y, marks, title=title, height=height)
