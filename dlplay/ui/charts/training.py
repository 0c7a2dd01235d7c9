"""What the curves of a training show, and in which colours; `dlplay.ui.learning_curves` draws them."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dlplay.ui.charts import BLUE, ORANGE

TRAIN, TEST = ORANGE, BLUE  # on every page: what it learns from, and what it has never seen
MOST = 300  # points of a curve: more than a line of this width can show
GROWN = 30.0  # a curve that has become this many times its first value is drawn on a logarithmic axis


@dataclass(frozen=True)
class Series:
    """One line: y over x; None where nothing was measured, or nothing finite."""

    name: str
    colour: str
    x: Sequence[float]
    y: Sequence[float | None]
    dots: bool = False  # for few values that were each measured on their own
    pale: bool = False  # for what is only compared with


@dataclass(frozen=True)
class Panel:
    """Series over one axis from `low` to `high`.

    Attributes:
        guides: values to compare with, and what they are called.
    """

    title: str
    series: tuple[Series, ...]
    low: float
    high: float
    log: bool = False
    percent: bool = False
    guides: tuple[tuple[float, str], ...] = ()

    def plain(self) -> dict:
        """As the browser gets it, as JSON, each line thinned out to what can be seen."""
        guides = [{"y": y, "name": name} for y, name in self.guides]
        return asdict(self) | {"series": [_thinned(one) for one in self.series], "guides": guides}


def loss_panel(title: str, series: Sequence[Series], start: float = 2.5) -> Panel:
    """Losses from 0 up to the largest, `start` before there is one; logarithmic where one has exploded."""
    values = [value for one in series for value in one.y if value is not None]
    high = max(values, default=start)
    first = next(iter(values), start)
    if high > GROWN * max(abs(first), 1e-3):
        smallest = min((value for value in values if value > 0), default=1e-3)
        return Panel(title, tuple(series), max(smallest, 1e-6) / 2, high * 2, log=True)
    low = min(0.0, min(values, default=0.0))
    return Panel(title, tuple(series), low, high + 0.05 * (high - low) if high > low else low + 1.0)


def accuracy_panel(title: str, series: Sequence[Series], guess: tuple[float, str]) -> Panel:
    """Shares from 0 to 1, with what blind guessing reaches."""
    return Panel(title, tuple(series), 0.0, 1.0, percent=True, guides=(guess,))


def _thinned(series: Series) -> dict:
    stride = max(1, math.ceil(len(series.x) / MOST))
    kept = sorted({*range(0, len(series.x), stride), len(series.x) - 1} - {-1})
    x, y = ([values[place] for place in kept] for values in (series.x, series.y))
    # many more digits than are written: a number that is rounded twice is not the one beside it
    rounded = [None if value is None else float(f"{value:.9g}") for value in y]
    return asdict(series) | {"x": [round(value, 4) for value in x], "y": rounded}
