"""Losses drawn: a line among points, the loss over all lines, several curves, softmax, two trainings."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dlplay.ui.charts import ANSWER, BLUE, GREEN, ORANGE, PURPLE, SKY, TRUTH, VERMILION

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
X_RANGE, Y_RANGE = (-1, 13), (-1, 13)
MARGIN = {"l": 55, "r": 10, "t": 10, "b": 45}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 13}}


def fitted_line(
    x: np.ndarray, y: np.ndarray, line: tuple[float, float], residuals: str, best: Mapping, words: Mapping
) -> go.Figure:
    """Points and a line; the last point is the outlier. Both axes have one scale, so squares are squares.

    Args:
        line: slope and intercept.
        residuals: "none", "lengths" or "squares".
        best: name of a loss -> (label, slope, intercept) of its own best line.
        words: labels for x, y, line and outlier.
    """
    figure = go.Figure()
    prediction = line[0] * x + line[1]
    if residuals != "none":
        figure.add_trace(_residuals(x, y, prediction, squares=residuals == "squares"))
    ends = np.array(X_RANGE, dtype=np.float32)
    for name, (label, slope, intercept) in best.items():
        colour, dash = STYLES[name]
        style = {"color": colour, "width": 2.5, "dash": dash}
        figure.add_scatter(x=ends, y=slope * ends + intercept, mode="lines", line=style, name=label)
    thick = {"color": ANSWER, "width": 5}
    figure.add_scatter(x=ends, y=line[0] * ends + line[1], mode="lines", line=thick, name=words["line"])
    dots = {"color": TRUTH, "size": 11, "line": {"color": "white", "width": 1}}
    figure.add_scatter(x=x[:-1], y=y[:-1], mode="markers", marker=dots, showlegend=False, name="y")
    star = dots | {"symbol": "star", "size": 19}
    figure.add_scatter(x=x[-1:], y=y[-1:], mode="markers", marker=star, name=words["outlier"])
    figure.update_layout(height=520, margin=MARGIN, legend=LEGEND, dragmode=False, hovermode="closest")
    figure.update_xaxes(title=words["x"], range=X_RANGE, constrain="domain", fixedrange=True)
    figure.update_yaxes(title=words["y"], range=Y_RANGE, scaleanchor="x", constrain="domain", fixedrange=True)
    return figure


def _residuals(x: np.ndarray, y: np.ndarray, prediction: np.ndarray, squares: bool) -> go.Scatter:
    gap = np.full_like(x, np.nan)
    if not squares:
        across, up = (x, x, gap), (y, prediction, gap)
    else:
        size = np.abs(prediction - y)
        side = np.where(x + size > X_RANGE[1], x - size, x + size)
        across, up = (x, x, side, side, x, gap), (y, prediction, prediction, y, y, gap)
    return go.Scatter(
        x=np.column_stack(across).ravel().astype(np.float32),
        y=np.column_stack(up).ravel().astype(np.float32),
        mode="lines",
        line={"color": VERMILION, "width": 1.5},
        fill="toself" if squares else None,
        fillcolor="rgba(213,94,0,0.16)",
        hoverinfo="skip",
        showlegend=False,
    )


def contour(
    slopes: np.ndarray,
    intercepts: np.ndarray,
    losses: np.ndarray,
    line: tuple[float, float],
    best: Mapping,
    targets: Sequence[np.ndarray],
    words: Mapping,
) -> go.Figure:
    """The loss over slope and intercept from above, deep blue where it is small.

    Args:
        losses: (intercepts, slopes).
        best: as in `fitted_line`.
        targets: slopes and intercepts where a click is felt.
    """
    heights = np.log10(losses)
    figure = go.Figure(
        go.Contour(
            x=slopes.astype(np.float32),
            y=intercepts.astype(np.float32),
            z=heights.astype(np.float32),
            colorscale=[[0, "#0b5a8a"], [0.35, BLUE], [0.7, "#9fd0ec"], [1, "#eef3f5"]],
            contours={"start": heights.min(), "end": heights.max(), "size": np.ptp(heights) / 28},
            line={"width": 0.7, "color": "rgba(128,128,128,0.5)"},
            showscale=False,
            hoverinfo="skip",
        )
    )
    figure.add_scatter(
        x=np.tile(targets[0], len(targets[1])).astype(np.float32),
        y=np.repeat(targets[1], len(targets[0])).astype(np.float32),
        mode="markers",
        marker={"size": 16, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        hovertemplate=f"{words['slope']} %{{x:.2f}}<br>{words['intercept']} %{{y:.1f}}<extra></extra>",
        showlegend=False,
    )
    for name, (label, slope, intercept) in best.items():
        marker = {"color": STYLES[name][0], "size": 13, "symbol": "x", "line": {"color": "white", "width": 1}}
        figure.add_scatter(x=[slope], y=[intercept], mode="markers", marker=marker, name=label)
    here = {"color": ANSWER, "size": 18, "line": {"color": "white", "width": 3}}
    figure.add_scatter(x=[line[0]], y=[line[1]], mode="markers", marker=here, name=words["line"])
    figure.update_layout(
        height=520, margin=MARGIN, showlegend=False, dragmode=False, clickmode="event+select"
    )
    figure.update_xaxes(title=words["slope"], range=(slopes[0], slopes[-1]), fixedrange=True, showgrid=False)
    figure.update_yaxes(
        title=words["intercept"], range=(intercepts[0], intercepts[-1]), fixedrange=True, showgrid=False
    )
    return figure


def relief(
    slopes: np.ndarray,
    intercepts: np.ndarray,
    losses: np.ndarray,
    line: tuple[float, float],
    here: float,
    words: Mapping,
) -> go.Figure:
    """The same as a landscape to turn; the height is the loss."""
    figure = go.Figure(
        go.Surface(
            x=slopes.astype(np.float32),
            y=intercepts.astype(np.float32),
            z=losses.astype(np.float32),
            surfacecolor=np.log10(losses).astype(np.float32),
            colorscale=[[0, BLUE], [1, "#d8e6ee"]],
            showscale=False,
            hovertemplate=f"{words['slope']} %{{x:.2f}}<br>{words['intercept']} %{{y:.2f}}<br>L %{{z:.3f}}"
            "<extra></extra>",
        )
    )
    ball = {"color": VERMILION, "size": 8}
    figure.add_scatter3d(x=[line[0]], y=[line[1]], z=[here], mode="markers", marker=ball, name=words["line"])
    axes = {"xaxis_title": words["slope"], "yaxis_title": words["intercept"], "zaxis_title": "L"}
    figure.update_layout(
        height=520,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene=axes | {"camera_eye": {"x": 1.7, "y": -1.7, "z": 1.0}, "aspectmode": "cube"},
        uirevision="relief",
        showlegend=False,
    )
    return figure


def curves(
    x: np.ndarray,
    lines: Mapping[str, tuple],
    here: float,
    words: tuple[str, str],
    height: tuple[float, float],
) -> go.Figure:
    """Several losses, or their slopes, over the prediction; dots where it stands now.

    Args:
        lines: name of a loss -> (label, values (n,), value now).
        words: labels of the two axes.
        height: the lowest and the highest value drawn.
    """
    figure = go.Figure()
    for name, (label, values, now) in lines.items():
        colour, dash = STYLES[name]
        style = {"color": colour, "width": 3.5, "dash": dash}
        figure.add_scatter(x=x, y=values.astype(np.float32), mode="lines", line=style, name=label)
        dot = {"color": colour, "size": 15, "line": {"color": "white", "width": 2}}
        figure.add_scatter(x=[here], y=[now], mode="markers", marker=dot, name=label, showlegend=False)
    figure.add_vline(x=here, line={"color": GREY, "width": 1.5, "dash": "dash"})
    legend = LEGEND | {"y": -0.2, "yanchor": "top"}
    figure.update_layout(height=430, margin=MARGIN, dragmode=False, hovermode="closest", legend=legend)
    figure.update_xaxes(title=words[0], range=(x[0], x[-1]), fixedrange=True)
    figure.update_yaxes(title=words[1], range=height, fixedrange=True)
    return figure


def softmax_bars(
    names: Sequence[str], targets: np.ndarray, probabilities: np.ndarray, words: Mapping
) -> go.Figure:
    """For each class what is wanted, and what softmax gives."""
    figure = go.Figure()
    for values, colour, label in (
        (targets, TRUTH, words["target"]),
        (probabilities, ANSWER, words["probability"]),
    ):
        figure.add_bar(
            x=list(names),
            y=values.astype(np.float32),
            marker={"color": colour},
            name=label,
            text=[f"{value:.3f}" for value in values],
            textposition="outside",
            textfont={"size": 15},
            cliponaxis=False,
        )
    figure.update_layout(height=380, margin=MARGIN, legend=LEGEND, dragmode=False, bargap=0.25)
    figure.update_yaxes(range=(0, 1.12), fixedrange=True)
    figure.update_xaxes(fixedrange=True, tickfont={"size": 16})
    return figure


def trained_neurons(
    x: np.ndarray, y: np.ndarray, grid: np.ndarray, start: np.ndarray, now: Mapping, words: Mapping
) -> go.Figure:
    """The neuron's answer over x at the start and now, for each loss: name -> (label, answers (n,))."""
    figure = go.Figure()
    dotted = {"color": GREY, "width": 2.5, "dash": "dot"}
    figure.add_scatter(x=grid, y=start.astype(np.float32), mode="lines", line=dotted, name=words["start"])
    for name, (label, answers) in now.items():
        style = {"color": STYLES[name][0], "width": 4}
        figure.add_scatter(x=grid, y=answers.astype(np.float32), mode="lines", line=style, name=label)
    dots = {"color": TRUTH, "size": 13, "line": {"color": "white", "width": 1}}
    figure.add_scatter(x=x, y=y, mode="markers", marker=dots, name=words["truth"], cliponaxis=False)
    figure.update_layout(height=400, margin=MARGIN, legend=LEGEND, dragmode=False)
    figure.update_xaxes(title="x", range=(grid[0], grid[-1]), fixedrange=True)
    figure.update_yaxes(title=words["answer"], range=(-0.05, 1.05), fixedrange=True)
    return figure


def race(runs: Mapping, step: int, words: Mapping) -> go.Figure:
    """Over the steps: the length of the gradient, and the probability given to the truth.

    Args:
        runs: name -> (label, gradients (steps + 1,), truths (steps + 1,)).
    """
    figure = make_subplots(2, 1, shared_xaxes=True, vertical_spacing=0.12)
    for name, (label, gradients, truths) in runs.items():
        colour = STYLES[name][0]
        dot = {"color": colour, "size": 12, "line": {"color": "white", "width": 2}}
        for row, values in ((1, gradients), (2, truths)):
            figure.add_scatter(
                y=values.astype(np.float32),
                mode="lines",
                line={"color": colour, "width": 3},
                name=label,
                row=row,
                col=1,
                legendgroup=name,
                showlegend=row == 1,
            )
            figure.add_scatter(
                x=[step],
                y=[values[step]],
                mode="markers",
                marker=dot,
                row=row,
                col=1,
                showlegend=False,
                name=label,
            )
    figure.add_vline(x=step, line={"color": GREY, "width": 1.5, "dash": "dash"})
    figure.update_layout(
        height=400, margin=MARGIN | {"l": 75}, legend=LEGEND, dragmode=False, hovermode="x unified"
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_xaxes(title=words["step"], row=2, col=1)
    figure.update_yaxes(
        title=words["gradient"], type="log", fixedrange=True, exponentformat="power", dtick=1, row=1, col=1
    )
    figure.update_yaxes(title=words["truth_share"], range=(-0.03, 1.03), fixedrange=True, row=2, col=1)
    return figure
