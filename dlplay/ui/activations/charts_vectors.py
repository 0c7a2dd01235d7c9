"""The numbers of a short vector, and what each of them does to the others."""

from collections.abc import Sequence
from html import escape

import numpy as np

from dlplay.numbers import plain, signed
from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.charts.axes import GRID, LEGEND, MARGIN, ZERO
from dlplay.ui.charts.figure import Figure


def vector_bars(bars: Sequence[tuple[str, np.ndarray]], labels: Sequence[str], axis: str) -> Figure:
    """A vector's numbers as bars, several of them side by side."""
    traces = [
        {
            "type": "bar",
            "x": list(labels[: len(numbers)]),
            "y": numbers.astype(np.float32),
            "text": [plain(value, decimals=3) for value in numbers],
            "textposition": "auto",
            "textfont": {"size": 15},
            "marker": {"color": colour},
            "name": name,
            "hovertemplate": "%{y:.4f}",
        }
        for (name, numbers), colour in zip(bars, (BLUE, "rgba(128,128,128,0.45)"), strict=False)
    ]
    layout = {
        "height": 340,
        "margin": MARGIN,
        "dragmode": False,
        "legend": LEGEND,
        "xaxis": {"fixedrange": True, "tickfont": {"size": 16}},
        "yaxis": GRID | ZERO | {"title": {"text": axis}},
    }
    return Figure(traces, layout)


def jacobian(slopes: np.ndarray, outputs: Sequence[str], inputs: Sequence[str]) -> str:
    """Every output's derivative by every input, as HTML: orange pushes up, blue pushes down."""
    largest = max(float(np.abs(slopes).max()), 1e-9)
    cells = ["<span></span>", *(f"<b>{escape(name)}</b>" for name in inputs)]
    for name, row in zip(outputs, slopes.tolist(), strict=True):
        cells.append(f'<b style="text-align:left">{escape(name)}</b>')
        for slope in row:
            colour = ORANGE if slope > 0 else BLUE
            depth = 85 * abs(slope) / largest
            cells.append(
                f'<span style="background:color-mix(in srgb, {colour} {depth:.0f}%, transparent);'
                f'padding:.7rem .1rem;border-radius:4px">{signed(slope, decimals=3)}</span>'
            )
    grid = f"display:grid;grid-template-columns:auto repeat({len(inputs)},1fr);gap:4px;align-items:center"
    return (
        f'<div data-testid="jacobian" style="{grid};text-align:center;font-variant-numeric:tabular-nums">'
        f"{''.join(cells)}</div>"
    )
