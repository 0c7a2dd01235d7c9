"""The loss at the end of a run over the learning rate: where each optimizer learns, crawls or flies away."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers.charts_terrain import NIGHT
from dlplay.ui.optimizers.charts_track import LOOKS

LOWEST = 1e-8  # of the loss that is drawn: everything below has arrived long since
GRID = "rgba(255,255,255,0.10)"
BEYOND = 2.5  # times the row below: where crosses stand for runs that diverged


class Sweep(NamedTuple):
    """One runner at every rate."""

    name: str  # key of LOOKS
    label: str
    excess: np.ndarray  # (k,): the last loss above the smallest there is; infinite where it diverged
    now: float  # the rate that is set
    limit: float | None  # the largest stable rate, where there is such a rule


def spans(ladder: np.ndarray, sweeps: Sequence[Sweep], start: float) -> tuple[list[float], list[float]]:
    """Both axes' ends, as powers of ten."""
    found = [float(sweep.excess.min()) for sweep in sweeps if np.isfinite(sweep.excess).any()]
    low = max(min(found, default=LOWEST), LOWEST)
    high = np.log10(_top(start)) + np.log10(BEYOND) * (len(sweeps) + 0.8)
    return [float(np.log10(ladder[0])) - 0.2, float(np.log10(ladder[-1])) + 0.2], [np.log10(low) - 0.3, high]


def nearest(
    ladder: np.ndarray, sweeps: Sequence[Sweep], start: float, across: float, up: float
) -> tuple[str, float]:
    """The runner and the rate at a place of the chart, given as shares of its width and height."""
    (left, right), (bottom, top) = spans(ladder, sweeps, start)
    at = int(np.argmin(np.abs(np.log10(ladder) - (left + across * (right - left)))))
    clicked = bottom + up * (top - bottom)
    gaps = [abs(np.log10(_heights(sweep, start, row)[at]) - clicked) for row, sweep in enumerate(sweeps)]
    return sweeps[int(np.argmin(gaps))].name, float(ladder[at])


def rates(ladder: np.ndarray, sweeps: Sequence[Sweep], start: float, words: Mapping[str, str]) -> Figure:
    """A curve a runner; crosses at the top where it diverges, a dot where it stands now.

    Args:
        ladder: the rates (k,).
        start: the loss above the smallest there is, at the start.
        words: "rate", "loss", "diverged".
    """
    data = [
        trace
        for row, sweep in enumerate(sweeps)
        for trace in _runner(ladder, sweep, _heights(sweep, start, row), words)
    ]
    axis = {
        "type": "log",
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "exponentformat": "power",
    }
    across, up = spans(ladder, sweeps, start)
    layout = {
        "height": 520,
        "margin": {"l": 60, "r": 8, "t": 34, "b": 50, "pad": 0},
        "plot_bgcolor": NIGHT,
        "dragmode": False,
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "font": {"size": 13}},
        "xaxis": axis | {"title": {"text": words["rate"]}, "range": across, "dtick": 1},
        "yaxis": axis | {"title": {"text": words["loss"]}, "range": up, "nticks": 7},
        "shapes": [_wall(sweep) for sweep in sweeps if sweep.limit],
    }
    return Figure(data, layout)


def _top(start: float) -> float:
    """The highest loss drawn; those above it lie on it."""
    return 10 * max(start, LOWEST)


def _heights(sweep: Sweep, start: float, row: int) -> np.ndarray:
    """Where a runner is drawn (k,): its loss, or where it diverged the row of its crosses."""
    drawn = np.clip(sweep.excess, LOWEST, _top(start))
    return np.where(np.isfinite(sweep.excess), drawn, _top(start) * BEYOND ** (row + 1))


def _runner(ladder: np.ndarray, sweep: Sweep, heights: np.ndarray, words: Mapping[str, str]) -> list[dict]:
    """Its curve, its crosses and its dot."""
    colour, dash = LOOKS[sweep.name]
    gone = ~np.isfinite(sweep.excess)
    common = {"name": sweep.label, "legendgroup": sweep.name}
    hover = f"{sweep.label}<br>{words['rate']} %{{x:.3g}}<br>"
    curve = {
        "x": ladder,
        "y": np.where(gone, np.nan, heights),
        "mode": "lines+markers",
        "line": {"color": colour, "width": 3, "dash": dash, "simplify": False},
        "marker": {"size": 5, "color": colour},
        "hovertemplate": f"{hover}{words['loss']} %{{y:.3g}}<extra></extra>",
    }
    crosses = {
        "x": ladder[gone],
        "y": heights[gone],
        "mode": "markers",
        "marker": {"symbol": "x", "size": 9, "color": colour},
        "showlegend": False,
        "hovertemplate": f"{hover}{words['diverged']}<extra></extra>",
    }
    dot = {
        "x": [sweep.now],
        "y": [float(heights[np.argmin(np.abs(ladder - sweep.now))])],
        "mode": "markers",
        "marker": {"size": 15, "color": colour, "line": {"color": "white", "width": 2}},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return [common | curve, common | crosses, common | dot]


def _wall(sweep: Sweep) -> dict:
    """A line where theory says that a runner becomes unstable."""
    return {
        "type": "line",
        "x0": sweep.limit,
        "x1": sweep.limit,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": LOOKS[sweep.name][0], "width": 1.5, "dash": "dash"},
    }
