"""How often the translator is right, by direction and by kind of text."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live

SHADES = live.palette([(0, (213, 94, 0, 0.9)), (0.5, (230, 159, 0, 0.55)), (1, (0, 158, 115, 0.75))])
HEIGHT = 330  # CSS pixels


def shares(
    right: np.ndarray,
    names: tuple[Sequence[str], Sequence[str]],
    trained: int,
    here: tuple[int, int],
    title: str,
) -> dict[str, Any]:
    """The share that is right (directions, kinds) as a table of colours.

    Args:
        names: of the directions, and of the kinds.
        trained: how many of the columns, from the left, are within what was trained on: a line ends them.
        here: row and column of the field that is open.
    """
    down, across = right.shape
    y = np.repeat(down - 0.5 - np.arange(down), across)
    x = np.tile(np.arange(across) + 0.5, down)
    left, bottom = float(here[1]), float(down - 1 - here[0])
    frame_x, frame_y = [left, left + 1, left + 1, left], [bottom, bottom, bottom + 1, bottom + 1]
    ends = np.roll(frame_x, -1), np.roll(frame_y, -1)
    marks = {
        "shares": live.image(live.shades_of(right[::-1], 0, 1), (0, across), (0, down), SHADES, smooth=False),
        "trained": live.upright([float(trained)], width=3, dashed=False),
        "here": live.segments((frame_x, frame_y), ends, width=np.full(4, 5.0)),
        "numbers": live.text(x, y, [_whole(one) for one in right.ravel().tolist()], size=14),
    }
    return live.panel(
        live.axis(0, across, ticks=np.arange(across) + 0.5, labels=names[1], grid=False),
        live.axis(0, down, ticks=down - 0.5 - np.arange(down), labels=names[0], grid=False),
        marks,
        title=title,
        height=HEIGHT,
        place=True,
    )


def field(x: float, y: float, shape: tuple[int, int]) -> tuple[int, int]:
    """Row and column of the field at a place of the table."""
    row, column = int(shape[0] - y), int(x)
    return min(max(row, 0), shape[0] - 1), min(max(column, 0), shape[1] - 1)


def _whole(share: float) -> str:
    """A share in whole percents; never 0 or 100 when it is neither."""
    percents = round(100 * share)
    return str(min(max(percents, 1), 99) if 0 < share < 1 else percents)
