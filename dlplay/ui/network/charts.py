"""Two trainings side by side: their losses over epochs, their results as a small table."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from dlplay.playground import Training
from dlplay.ui.charts import BLUE, PURPLE
from dlplay.ui.charts.axes import GRID, LEGEND
from dlplay.ui.charts.figure import Figure

COLOURS = (PURPLE, BLUE)  # the run that was kept, the run of now
AXIS = GRID | {"zeroline": False}


def losses(runs: Sequence[tuple[str, Training]], names: Mapping[str, str]) -> Figure:
    """Training loss as a line, test loss dashed, each run in its colour.

    Args:
        runs: (label, training).
        names: labels for epoch, loss, train_loss and test_loss.
    """
    traces = []
    for (label, training), colour in zip(runs, COLOURS, strict=True):
        moments = [*(one for one in training.moments if one.step < training.step_count), training.now()]
        epochs = np.array([one.epoch for one in moments], np.float32)
        for kind, dash in (("train_loss", "solid"), ("test_loss", "dash")):
            values = np.array([getattr(one, kind) for one in moments], np.float32)
            if np.isfinite(values).any():
                traces.append(
                    {
                        "x": epochs,
                        "y": values,
                        "mode": "lines",
                        "name": f"{label}: {names[kind]}",
                        "line": {"color": colour, "width": 3, "dash": dash},
                        "hovertemplate": "%{y:.4f}",
                    }
                )
    layout = {
        "height": 320,
        "margin": {"l": 55, "r": 10, "t": 10, "b": 45},
        "hovermode": "x unified",
        "dragmode": False,
        "legend": LEGEND | {"font": {"size": 14}},
        "xaxis": AXIS | {"title": {"text": names["epoch"]}},
        "yaxis": AXIS | {"title": {"text": names["loss"]}, "rangemode": "tozero"},
    }
    return Figure(traces, layout)


def table(rows: Mapping[str, str]) -> str:
    """Names and numbers as HTML."""
    cells = "".join(
        f'<tr><td style="padding:.15rem 1rem .15rem 0;opacity:.8">{escape(name)}</td>'
        f'<td style="text-align:right;font-weight:600">{escape(value)}</td></tr>'
        for name, value in rows.items()
    )
    return f'<table style="font-variant-numeric:tabular-nums;border-collapse:collapse">{cells}</table>'
