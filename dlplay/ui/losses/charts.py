"""Losses drawn: several curves, softmax, two trainings. The line among its points has a file of its own."""

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
MARGIN = {"l": 55, "r": 10, "t": 10, "b": 45}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 13}}


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
