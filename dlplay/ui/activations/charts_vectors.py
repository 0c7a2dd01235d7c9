"""The numbers of a short vector, and what each of them does to the others."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from dlplay.numbers import signed
from dlplay.ui import live
from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.legible import GROUND

PALE = "rgba(128,128,128,0.28)"
HEIGHT = 300  # CSS pixels
REACHES = (1, 2, 5, 10, 20, 50, 100, 200)  # of the axis, so that a bar keeps its length while a slider moves
ROOM = 0.12  # of the axis, for the number over a bar


def panel(labels: Sequence[str], reach: tuple[float, float], axis: str, name: str, pale: str) -> dict:
    """A bar for each of the K labels, and behind it a pale one; `outputs` says how long they are.

    Args:
        reach: the least and the greatest number that a bar shows.
        name, pale: what the bars are, and the pale ones.
    """
    at = np.arange(len(labels))
    low, high = (_end(one) for one in reach)
    span = high - low
    marks = {
        "pale": live.bars(at - 0.42, at + 0.42, 0 * at, colour=PALE, name=pale),
        "outputs": live.bars(at - 0.32, at + 0.32, 0 * at, colour=BLUE, decimals=3, name=name),
    }
    return live.panel(
        live.axis(-0.6, len(labels) - 0.4, ticks=at, labels=labels, grid=False),
        live.axis(low and low - ROOM * span, high and high + ROOM * span, axis),
        marks,
        height=HEIGHT,
    )


def outputs(numbers: np.ndarray, pale: np.ndarray) -> dict[str, dict[str, Any]]:
    """The bars, and behind them the pale ones, at each value of a slider: both (n, K)."""
    return {"outputs": {"high": numbers}, "pale": {"high": pale}}


def _end(number: float) -> float:
    """The round number beyond one, away from 0."""
    return float(np.sign(number)) * next((one for one in REACHES if one >= abs(number) - 1e-9), abs(number))


def jacobian(slopes: np.ndarray, outputs: Sequence[str], inputs: Sequence[str]) -> str:
    """Every output's derivative by every input, as HTML: orange pushes up, blue pushes down."""
    largest = max(float(np.abs(slopes).max()), 1e-9)
    heads = (f'<b role="columnheader">{escape(name)}</b>' for name in inputs)
    lines = [['<span role="cell"></span>', *heads]]
    for name, row in zip(outputs, slopes.tolist(), strict=True):
        cells = [f'<b role="rowheader" style="text-align:left">{escape(name)}</b>']
        for slope in row:
            colour = ORANGE if slope > 0 else BLUE
            depth = GROUND * abs(slope) / largest
            cells.append(
                f'<span role="cell" style="background:color-mix(in srgb, {colour} {depth:.0f}%, transparent);'
                f'padding:.7rem .1rem;border-radius:4px">{signed(slope, decimals=3)}</span>'
            )
        lines.append(cells)
    rows = "".join(f'<div role="row" style="display:contents">{"".join(line)}</div>' for line in lines)
    grid = f"display:grid;grid-template-columns:auto repeat({len(inputs)},1fr);gap:4px;align-items:center"
    return (
        f'<div role="table" data-testid="jacobian" style="{grid};text-align:center;'
        f'font-variant-numeric:tabular-nums">{rows}</div>'
    )
