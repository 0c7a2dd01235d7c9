"""A digit that a slider shifts: the picture, its feature map, and what the dense layers make of it."""

from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import ANSWER, digit

HEIGHT = 300


def pictures(ink: np.ndarray, maps: np.ndarray, titles: tuple[str, str]) -> list[dict[str, Any]]:
    """The panels of a picture (H, W) from 0 to 1 and of its map (H', W'), blue below 0, orange above."""
    return [
        _square(live.image(shades, _across(shades), _across(shades), palette, smooth=False), name, title)
        for name, shades, palette, title in (
            ("ink", digit.inked(ink), digit.INK, titles[0]),
            ("map", digit.signed(maps, _top(maps)), digit.SIGNED, titles[1]),
        )
    ]


def answers(probabilities: np.ndarray, title: str) -> dict[str, Any]:
    """A bar for each digit's probability (10,)."""
    return digit.answers(probabilities, title, HEIGHT, ANSWER)


def follow(ink: np.ndarray, maps: np.ndarray, probabilities: np.ndarray) -> dict[str, dict[str, Any]]:
    """The marks of both at every value of the slider: (n, H, W), (n, H', W') and (n, 10)."""
    return {
        "ink": {"shades": digit.inked(ink)},
        "map": {"shades": digit.signed(maps, _top(maps))},
        "answers": {"high": probabilities},
    }


def _top(maps: np.ndarray) -> float:
    return float(np.abs(maps).max()) or 1.0


def _across(shades: np.ndarray) -> tuple[float, float]:
    return 0, shades.shape[-1]


def _square(image: dict[str, Any], name: str, title: str) -> dict[str, Any]:
    bare = live.axis(*image["x"], ticks=[], grid=False)
    return live.panel(bare, bare, {name: image}, title=title, height=HEIGHT, square=True)
