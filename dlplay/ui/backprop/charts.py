"""Pictures around backpropagation: the loss along one weight, errors, gradients by layer.

Blue is a value, vermilion a slope, as in the picture of the network.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, VERMILION
from dlplay.ui.charts.axes import GRID, LEGEND
from dlplay.ui.charts.figure import Figure

COLOURS = (BLUE, ORANGE, GREEN, PURPLE)  # the chosen function first
INK = "rgba(128,128,128,0.9)"
NO_LESS = 1e-18  # a relative error of 0 stands at the lower edge


def along(
    values: np.ndarray,
    losses: np.ndarray,
    here: tuple[float, float],
    slope: float,
    secant: Sequence[tuple[float, float]],
    words: Mapping[str, str],
) -> Figure:
    """E as one number alone moves; the tangent of the chain rule, and the secant through both shifted points.

    Args:
        values, losses: (n,) and (n,), NaN where there is no loss.
        here: where the number stands now, and E there.
        secant: the two points of the finite difference.
    """
    ends = np.array([values[0], values[-1]])
    shown = [
        _line(values, losses, BLUE, words["loss"], "lines") | {"line": {"color": BLUE, "width": 4}},
        _line(ends, here[1] + slope * (ends - here[0]), VERMILION, words["tangent"], "lines"),
    ]
    finite = [point for point in secant if np.isfinite(point[1])]
    if len(finite) == 2:
        (x0, y0), (x1, y1) = finite
        rise = (y1 - y0) / (x1 - x0)
        dashed = {"color": INK, "width": 2.5, "dash": "dash"}
        drawn = _line(ends, y0 + rise * (ends - x0), INK, words["secant"], "lines") | {"line": dashed}
        points = {"marker": {"color": INK, "size": 11}, "showlegend": False}
        shown += [drawn, _line([x0, x1], [y0, y1], INK, words["secant"], "markers") | points]
    dot = {"marker": {"color": VERMILION, "size": 14, "line": {"color": "white", "width": 2}}}
    shown.append(_line([here[0]], [here[1]], VERMILION, "", "markers") | dot | {"showlegend": False})
    known = losses[np.isfinite(losses)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    air = 0.12 * max(high - low, 1e-3)
    layout = _layout(360) | {
        "xaxis": _axis(words["number"], (values[0], values[-1])),
        "yaxis": _axis(words["loss"], (low - air, high + air)),
        "showlegend": True,
        "legend": LEGEND,
    }
    return Figure(shown, layout)


def errors(
    epsilons: np.ndarray, relative: np.ndarray, here: float, error: float, words: Mapping[str, str]
) -> Figure:
    """How wrong the finite difference is for each epsilon, both logarithmic; a ring where we stand."""
    ring = {"color": "rgba(0,0,0,0)", "size": 20, "line": {"color": VERMILION, "width": 4}}
    shown = [
        _line(epsilons, np.maximum(relative, NO_LESS), PURPLE, words["error"], "lines+markers"),
        _line([here], [max(error, NO_LESS)], VERMILION, "", "markers") | {"marker": ring},
    ]
    log = {"type": "log", "exponentformat": "power", "autorange": False}
    low = float(np.log10(np.maximum(relative, NO_LESS)).min())
    layout = _layout(360) | {
        "xaxis": _axis(words["epsilon"], (-15.5, -0.5)) | log | {"dtick": 3},
        "yaxis": _axis(words["error"], (min(low, -10) - 0.6, 1.5)) | log | {"dtick": 3},
    }
    return Figure(shown, layout)


def by_layer(
    lines: Sequence[tuple[str, np.ndarray]], words: Mapping[str, str], write: Callable[[float], str]
) -> Figure:
    """A size at every layer, logarithmic; the first line is the chosen one. What is 0 has no point.

    Args:
        lines: a name and one size a layer.
        write: the text of a size.
    """
    every = np.concatenate([sizes for _, sizes in lines])
    positive = every[np.isfinite(every) & (every > 0)]
    low, high = (np.log10(positive.min()), np.log10(positive.max())) if len(positive) else (-1.0, 0.0)
    shown = []
    for number, ((name, sizes), colour) in reversed(list(enumerate(zip(lines, COLOURS, strict=False)))):
        drawn = np.where(np.isfinite(sizes) & (sizes > 0), sizes, np.nan)
        line = _line(np.arange(1, len(sizes) + 1), drawn, colour, name, "lines+markers")
        line["line"]["width"] = 5 if number == 0 else 2
        line["marker"] = {"size": 11 if number == 0 else 6, "color": colour}
        line["customdata"] = [write(one) for one in sizes]
        shown.append(line | {"hovertemplate": "%{customdata}", "legendrank": number})
    count = len(lines[0][1])
    layout = _layout(380) | {
        "xaxis": _axis(words["layer"], (0.6, count + 0.4)) | {"tickvals": list(range(1, count + 1))},
        "yaxis": _axis(words["size"], (low - 0.4, high + 0.4))
        | {"type": "log", "exponentformat": "power", "nticks": 8},
        "showlegend": True,
        "legend": LEGEND,
        "hovermode": "x unified",
    }
    return Figure(shown, layout)


def _line(x: ArrayLike, y: ArrayLike, colour: str, name: str, mode: str) -> dict:
    return {
        "x": np.asarray(x, np.float64),
        "y": np.asarray(y, np.float64),
        "mode": mode,
        "name": name,
        "line": {"color": colour, "width": 3},
        "marker": {"color": colour, "size": 7},
        "hovertemplate": "%{x:.4g}: %{y:.6g}<extra></extra>",
    }


def _layout(height: int) -> dict:
    margin = {"l": 70, "r": 10, "t": 30, "b": 50}
    return {"height": height, "margin": margin, "showlegend": False, "dragmode": False}


def _axis(title: str, span: tuple[float, float]) -> dict:
    return GRID | {
        "title": {"text": title, "font": {"size": 15}},
        "range": [float(span[0]), float(span[1])],
        "tickfont": {"size": 14},
        "zeroline": False,
    }
