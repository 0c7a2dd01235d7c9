"""A line among points, and its loss over all lines, from above and as a landscape.

Notation: k values that a slider reaches, n points, of which the last is the outlier.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import ANSWER, BLUE, TRUTH, VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.losses.charts import STYLES

LOW, HIGH = -1.0, 13.0  # of both axes
HEIGHT = 520  # CSS pixels
LEVELS = 28  # of the landscape from above
DEPTHS = (
    (0.0, (11, 90, 138, 1.0)),
    (0.35, (26, 128, 191, 1.0)),
    (0.7, (159, 208, 236, 1.0)),
    (1.0, (238, 243, 245, 1.0)),
)
DASHED = ("dash", "dot")
LINE: dict[str, tuple[str, ...]] = {"line": ("y",), "residuals": ("w", "b"), "here": ("x", "y")}
OUTLIER: dict[str, tuple[str, ...]] = {"outlier": ("x", "y"), "residuals": ("x", "y")}
KNOWN: dict[str, tuple[str, ...]] = {"ground": ("x",), "best_huber": ("y",), "at_huber": ("x",)}
MOVES = {  # what a slider does
    "slope": LINE,
    "intercept": LINE,
    "outlier_x": OUTLIER,
    "outlier_y": OUTLIER,
    "delta": KNOWN,
}
SLIDERS = {  # of what a hand drags
    "outlier": ("losses.outlier_x", "losses.outlier_y"),
    "here": ("losses.slope", "losses.intercept"),
}
NOWHERE = 1e4  # beyond every panel


class Lines(NamedTuple):
    """A line at every value of a slider, or of one slider after the other, which may move the points."""

    slope: np.ndarray  # (k,)
    intercept: np.ndarray  # (k,)
    x: np.ndarray  # (k, n)
    y: np.ndarray  # (k, n)

    @property
    def last(self) -> "Lines":
        return Lines(*(part[-1:] for part in self))


def fitted_line(
    lines: Lines, residuals: str, best: Mapping[str, tuple[str, float, float]], words: Mapping[str, str]
) -> dict[str, Any]:
    """Points and a line, as they stand at the first value. Both axes have one scale, so squares are squares.

    Args:
        residuals: "none", "lengths" or "squares".
        best: name of a loss -> (label, slope, intercept) of its own best line.
        words: labels for x, y, line and outlier.
    """
    x, y, slope, intercept = lines.x[0], lines.y[0], float(lines.slope[0]), float(lines.intercept[0])
    marks: dict[str, Any] = {}
    if residuals != "none":
        squares = residuals == "squares"
        fill = "rgba(213,94,0,0.16)"
        marks["residuals"] = live.residuals(x, y, slope, intercept, VERMILION, squares=squares, fill=fill)
    ends = np.array([LOW, HIGH])
    for name, (label, w, b) in best.items():
        colour, dash = STYLES[name]
        marks[f"best_{name}"] = live.line(
            ends, w * ends + b, colour, width=2.5, dashed=dash in DASHED, name=label
        )
    marks["line"] = live.line(ends, slope * ends + intercept, ANSWER, width=5, name=words["line"])
    marks["dots"] = live.points(x[:-1], y[:-1], TRUTH, size=12)
    marks["outlier"] = live.points(
        x[-1:],
        y[-1:],
        TRUTH,
        size=22,
        symbol="star",
        name=words["outlier"],
        drag="free",
        sliders=SLIDERS["outlier"],
    )
    across, up = (live.axis(LOW, HIGH, words[name]) for name in "xy")
    return live.panel(across, up, marks, height=HEIGHT, square=True)


def line_follows(lines: Lines, residuals: bool) -> dict[str, dict[str, Any]]:
    """What becomes of `fitted_line` at every value."""
    w, b = lines.slope[:, None], lines.intercept[:, None]
    ends = np.array([LOW, HIGH])
    follows = {
        "line": {"y": live.Linear(w * ends + b)},
        "outlier": {"x": live.Linear(lines.x[:, -1:]), "y": live.Linear(lines.y[:, -1:])},
    }
    if residuals:
        sides = {"w": w, "b": b, "x": lines.x, "y": lines.y}
        follows["residuals"] = {name: live.Linear(numbers) for name, numbers in sides.items()}
    return follows


def best_follows(
    stands: np.ndarray, best: Mapping[str, tuple[str, float, float]], landscape: bool
) -> dict[str, dict[str, Any]]:
    """Huber's best line, if drawn, also in the landscape: known only where delta stands (k,), else gone."""
    if "huber" not in best:
        return {}
    _, slope, intercept = best["huber"]
    ends = slope * np.array([LOW, HIGH]) + intercept
    line = {"best_huber": {"y": np.where(stands[:, None], ends, NOWHERE)}}
    point = {"at_huber": {"x": np.where(stands[:, None], slope, NOWHERE)}}
    return line | point if landscape else line


def ground_follows(stands: np.ndarray, ground: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Huber's landscape likewise."""
    return {"ground": {"x": np.where(stands[:, None], ground["x"], NOWHERE)}}


def ground(slopes: np.ndarray, intercepts: np.ndarray, losses: np.ndarray) -> dict[str, Any]:
    """The loss (intercepts, slopes) from above, deep blue where it is small."""
    heights = np.log10(losses)
    steps = np.floor((heights - heights.min()) / np.ptp(heights) * LEVELS).clip(0, LEVELS - 1)
    across, up = (
        (float(one[0] - gap), float(one[-1] + gap)) for one, gap in _with_half_gaps(slopes, intercepts)
    )
    return live.image(live.shades_of(steps, 0, LEVELS - 1), across, up, live.palette(DEPTHS))


def landscape(
    slopes: np.ndarray,
    intercepts: np.ndarray,
    ground: dict[str, Any],
    line: tuple[float, float],
    best: Mapping[str, tuple[str, float, float]],
    words: Mapping[str, str],
) -> dict[str, Any]:
    """The loss over slope and intercept, as `ground` shows it, with our line and the best ones as points.

    Args:
        best: as in `fitted_line`.
    """
    marks = {"ground": ground}
    for name, (label, slope, intercept) in best.items():
        marks[f"at_{name}"] = live.points(
            [slope], [intercept], STYLES[name][0], size=15, symbol="cross", words=[label]
        )
    marks["here"] = live.points(line[0], line[1], ANSWER, size=19, drag="free", sliders=SLIDERS["here"])
    x = live.axis(slopes[0], slopes[-1], words["slope"], grid=False)
    y = live.axis(intercepts[0], intercepts[-1], words["intercept"], grid=False)
    return live.panel(x, y, marks, height=HEIGHT, place=True)


def place_follows(lines: Lines) -> dict[str, dict[str, Any]]:
    """What becomes of `landscape` at every value."""
    return {"here": {"x": live.Linear(lines.slope[:, None]), "y": live.Linear(lines.intercept[:, None])}}


def _with_half_gaps(*axes: np.ndarray) -> list[tuple[np.ndarray, float]]:
    return [(one, float(one[1] - one[0]) / 2) for one in axes]


def relief(
    slopes: np.ndarray,
    intercepts: np.ndarray,
    losses: np.ndarray,
    line: tuple[float, float],
    here: float,
    words: Mapping,
) -> Figure:
    """The same as a landscape to turn; the height is the loss."""
    landscape = {
        "type": "surface",
        "x": slopes.astype(np.float32),
        "y": intercepts.astype(np.float32),
        "z": losses.astype(np.float32),
        "surfacecolor": np.log10(losses).astype(np.float32),
        "colorscale": [[0, BLUE], [1, "#d8e6ee"]],
        "showscale": False,
        "hovertemplate": f"{words['slope']} %{{x:.2f}}<br>{words['intercept']} %{{y:.2f}}<br>L %{{z:.3f}}"
        "<extra></extra>",
    }
    ball = {
        "type": "scatter3d",
        "x": [line[0]],
        "y": [line[1]],
        "z": [here],
        "mode": "markers",
        "marker": {"color": VERMILION, "size": 8},
        "name": words["line"],
    }
    titles = {"xaxis": words["slope"], "yaxis": words["intercept"], "zaxis": "L"}
    view = {"camera": {"eye": {"x": 1.7, "y": -1.7, "z": 1.0}}, "aspectmode": "cube"}
    layout = {
        "height": 520,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "scene": view | {axis: {"title": {"text": title}} for axis, title in titles.items()},
        "uirevision": "relief",
        "showlegend": False,
    }
    return Figure([landscape, ball], layout)
