"""A signal layer by layer: the values going forward, the gradient coming back."""

from collections.abc import Sequence

import numpy as np

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE
from dlplay.ui.charts.axes import COLOURS, GRID, LEGEND, MARGIN, ZERO
from dlplay.ui.charts.figure import Figure


def ridges(values: np.ndarray, labels: Sequence[str], axis: str) -> Figure:
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
    hills = []
    for layer, (numbers, label) in enumerate(zip(flat, labels, strict=True)):
        share = np.histogram(numbers, edges)[0] / numbers.size
        height = np.sqrt(share / max(share.max(), 1e-12))
        base = len(flat) - 1 - layer
        outline = np.concatenate([base + 1.25 * height, np.full_like(height, base)])
        hills.append(
            {
                "x": np.concatenate([middles, middles[::-1]]),
                "y": outline.astype(np.float32),
                "fill": "toself",
                "fillcolor": "rgba(26,128,191,0.45)",
                "line": {"color": BLUE, "width": 1.2},
                "name": label,
                "hoverinfo": "name",
                "showlegend": False,
            }
        )
    ticks = _some(len(flat))
    layout = {
        "height": 470,
        "margin": MARGIN,
        "dragmode": False,
        "xaxis": GRID | ZERO | {"title": {"text": axis}, "range": [-edge, edge]},
        "yaxis": {
            "tickvals": [len(flat) - 1 - tick for tick in ticks],
            "ticktext": [labels[tick] for tick in ticks],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "range": [-0.2, len(flat) + 0.6],
        },
    }
    return Figure(hills, layout)


def layer_lines(lines: Sequence[tuple[str, np.ndarray]], layer_axis: str, size_axis: str) -> Figure:
    """A size at every layer on a logarithmic axis, one line a function; 0 is drawn at the lower edge.

    Args:
        lines: a name and the sizes of layers 0 ... N; fewer where the signal ended.
    """
    every = np.concatenate([[1.0], *(sizes for _, sizes in lines)])
    smallest, largest = every[every > 0].min(), every.max()
    floor = min(1e-6, smallest / 10)
    traces = [
        {
            "x": np.arange(len(sizes)),
            "y": np.maximum(sizes, floor),
            "customdata": [plain(size, 3) for size in sizes],
            "mode": "lines+markers",
            "line": {"color": colour, "width": 4 if number == 0 else 2.5},
            "marker": {"size": 8},
            "name": name,
            "showlegend": True,
            "legendrank": number,
            "hovertemplate": "%{customdata}",
        }
        for number, ((name, sizes), colour) in enumerate(zip(lines, COLOURS, strict=False))
    ]
    low, high = np.log10(smallest if every.min() > 0 else floor), np.log10(largest)
    dots = {"color": "rgba(128,128,128,0.7)", "dash": "dot", "width": 1.5}
    at_one = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": 1, "y1": 1}
    layout = {
        "height": 470,
        "margin": MARGIN,
        "hovermode": "x unified",
        "dragmode": False,
        "legend": LEGEND,
        "shapes": [{"type": "line", "line": dots, **at_one}],
        "xaxis": GRID | {"title": {"text": layer_axis}},
        "yaxis": GRID
        | {
            "title": {"text": size_axis},
            "type": "log",
            "exponentformat": "power",
            "range": [min(low, -1.0) - 0.3, max(high, 1.0) + 0.3],
            "nticks": 8,
        },
    }
    return Figure(traces[::-1], layout)  # the first on top of the others


def _some(count: int) -> list[int]:
    """At most about ten places among `count`, the first and the last with them."""
    step = -(-count // 11)
    return sorted({*range(0, count - step // 2, step), count - 1})
