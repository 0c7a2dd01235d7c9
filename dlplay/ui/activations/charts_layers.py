"""A signal layer by layer: the values going forward, the gradient coming back."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dlplay.ui.charts import BLUE
from dlplay.ui.charts.axes import COLOURS, GRID, LEGEND, MARGIN, ZERO


def ridges(values: np.ndarray, labels: Sequence[str], axis: str) -> go.Figure:
    """The distribution of a signal at every layer, one hill a layer, the first on top.

    The height is the square root of the share, so that a spike (ReLU's zeros) does not flatten the rest.

    Args:
        values: (L, ...), the numbers of L layers.
        labels: L names.
    """
    flat = values.reshape(len(values), -1)
    edge = max(float(np.quantile(np.abs(flat), 0.995)), 1e-9)
    edges = np.linspace(-edge, edge, 82)
    middles = ((edges[1:] + edges[:-1]) / 2).astype(np.float32)
    figure = go.Figure()
    for layer, (numbers, label) in enumerate(zip(flat, labels, strict=True)):
        share = np.histogram(numbers, edges)[0] / numbers.size
        height = np.sqrt(share / max(share.max(), 1e-12))
        base = len(flat) - 1 - layer
        figure.add_scatter(
            x=np.concatenate([middles, middles[::-1]]),
            y=np.concatenate([base + 1.25 * height, np.full_like(height, base)]).astype(np.float32),
            fill="toself",
            fillcolor="rgba(26,128,191,0.45)",
            line={"color": BLUE, "width": 1.2},
            name=label,
            hoverinfo="name",
            showlegend=False,
        )
    ticks = _some(len(flat))
    figure.update_yaxes(
        tickvals=[len(flat) - 1 - tick for tick in ticks],
        ticktext=[labels[tick] for tick in ticks],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        range=[-0.2, len(flat) + 0.6],
    )
    figure.update_xaxes(title=axis, range=[-edge, edge], **GRID, **ZERO)
    figure.update_layout(height=470, margin=MARGIN, dragmode=False)
    return figure


def layer_lines(lines: Sequence[tuple[str, np.ndarray]], layer_axis: str, size_axis: str) -> go.Figure:
    """A size at every layer on a logarithmic axis, one line a function; 0 is drawn at the lower edge.

    Args:
        lines: a name and the sizes of layers 0 ... N; fewer where the signal ended.
    """
    every = np.concatenate([[1.0], *(sizes for _, sizes in lines)])
    smallest, largest = every[every > 0].min(), every.max()
    floor = min(1e-6, smallest / 10)
    figure = go.Figure()
    for number, ((name, sizes), colour) in reversed(list(enumerate(zip(lines, COLOURS, strict=False)))):
        figure.add_scatter(
            x=np.arange(len(sizes)),
            y=np.maximum(sizes, floor),
            customdata=[f"{size:.3g}" for size in sizes],
            mode="lines+markers",
            line={"color": colour, "width": 4 if number == 0 else 2.5},
            marker={"size": 8},
            name=name,
            showlegend=True,
            legendrank=number,
            hovertemplate="%{customdata}",
        )
    low, high = np.log10(smallest if every.min() > 0 else floor), np.log10(largest)
    figure.update_yaxes(
        title=size_axis,
        type="log",
        exponentformat="power",
        range=[min(low, -1.0) - 0.3, max(high, 1.0) + 0.3],
        nticks=8,
        **GRID,
    )
    figure.update_xaxes(title=layer_axis, **GRID)
    figure.add_hline(1, line={"color": "rgba(128,128,128,0.7)", "dash": "dot", "width": 1.5})
    figure.update_layout(
        height=470,
        margin=MARGIN,
        hovermode="x unified",
        dragmode=False,
        legend=LEGEND,
    )
    return figure


def _some(count: int) -> list[int]:
    """At most about ten places among `count`, the first and the last with them."""
    step = -(-count // 11)
    return sorted({*range(0, count - step // 2, step), count - 1})
