"""The digits that are read at every moment of a training: the student's own drawing, and samples."""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.digits.reading import read
from dlplay.digits.textbook_run import sample_pictures
from dlplay.ui.kept_drawing import kept_drawing


class Watched(NamedTuple):
    """A picture as a network gets it, float32 (28, 28); the digit that it shows, None for a drawing."""

    digit: int | None
    picture: np.ndarray


def watched_now() -> tuple[Watched, ...]:
    """The drawing of the digit page, if there is one, and a sample of each digit."""
    drawing = own_drawing()
    own = () if drawing is None else (Watched(None, drawing),)
    return own + samples()


def own_drawing() -> np.ndarray | None:
    """The drawing of the digit page as a network gets it, float32 (28, 28)."""
    image = kept_drawing("digits")
    return None if image is None else read(image)[-1].image


@cache
def samples() -> tuple[Watched, ...]:
    """A sample of each digit."""
    return tuple(map(Watched, range(10), sample_pictures()))
