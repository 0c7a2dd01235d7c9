"""A digit that a slider shifts: the picture, its feature map, and what the dense layers make of it."""

from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import ANSWER

HEIGHT = 300
INK = live.palette([(0, (0, 0, 0, 1)), (1, (255, 255, 255, 1))])
SIGNED = live.palette([(0, (26, 128, 191, 1)), (0.5, (128, 128, 128, 0.06)), (1, (230, 159, 0, 1))])
DIGITS = np.arange(10)
HALF = 0.38  # of a bar's width


def pictures(ink: np.ndarray, maps: np.ndarray, titles: tuple[str, str]) -> list[dict[str, Any]]:
    """The panels of a picture (H, W) from 0 to 1 and of its map (H', W'), blue below 0, orange above."""
    return [
        _square(live.image(shades, _across(shades), _across(shades), palette, smooth=False), name, title)
        for name, shades, palette, title in (
            ("ink", _ink(ink), INK, titles[0]),
            ("map", _signed(maps, _top(maps)), SIGNED, titles[1]),
        )
    ]


def answers(probabilities: np.ndarray, title: str) -> dict[str, Any]:
    """A bar for each digit's probability (10,)."""
    bars = live.bars(DIGITS - HALF, DIGITS + HALF, np.zeros(10), probabilities, ANSWER)
    x = live.axis(-0.6, 9.6, ticks=DIGITS, grid=False)
    marks = {"answers": bars}
    return live.panel(x, live.axis(0, 1.12, ticks=[0, 0.5, 1]), marks, title=title, height=HEIGHT)


def follow(ink: np.ndarray, maps: np.ndarray, probabilities: np.ndarray) -> dict[str, dict[str, Any]]:
    """The marks of both at every value of the slider: (n, H, W), (n, H', W') and (n, 10)."""
    return {
        "ink": {"shades": _ink(ink)},
        "map": {"shades": _signed(maps, _top(maps))},
        "answers": {"high": probabilities},
    }


def _ink(ink: np.ndarray) -> np.ndarray:
    return live.shades_of(ink[..., ::-1, :], 0, 1)


def _signed(maps: np.ndarray, top: float) -> np.ndarray:
    return live.shades_of(maps[..., ::-1, :], -top, top)


def _top(maps: np.ndarray) -> float:
    return float(np.abs(maps).max()) or 1.0


def _across(shades: np.ndarray) -> tuple[float, float]:
    return 0, shades.shape[-1]


def _square(image: dict[str, Any], name: str, title: str) -> dict[str, Any]:
    bare = live.axis(*image["x"], ticks=[], grid=False)
    return live.panel(bare, bare, {name: image}, title=title, height=HEIGHT, square=True)
