"""Things that no network here has learned: letters, Chinese characters, faces and other drawings.

Their strokes are our own, in a box of 100 x 100, x to the right and y down; `drawing` draws them as the digit
page's canvas would.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.digits import pen

SIZE, SIDE = 280, 190  # pixels of the canvas, and of the box in its middle
PEN = 18  # pixels

Stroke = Sequence[tuple[float, float]] | np.ndarray


def _arc(middle: tuple[float, float], radii: tuple[float, float], start: float, end: float) -> np.ndarray:
    """Part of an ellipse between two angles in degrees; 0 points right, 90 down."""
    turn = np.deg2rad(np.linspace(start, end, 40))
    return np.stack([np.cos(turn), np.sin(turn)], axis=1) * radii + middle


class Shape(NamedTuple):
    """What it is drawn as, and what kind of thing it is."""

    kind: str  # a key of `KINDS`
    strokes: tuple[Stroke, ...]


HEAD = (_arc((50, 50), (50, 50), 0, 360), [(33, 38), (33, 40)], [(67, 38), (67, 40)])
SHAPES = {
    "A": Shape("letter", ([(10, 100), (50, 0), (90, 100)], [(26, 64), (74, 64)])),
    "K": Shape("letter", ([(20, 0), (20, 100)], [(85, 0), (20, 55)], [(42, 40), (88, 100)])),
    "M": Shape("letter", ([(5, 100), (15, 0), (50, 65), (85, 0), (95, 100)],)),
    "R": Shape(
        "letter",
        (
            [(20, 100), (20, 0)],
            [(20, 0), (50, 0), *_arc((50, 26), (32, 26), -90, 90).tolist(), (20, 52)],
            [(48, 52), (86, 100)],
        ),
    ),
    "W": Shape("letter", ([(0, 0), (24, 100), (50, 25), (76, 100), (100, 0)],)),
    "X": Shape("letter", ([(12, 0), (88, 100)], [(88, 0), (12, 100)])),
    "big": Shape(
        "character",
        ([(5, 35), (95, 35)], [(50, 0), (48, 42), (36, 76), (8, 100)], [(49, 38), (64, 76), (94, 100)]),
    ),
    "tree": Shape(
        "character",
        ([(5, 30), (95, 30)], [(50, 0), (50, 100)], [(50, 32), (8, 85)], [(50, 32), (92, 85)]),
    ),
    "middle": Shape("character", ([(12, 25), (12, 65), (88, 65), (88, 25), (12, 25)], [(50, 0), (50, 100)])),
    "mountain": Shape(
        "character", ([(50, 5), (50, 92)], [(10, 40), (10, 92), (90, 92)], [(90, 40), (90, 92)])
    ),
    "field": Shape(
        "character",
        ([(10, 5), (10, 95), (90, 95), (90, 5), (10, 5)], [(50, 5), (50, 95)], [(10, 50), (90, 50)]),
    ),
    "two": Shape("character", ([(22, 22), (78, 22)], [(5, 80), (95, 80)])),
    "smile": Shape("drawing", (*HEAD, _arc((50, 52), (28, 26), 20, 160))),
    "sad": Shape("drawing", (*HEAD, _arc((50, 88), (26, 24), 205, 335))),
    "house": Shape("drawing", ([(15, 45), (15, 100), (85, 100), (85, 45)], [(0, 52), (50, 0), (100, 52)])),
    "heart": Shape(
        "drawing",
        (
            [
                (50, 100),
                *_arc((26, 30), (26, 27), 165, 330).tolist(),
                (50, 32),
                *_arc((74, 30), (26, 27), 210, 375).tolist(),
                (50, 100),
            ],
        ),
    ),
    "star": Shape(
        "drawing",
        ([(50, 0), (79, 95), (2, 36), (98, 36), (21, 95), (50, 0)],),
    ),
    "arrow": Shape("drawing", ([(0, 50), (100, 50)], [(62, 14), (100, 50), (62, 86)])),
}
KINDS = ("letter", "character", "drawing")


@cache
def drawing(name: str) -> np.ndarray:
    """One of `SHAPES` as black ink on white paper: uint8 (280, 280), read-only."""
    strokes = [np.array(one, float) * (SIDE / 100) + (SIZE - SIDE) / 2 for one in SHAPES[name].strokes]
    picture = 255 - pen.render(strokes, PEN, SIZE)
    picture.setflags(write=False)
    return picture
