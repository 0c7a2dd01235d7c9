"""What the pictures of a race share: the ground, the runners' tracks and looks, the loss over the steps.

The map is dark in both themes, so that one set of bright colours stands out on it. Optimizers that are kin
share a colour; the dash tells them apart.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from dlplay.ui.charts.replay import HIGH
from dlplay.ui.optimizers.charts_terrain import NIGHT

LOOKS = {
    "sgd": (VERMILION, "solid"),
    "momentum": (ORANGE, "solid"),
    "nesterov": (ORANGE, "dot"),
    "lion": (YELLOW, "solid"),
    "adagrad": (GREEN, "solid"),
    "adadelta": (GREEN, "dot"),
    "rmsprop": (SKY, "solid"),
    "adam": (PURPLE, "solid"),
    "adamw": (PURPLE, "dot"),
    "adamax": (YELLOW, "dot"),
    "nadam": (SKY, "dot"),
}
HEIGHT, BELOW = 620, 46  # pixels: of the whole, and under the loss
INNER = HEIGHT - BELOW - HIGH - 34  # of map and loss together
FAINT, GRID = "rgba(255,255,255,0.28)", "rgba(255,255,255,0.10)"
ZERO, LOWEST = 1e-30, 1e-8  # stands for a loss of 0 on a logarithmic axis; where that axis ends at the latest


class Ground(NamedTuple):
    """A surface on a grid."""

    x: np.ndarray  # (columns,)
    y: np.ndarray  # (rows,)
    heights: np.ndarray  # (rows, columns), as they are drawn
    picture: str  # the same from above, as a data URI
    minima: np.ndarray  # (m, 2)
    start: np.ndarray  # (2,)


class Track(NamedTuple):
    """One runner, from the start to the end or to where it left."""

    name: str  # key of LOOKS
    label: str
    path: np.ndarray  # (n + 1, 2)
    heights: np.ndarray  # (n + 1,), as the ground's
    excess: np.ndarray  # (n + 1,): the loss above the smallest there is


def swatch(name: str) -> str:
    """A runner's line as a small picture for a label, in Markdown."""
    colour, dash = LOOKS[name]
    gaps = ' stroke-dasharray="4 4"' if dash == "dot" else ""
    return _icon(f'<path d="M1 6H25" stroke="{colour}" stroke-width="6"{gaps}/>')


def chip(colour: str) -> str:
    """A patch of colour as a small picture for a label, in Markdown."""
    return _icon(f'<rect width="26" height="12" rx="3" fill="{colour}" stroke="#888"/>')


def _icon(shape: str) -> str:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="26" height="12">{shape}</svg>'
    return f"![](data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()})"


def laid_out(ground: Ground, picture: str) -> dict:
    """The map under the paths."""
    return {
        "source": picture,
        "xref": "x",
        "yref": "y",
        "x": float(ground.x[0]),
        "y": float(ground.y[-1]),
        "sizex": float(ground.x[-1] - ground.x[0]),
        "sizey": float(ground.y[-1] - ground.y[0]),
        "sizing": "stretch",
        "layer": "below",
    }


def line(track: Track) -> dict:
    """A line in a runner's look, without its places."""
    colour, dash = LOOKS[track.name]
    return {
        "mode": "lines",
        "line": {"color": colour, "width": 3.5, "dash": dash, "simplify": False},
        "name": track.label,
        "legendgroup": track.name,
        "hoverinfo": "skip",
    }


def heads(tracks: Sequence[Track], step: int) -> dict:
    """A dot for every runner where it is at a step."""
    colours = [LOOKS[track.name][0] for track in tracks]
    return at_head(tracks, step) | {
        "mode": "markers",
        "marker": {"color": colours, "size": 15, "line": {"color": "white", "width": 2}},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def at_head(tracks: Sequence[Track], step: int) -> dict:
    """Where every runner is at a step; one that has left stays where it was last."""
    places = np.array([track.path[min(step, len(track.path) - 1)] for track in tracks]).reshape(-1, 2)
    return {"x": places[:, 0], "y": places[:, 1]}


def on_curve(tracks: Sequence[Track], step: int) -> dict:
    """The same on the curves of the loss."""
    at = [min(step, len(track.path) - 1) for track in tracks]
    excess = [max(track.excess[last], ZERO) for track, last in zip(tracks, at, strict=True)]
    return {"x": np.array(at), "y": np.array(excess)}


def losses(tracks: Sequence[Track], steps: int, words: Mapping[str, str], legend: bool = False) -> list[dict]:
    """The curves of the loss and, last, the runners' places on them."""
    axes = {"xaxis": "x2", "yaxis": "y2"}
    curves = [
        line(track)
        | axes
        | {
            "x": np.arange(len(track.path)),
            "y": np.maximum(track.excess, ZERO),
            "showlegend": legend,
            "hoverinfo": "text",
            "hovertemplate": f"{track.label}<br>{words['step']} %{{x}}<br>{words['loss']} %{{y:.3g}}"
            "<extra></extra>",
        }
        for track in tracks
    ]
    dots = heads(tracks, steps) | axes | on_curve(tracks, steps)
    return [*curves, dots | {"marker": dots["marker"] | {"size": 10}}]


def stars(ground: Ground) -> dict:
    """The minima."""
    return {
        "x": ground.minima[:, 0],
        "y": ground.minima[:, 1],
        "mode": "markers",
        "marker": {"symbol": "star", "size": 17, "color": "white", "line": {"color": NIGHT, "width": 1}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def flag(ground: Ground) -> dict:
    """The start."""
    return {
        "x": ground.start[:1],
        "y": ground.start[1:],
        "mode": "markers",
        "marker": {"symbol": "circle-open", "size": 17, "color": "white", "line": {"width": 3}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def layout(tracks: Sequence[Track], steps: int, words: Mapping[str, str]) -> dict:
    """Everything but the map's own axes and the replay's controls."""
    first = max((float(track.excess[0]) for track in tracks), default=1.0)
    highest = max((float(track.excess.max()) for track in tracks), default=1.0)
    lowest = min((float(track.excess.min()) for track in tracks), default=1e-3)
    # A run that diverges goes out at the top, one that has arrived at the bottom.
    top = np.log10(max(min(2 * highest, 30 * first), LOWEST))
    span = [min(np.log10(max(lowest, LOWEST)) - 0.2, top - 1), top]
    grid = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
    return {
        "height": HEIGHT,
        "margin": {"l": 60, "r": 8, "t": HIGH + 34, "b": BELOW, "pad": 0},
        "plot_bgcolor": NIGHT,
        "dragmode": False,
        "hovermode": "closest",
        "legend": {
            "orientation": "h",
            "y": 1 + HIGH / INNER,
            "yanchor": "bottom",
            "x": 0,
            "font": {"size": 13},
        },
        "xaxis2": grid
        | {"title": {"text": words["step"], "standoff": 2}, "range": [0, 1.012 * steps], "anchor": "y2"},
        "yaxis2": grid
        | {
            "title": {"text": words["loss"]},
            "type": "log",
            "range": span,
            "domain": [0, 0.24],
            "exponentformat": "power",
            "dtick": max(1, round((span[1] - span[0]) / 4)),
        },
    }


def axis(title: str, along: np.ndarray) -> dict:
    """An axis of the map."""
    return {
        "title": {"text": title, "standoff": 2},
        "range": [float(along[0]), float(along[-1])],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
