"""A sheet with boxes on it, which follow a slider; the curve of precision and recall.

Pictures have y upwards: a box at the top of a sheet of height H has y = H - y0.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.detection import Detection
from dlplay.detection.measure import Curve
from dlplay.detection.reading import Examination
from dlplay.numbers import plain
from dlplay.ui import live
from dlplay.ui.charts import BLUE, VERMILION
from dlplay.ui.live import Among

HEIGHT, LOW = 300, 110  # CSS pixels
HALF = 0.38  # of a bar's width
MOST_PIXELS = 30_000  # of a sheet's picture: the network sees more, the eye does not
GAP = 0.02  # of a sheet's height, between a box and its words
AIR = 0.03  # of a sheet's width, around it
CLEAR = "transparent"
AREA = "rgba(26,128,191,0.16)"  # under the curve
# ink takes the page's own colour in a light and a dark theme: white paper under it in both
PAPER = live.palette([(0, (255, 255, 255, 1)), (1, (20, 33, 61, 1))])
HEAT = live.palette([(0, (230, 159, 0, 0)), (0.3, (230, 159, 0, 0.35)), (1, (213, 94, 0, 0.95))])


def sheet(
    examined: Examination, marks: dict[str, Any], title: str = "", heat: bool = False
) -> dict[str, Any]:
    """The sheet's writing, with its margins, and some marks over it.

    Args:
        heat: whether the best score at each place lies over the ink.
    """
    height, width = examined.sheet.size
    under = {"ink": _ink(examined)} if examined.levels else {}
    if heat and examined.levels:
        under["heat"] = _heat(examined)
    air = AIR * width
    x, y = (live.axis(-air, side + air, ticks=[], grid=False) for side in (width, height))
    return live.panel(x, y, under | marks, title=title, height=HEIGHT, square=True, colour="#ffffff")


def outlines(boxes: np.ndarray, height: int, colour: str = CLEAR, width: float = 2.5) -> dict[str, Any]:
    """The four sides of each box (n, 4), x0, y0, x1, y1 on a sheet of a height."""
    ends = sides(np.reshape(boxes, (1, -1)), height)
    x1, y1, x2, y2 = (ends[name][0] for name in ("x1", "y1", "x2", "y2"))
    return live.segments((x1, y1), (x2, y2), colour, np.full(len(x1), width))


def sides(boxes: np.ndarray, height: int) -> dict[str, np.ndarray]:
    """The ends of the four sides of n boxes at each of k values of a slider: (k, 4 n) -> four of (k, 4 n)."""
    rows = len(boxes)
    x0, y0, x1, y1 = np.moveaxis(np.reshape(boxes, (rows, -1, 4)), -1, 0)  # (k, n) each
    y0, y1 = height - y0, height - y1
    lines = {"x1": (x0, x1, x1, x0), "y1": (y0, y0, y1, y1), "x2": (x1, x1, x0, x0), "y2": (y0, y1, y1, y0)}
    return {name: np.stack(ends, axis=-1).reshape(rows, -1) for name, ends in lines.items()}


def coloured(colours: Sequence[str], which: np.ndarray) -> dict[str, Any]:
    """The colour of each of n boxes at each of k values of a slider: numbers of `colours`, (k, n)."""
    return {"colour": Among(colours, which.repeat(4, axis=1))}


def names(boxes: np.ndarray, height: int, colour: str = BLUE) -> dict[str, dict[str, Any]]:
    """Places of the digit above each box, "names", and of its score below, "scores"; see `named`."""
    x0, y0, x1, y1 = np.reshape(boxes, (-1, 4)).T
    middle, none, gap = (x0 + x1) / 2, [""] * len(x0), GAP * height
    top, bottom = np.clip([height - y0, height - y1], 0, height)  # a box may reach beyond the sheet
    return {
        "names": live.text(middle, top + gap, none, colour, size=15),
        "scores": live.text(middle, bottom - 2 * gap, none, colour, size=11),
    }


def named(found: Sequence[Detection], shown: np.ndarray) -> dict[str, dict[str, Any]]:
    """The digits and scores that are there at each of k values of a slider, `shown` bool (k, n)."""
    words = {
        "names": [str(one.label) for one in found],
        "scores": [plain(one.score, decimals=2) for one in found],
    }
    return {
        name: {"words": [[word if on else "" for word, on in zip(each, row, strict=True)] for row in shown]}
        for name, each in words.items()
    }


def scores(found: Sequence[Detection], title: str) -> dict[str, Any]:
    """A bar for the score of each box, the best first, and the threshold as a level that a sweep moves."""
    places, tall = np.arange(len(found), dtype=float), np.array([one.score for one in found])
    marks = {
        "bars": live.bars(places - HALF, places + HALF, 0 * places, tall, BLUE),
        "level": live.level(colour=VERMILION, width=2.5),
    }
    x = live.axis(-0.6, max(len(found), 8) - 0.4, ticks=[], grid=False)
    y = live.axis(-0.1, 1.02, title, ticks=[0, 0.5, 1])  # room for half of the lowest tick's sign
    return live.panel(x, y, marks, height=LOW)


def precision_recall(curve: Curve, titles: tuple[str, str], name: str) -> dict[str, Any]:
    """The curve, the area under its envelope, and a point that a sweep moves."""
    # a staircase: up to each recall as high as the best precision there or further on
    across = np.r_[0, curve.recall.repeat(2)][: 2 * len(curve.recall)]
    up = curve.envelope.repeat(2)
    marks = {
        "area": live.region(np.r_[across, across[-1:], 0], np.r_[up, 0 * up[-1:], 0], AREA),
        "curve": live.line(curve.recall, curve.precision, BLUE, width=2.5, name=name),
        "here": live.points(colour=VERMILION, size=15),
    }
    x, y = (live.axis(0, 1.03, title, ticks=[0, 0.25, 0.5, 0.75, 1]) for title in titles)
    return live.panel(x, y, marks, height=HEIGHT)


def _ink(examined: Examination) -> dict[str, Any]:
    level = next((one for one in examined.levels if one.ink.size <= MOST_PIXELS), examined.levels[-1])
    return _laid(examined, live.shades_of(level.ink[::-1], 0, 1), level.ink.shape, level.shrunk, PAPER)


def _heat(examined: Examination) -> dict[str, Any]:
    """At each place the best score of all digits and all scales."""
    first = examined.levels[0].maps.scores
    best = np.zeros(first.shape[:2], np.float32)
    for level in examined.levels:
        scores = level.maps.scores.max(axis=-1).repeat(level.shrunk, 0).repeat(level.shrunk, 1)
        rows, columns = np.minimum(best.shape, scores.shape)
        np.maximum(best[:rows, :columns], scores[:rows, :columns], out=best[:rows, :columns])
    shape = examined.levels[0].ink.shape
    return _laid(examined, live.shades_of(best[::-1], 0, 1), shape, 1, HEAT)


def _laid(
    examined: Examination, shades: np.ndarray, shape: tuple[int, ...], shrunk: int, palette: np.ndarray
) -> dict[str, Any]:
    """A grid over the part of the sheet that was cut out and made small, its margins with it."""
    (left, top), scale = examined.sheet.offset, examined.sheet.scale / shrunk
    height = examined.sheet.size[0]
    high, wide = (side / scale for side in shape)
    return live.image(shades, (left, left + wide), (height - top - high, height - top), palette)
