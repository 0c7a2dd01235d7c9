"""Losses drawn: several curves, softmax, two trainings. The line among its points has a file of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import ANSWER, BLUE, GREEN, ORANGE, PURPLE, SKY, TRUTH, VERMILION, axes
from dlplay.ui.charts.figure import Figure

# Kindred losses share a colour; the dash tells them apart.
STYLES = {
    "mean_squared_error": (VERMILION, "solid"),
    "mean_squared_logarithmic_error": (VERMILION, "dot"),
    "mean_absolute_error": (ORANGE, "solid"),
    "mean_absolute_percentage_error": (ORANGE, "dot"),
    "huber": (PURPLE, "solid"),
    "log_cosh": (SKY, "dash"),
    "binary_crossentropy": (BLUE, "solid"),
    "binary_focal_crossentropy": (SKY, "solid"),
    "hinge": (GREEN, "solid"),
    "squared_hinge": (GREEN, "dot"),
}
GREY = "rgba(128,128,128,0.75)"
MARGIN = {"l": 55, "r": 10, "t": 10, "b": 45}
STILL = {"fixedrange": True}
LEGEND = axes.LEGEND | {"font": {"size": 13}}
ROWS = ("", "2")  # of axes that stand one above the other


def curves(
    x: np.ndarray,
    lines: Mapping[str, tuple[str, np.ndarray]],
    words: tuple[str, str],
    height: tuple[float, float],
    part: str,
) -> dict[str, Any]:
    """Several losses, or their slopes, over the prediction, with dots; `dots_follow` says where they stand.

    Args:
        lines: name of a loss -> (label, values (n,)).
        words: labels of the two axes.
        height: the lowest and the highest value drawn.
        part: "value" or "slope".
    """
    marks: dict[str, Any] = {f"{part}_here": live.upright(colour=GREY, width=1.5)}
    for name in reversed(list(lines)):  # the first on top
        (label, values), (colour, dash) = lines[name], STYLES[name]
        dashed = dash != "solid"
        curve = live.line(x, values, colour, width=3.5, dashed=dashed, name=label, hover=True)
        marks[f"{part}_{name}"] = curve
    for name in lines:
        marks[f"{part}_at_{name}"] = live.points(colour=STYLES[name][0], size=15)
    return live.panel(live.axis(x[0], x[-1], words[0]), live.axis(*height, words[1]), marks, height=400)


def dots_follow(x: np.ndarray, lines: Mapping[str, np.ndarray], part: str) -> dict[str, dict[str, Any]]:
    """The dots of `curves` at every prediction x (k,): name of a loss -> values (k,)."""
    here = live.Linear(x[:, None])
    dots = {f"{part}_at_{name}": {"x": here, "y": values[:, None]} for name, values in lines.items()}
    return {f"{part}_here": {"x": here}} | dots


def curve_follows(
    x: np.ndarray, here: float, family: tuple[np.ndarray, np.ndarray], name: str
) -> dict[str, dict[str, Any]]:
    """The curve and the dot of one loss while its parameter takes k values.

    Args:
        x, here: predictions (n,), and the one where the dots are.
        family: losses and slopes (k, n + 1), the last of each at `here`.
    """
    follows = {}
    for part, values in zip(("value", "slope"), family, strict=True):
        across = live.Linear(np.broadcast_to(x, (len(values), len(x))))
        follows[f"{part}_{name}"] = {"x": across, "y": values[:, :-1]}
        follows[f"{part}_at_{name}"] = {"x": np.full((len(values), 1), here), "y": values[:, -1:]}
    return follows


def softmax_bars(names: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    """For each class what is wanted, and what softmax gives; `bars_follow` says how much."""
    at = np.arange(len(names))
    marks = {
        "target": live.bars(at - 0.4, at, 0 * at, 0 * at, TRUTH, decimals=3, name=words["target"]),
        "probability": live.bars(at, at + 0.4, 0 * at, 0 * at, ANSWER, decimals=3, name=words["probability"]),
    }
    x = live.axis(-0.6, len(names) - 0.4, ticks=at, labels=names, grid=False)
    return live.panel(x, live.axis(0, 1.12, ticks=np.linspace(0, 1, 6)), marks, height=380)


def bars_follow(targets: np.ndarray, probabilities: np.ndarray) -> dict[str, dict[str, Any]]:
    """The bars of `softmax_bars` at every value of a slider, both (k, classes)."""
    return {"target": {"high": targets}, "probability": {"high": probabilities}}


def trained_neurons(
    x: np.ndarray, y: np.ndarray, grid: np.ndarray, start: np.ndarray, now: Mapping, words: Mapping
) -> Figure:
    """The neuron's answer over x at the start and now, for each loss: name -> (label, answers (n,))."""

    def line(answers: np.ndarray, style: dict, name: str) -> dict:
        return {"x": grid, "y": answers.astype(np.float32), "mode": "lines", "line": style, "name": name}

    dots = {"color": TRUTH, "size": 13, "line": {"color": "white", "width": 1}}
    traces = [
        line(start, {"color": GREY, "width": 2.5, "dash": "dot"}, words["start"]),
        *(line(one, {"color": STYLES[name][0], "width": 4}, label) for name, (label, one) in now.items()),
        {"x": x, "y": y, "mode": "markers", "marker": dots, "name": words["truth"], "cliponaxis": False},
    ]
    layout = {
        "height": 400,
        "margin": MARGIN,
        "legend": LEGEND,
        "dragmode": False,
        "xaxis": STILL | {"title": {"text": "x"}, "range": (grid[0], grid[-1])},
        "yaxis": STILL | {"title": {"text": words["answer"]}, "range": (-0.05, 1.05)},
    }
    return Figure(traces, layout)


def race(runs: Mapping, step: int, words: Mapping) -> Figure:
    """Over the steps: the length of the gradient, and below it the probability given to the truth.

    Args:
        runs: name -> (label, gradients (steps + 1,), truths (steps + 1,)).
    """
    traces = []
    for name, (label, *rows) in runs.items():
        colour = STYLES[name][0]
        for row, values in zip(ROWS, rows, strict=True):
            place = {"xaxis": f"x{row}", "yaxis": f"y{row}", "name": label}
            line = {"y": values.astype(np.float32), "mode": "lines", "line": {"color": colour, "width": 3}}
            traces.append(place | line | {"legendgroup": name, "showlegend": not row})
            traces.append(place | _dot(step, values[step], colour, 12))
    power = {"type": "log", "exponentformat": "power", "dtick": 1}
    layout = {
        "height": 400,
        "margin": MARGIN | {"l": 75},
        "legend": LEGEND,
        "dragmode": False,
        "hovermode": "x unified",
        "shapes": [_upright(step, row) for row in ROWS],
        "xaxis": STILL | {"anchor": "y", "matches": "x2", "showticklabels": False},
        "yaxis": STILL | power | {"domain": [0.56, 1], "title": {"text": words["gradient"]}},
        "xaxis2": STILL | {"anchor": "y2", "title": {"text": words["step"]}},
        "yaxis2": STILL
        | {
            "anchor": "x2",
            "domain": [0, 0.44],
            "title": {"text": words["truth_share"]},
            "range": (-0.03, 1.03),
        },
    }
    return Figure(traces, layout)


def _dot(x: float, y: float, colour: str, size: int) -> dict:
    """Where a curve stands now."""
    marker = {"color": colour, "size": size, "line": {"color": "white", "width": 2}}
    return {"x": [x], "y": [y], "mode": "markers", "marker": marker, "showlegend": False}


def _upright(x: float, row: str) -> dict:
    """A dashed line at x, all the way up."""
    across = {"xref": f"x{row}", "x0": x, "x1": x, "yref": f"y{row} domain", "y0": 0, "y1": 1}
    return across | {"type": "line", "line": {"color": GREY, "width": 1.5, "dash": "dash"}}
