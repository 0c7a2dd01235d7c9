"""A line among points, and its loss over all lines, from above and as a landscape."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlplay.ui.charts import ANSWER, BLUE, TRUTH, VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.losses.charts import LEGEND, MARGIN, STYLES

X_RANGE, Y_RANGE = (-1, 13), (-1, 13)


def fitted_line(
    x: np.ndarray, y: np.ndarray, line: tuple[float, float], residuals: str, best: Mapping, words: Mapping
) -> Figure:
    """Points and a line; the last point is the outlier. Both axes have one scale, so squares are squares.

    Args:
        line: slope and intercept.
        residuals: "none", "lengths" or "squares".
        best: name of a loss -> (label, slope, intercept) of its own best line.
        words: labels for x, y, line and outlier.
    """
    prediction = line[0] * x + line[1]
    ends = np.array(X_RANGE, dtype=np.float32)
    lines = [
        {
            "x": ends,
            "y": slope * ends + intercept,
            "mode": "lines",
            "line": {"color": STYLES[name][0], "width": 2.5, "dash": STYLES[name][1]},
            "name": label,
        }
        for name, (label, slope, intercept) in best.items()
    ]
    thick = {"color": ANSWER, "width": 5}
    lines.append(
        {"x": ends, "y": line[0] * ends + line[1], "mode": "lines", "line": thick, "name": words["line"]}
    )
    dots = {"color": TRUTH, "size": 11, "line": {"color": "white", "width": 1}}
    star = dots | {"symbol": "star", "size": 19}
    points = [
        {"x": x[:-1], "y": y[:-1], "mode": "markers", "marker": dots, "showlegend": False, "name": "y"},
        {"x": x[-1:], "y": y[-1:], "mode": "markers", "marker": star, "name": words["outlier"]},
    ]
    shown = [] if residuals == "none" else [_residuals(x, y, prediction, squares=residuals == "squares")]
    axis = {"constrain": "domain", "fixedrange": True}
    layout = {
        "height": 520,
        "margin": MARGIN,
        "legend": LEGEND,
        "dragmode": False,
        "hovermode": "closest",
        "xaxis": axis | {"title": {"text": words["x"]}, "range": X_RANGE},
        "yaxis": axis | {"title": {"text": words["y"]}, "range": Y_RANGE, "scaleanchor": "x"},
    }
    return Figure([*shown, *lines, *points], layout)


def _residuals(x: np.ndarray, y: np.ndarray, prediction: np.ndarray, squares: bool) -> dict:
    gap = np.full_like(x, np.nan)
    if not squares:
        across, up = (x, x, gap), (y, prediction, gap)
    else:
        size = np.abs(prediction - y)
        side = np.where(x + size > X_RANGE[1], x - size, x + size)
        across, up = (x, x, side, side, x, gap), (y, prediction, prediction, y, y, gap)
    return {
        "x": np.column_stack(across).ravel().astype(np.float32),
        "y": np.column_stack(up).ravel().astype(np.float32),
        "mode": "lines",
        "line": {"color": VERMILION, "width": 1.5},
        "fill": "toself" if squares else "none",
        "fillcolor": "rgba(213,94,0,0.16)",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def contour(
    slopes: np.ndarray,
    intercepts: np.ndarray,
    losses: np.ndarray,
    line: tuple[float, float],
    best: Mapping,
    targets: Sequence[np.ndarray],
    words: Mapping,
) -> Figure:
    """The loss over slope and intercept from above, deep blue where it is small.

    Args:
        losses: (intercepts, slopes).
        best: as in `fitted_line`.
        targets: slopes and intercepts where a click is felt.
    """
    heights = np.log10(losses)
    ground = {
        "type": "contour",
        "x": slopes.astype(np.float32),
        "y": intercepts.astype(np.float32),
        "z": heights.astype(np.float32),
        "colorscale": [[0, "#0b5a8a"], [0.35, BLUE], [0.7, "#9fd0ec"], [1, "#eef3f5"]],
        "contours": {"start": heights.min(), "end": heights.max(), "size": np.ptp(heights) / 28},
        "line": {"width": 0.7, "color": "rgba(128,128,128,0.5)"},
        "showscale": False,
        "hoverinfo": "skip",
    }
    unseen = {"marker": {"opacity": 0}}
    clicks = {
        "x": np.tile(targets[0], len(targets[1])).astype(np.float32),
        "y": np.repeat(targets[1], len(targets[0])).astype(np.float32),
        "mode": "markers",
        "marker": {"size": 16, "opacity": 0},
        "selected": unseen,
        "unselected": unseen,
        "hovertemplate": f"{words['slope']} %{{x:.2f}}<br>{words['intercept']} %{{y:.1f}}<extra></extra>",
        "showlegend": False,
    }
    crosses = [
        {
            "x": [slope],
            "y": [intercept],
            "mode": "markers",
            "marker": {
                "color": STYLES[name][0],
                "size": 13,
                "symbol": "x",
                "line": {"color": "white", "width": 1},
            },
            "name": label,
        }
        for name, (label, slope, intercept) in best.items()
    ]
    marker = {"color": ANSWER, "size": 18, "line": {"color": "white", "width": 3}}
    here = {"x": [line[0]], "y": [line[1]], "mode": "markers", "marker": marker, "name": words["line"]}
    axis = {"fixedrange": True, "showgrid": False}
    layout = {
        "height": 520,
        "margin": MARGIN,
        "showlegend": False,
        "dragmode": False,
        "clickmode": "event+select",
        "xaxis": axis | {"title": {"text": words["slope"]}, "range": (slopes[0], slopes[-1])},
        "yaxis": axis | {"title": {"text": words["intercept"]}, "range": (intercepts[0], intercepts[-1])},
    }
    return Figure([ground, clicks, *crosses, here], layout)


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
