"""Sample digits for those who cannot draw just now, rendered as the canvas would show them.

The strokes are those of the pen set (`assets/data/pen_digits.json`), which no network here was trained on.
"""

import json
from functools import cache

import numpy as np

from dlplay.assets import DATA, parsing, read_checked
from dlplay.digits import pen

PEN_SET = DATA / "pen_digits.json"
RESTORE = "git checkout assets/data/pen_digits.json"  # written by hand, so nothing makes it anew
SIZE = 280
HANDS = 20  # different hands a digit to choose from

# Where and how a hand writes: height of the digit, middle (x, y), pen width, all in canvas pixels.
_PLACES = {
    "centre": (190, (140, 140), 18),
    "corner": (110, (66, 64), 12),
    "small": (56, (196, 190), 6),
    "thick": (170, (140, 140), 38),
    "thin": (210, (140, 140), 3),
}
PLACES = tuple(_PLACES)


def drawing(digit: int, hand: int, place: str = "centre") -> np.ndarray:
    """A hand's digit as black ink on white paper.

    Args:
        digit: 0 to 9.
        hand: 0 to `HANDS` - 1.
        place: one of `PLACES`.

    Returns:
        uint8 (280, 280).
    """
    height, middle, pen_width = _PLACES[place]
    written = strokes()[digit][hand]
    points = np.concatenate(written)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = height / (high - low).max()
    placed = [(stroke - (low + high) / 2) * scale + middle for stroke in written]
    return 255 - pen.render(placed, pen_width, SIZE)


@cache
def strokes() -> dict[int, list[list[np.ndarray]]]:
    """Each digit as every hand of the pen set writes it: strokes (n, 2) in a box of about 100, y down."""
    written: dict[int, list[list[np.ndarray]]] = {digit: [] for digit in range(10)}
    for digit, shape in _shapes("digits"):
        written[digit].append(shape)
    return written


@cache
def not_digits() -> list[list[np.ndarray]]:
    """The strokes of the pen set's letters, signs and small drawings, as those of `strokes`."""
    return [shape for _, shape in _shapes("not_digits")]


def _shapes(kind: str) -> list[tuple[int, list[np.ndarray]]]:
    data = read_checked(PEN_SET, RESTORE)
    with parsing(PEN_SET, RESTORE):
        return [
            (shape.get("digit"), [np.array(stroke, float) for stroke in shape["strokes"]])
            for shape in json.loads(data)[kind]
        ]
