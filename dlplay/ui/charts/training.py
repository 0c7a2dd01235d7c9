"""What a training looks like: its curves, and accuracy against the number of examples.

`dlplay.ui.learning_curves` draws the curves in the browser; here stands what they show, and in which colours.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from dlplay.numbers import percent
from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.charts.axes import GRID, LEGEND
from dlplay.ui.charts.figure import Figure

TRAIN, TEST = ORANGE, BLUE  # on every page: what it learns from, and what it has never seen
MOST = 300  # points of a curve: more than a line of this width can show
LEAST = 0.005  # the smallest share of mistakes that is drawn
GROWN = 30.0  # a curve that has become this many times its first value is drawn on a logarithmic axis
AXIS = GRID | {"tickfont": {"size": 15}}


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


class Dot(NamedTuple):
    """A run: its training examples, its accuracy on the test digits, and what to say of it."""

    examples: int
    accuracy: float
    text: str


def more_data(
    lines: Mapping[str, Sequence[Dot]],
    colours: Mapping[str, str],
    words: Mapping,
    language: str,
    errors: bool,
) -> Figure:
    """Test accuracy over the number of examples, a line for each kind of network and training.

    Args:
        words: `examples`, `accuracy`, `errors`, `guess`.
        language: decides how percentages are written.
        errors: show instead the share of mistakes, on a logarithmic axis.
    """
    guess = 0.9 if errors else 0.1
    height = (lambda accuracy: max(1 - accuracy, LEAST)) if errors else (lambda accuracy: accuracy)
    traces = [
        {
            "type": "scatter",
            "x": [dot.examples for dot in dots],
            "y": [height(dot.accuracy) for dot in dots],
            "hovertext": [dot.text for dot in dots],
            "hoverinfo": "text",
            "name": name,
            "mode": "lines+markers",
            "line": {"color": colours[name], "width": 3},
            "marker": {"size": 14, "color": colours[name], "line": {"color": "white", "width": 2}},
            "cliponaxis": False,
        }
        for name, dots in lines.items()
    ]
    scale: dict[str, Any] = {"range": [0, 1.03], "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    if errors:
        scale = {"type": "log", "range": [-2.3, 0.02], "tickvals": [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9]}
    scale["ticktext"] = [percent(value, language, decimals=0) for value in scale["tickvals"]]
    dashes = {"color": "rgba(128,128,128,0.8)", "dash": "dash", "width": 2}
    layout = {
        "height": 400,
        "margin": {"l": 10, "r": 20, "t": 10, "b": 10},
        "showlegend": len(lines) > 1,
        "legend": LEGEND,
        "dragmode": False,
        "hovermode": "closest",
        "xaxis": AXIS
        | {
            "type": "log",
            "range": [0.9, math.log10(80_000)],
            "title": {"text": words["examples"], "font": {"size": 16}},
            "tickvals": [10, 100, 1000, 10_000, 60_000],
            "ticktext": ["10", "100", "1,000", "10,000", "60,000"],
        },
        "yaxis": AXIS
        | scale
        | {"title": {"text": words["errors" if errors else "accuracy"], "font": {"size": 16}}},
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": guess, "y1": guess, "line": dashes}
        ],
        "annotations": [
            {
                "text": words["guess"],
                "xref": "paper",
                "x": 1,
                "y": math.log10(guess) if errors else guess,
                "yanchor": "top" if errors else "bottom",
                "showarrow": False,
                "font": {"size": 14},
            }
        ],
    }
    return Figure(traces, layout)
