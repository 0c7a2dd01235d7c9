"""Sheets whose pixels have the colour of their digit, and what is right and wrong on them."""

from typing import Any

import numpy as np

from dlplay.scenes import INKED
from dlplay.ui import live
from dlplay.ui.charts import CLASSES, GREEN, ORANGE, VERMILION
from dlplay.ui.charts.digit import HALF

HEIGHT, BARS = 330, 190  # CSS pixels at most, of a sheet and of the bars beside it
NIGHT, CHALK, DIM = (0, 0, 0, 255), (245, 245, 245, 255), (70, 70, 70, 255)
GROUND, NO_DIGIT = 10, 11  # shades: nothing there, and ink that is called no digit


def _rgba(colour: str) -> tuple[int, int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 255


COLOURS = np.array([*map(_rgba, CLASSES), NIGHT, CHALK], np.uint8)
JUDGED = np.array([NIGHT, DIM, _rgba(GREEN), _rgba(ORANGE), _rgba(VERMILION)], np.uint8)
HEAT = live.palette([(0, (0, 0, 0, 1)), (0.5, (213, 94, 0, 1)), (1, (255, 245, 210, 1))])


def shades(classes: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """The numbers of `COLOURS` for classes (H, W), -1 for the ground: ink there is white."""
    return np.where(classes >= 0, classes, np.where(ink >= INKED, NO_DIGIT, GROUND)).astype(np.uint8)


def judged(truth: np.ndarray, found: np.ndarray, digit: int) -> np.ndarray:
    """The numbers of `JUDGED`, uint8 (H, W), for one digit: true positives green, false ones orange, false
    negatives red; other digits are dim."""
    is_it, said = truth == digit, found == digit
    others = (truth >= 0) | (found >= 0)
    return np.select([is_it & said, said, is_it, others], [2, 3, 4, 1], 0).astype(np.uint8)


def errors(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The numbers of `JUDGED`, uint8 (H, W): what is wrong red, other digits dim."""
    return np.where(truth != found, 4, truth >= 0).astype(np.uint8)


def sheet(
    name: str,
    numbers: np.ndarray,
    colours: np.ndarray,
    title: str,
    marks: dict[str, Any] | None = None,
    height: int = HEIGHT,
) -> dict[str, Any]:
    """A sheet (H, W), its first row uppermost, every pixel a square; a click there tells its place."""
    rows, columns = numbers.shape
    picture = live.image(numbers[::-1], (0, columns), (0, rows), colours, smooth=False)
    x, y = live.axis(0, columns, ticks=[], grid=False), live.axis(0, rows, ticks=[], grid=False)
    shown = {name: picture} | (marks or {})
    return live.panel(x, y, shown, title=title, height=height, square=True, place=bool(marks))


def chances(probabilities: np.ndarray, ground: str, title: str, spoken: str) -> dict[str, Any]:
    """A bar for each of the eleven probabilities, the ground's last."""
    at = np.arange(11)
    colours = [*CLASSES, "currentColor"]
    bars = live.bars(at - HALF, at + HALF, np.zeros(11), probabilities, colours)
    x = live.axis(-0.6, 10.6, ticks=at, labels=[*map(str, range(10)), ground], grid=False)
    y = live.axis(0, 1.12, ticks=[0, 0.5, 1], percent=spoken)
    return live.panel(x, y, {"chances": bars}, title=title, height=BARS)


def heat(values: np.ndarray) -> np.ndarray:
    """A feature map (H, W) as the shades of `HEAT`: nothing black, its largest number white."""
    return live.shades_of(values, 0, float(values.max()) or 1.0)
