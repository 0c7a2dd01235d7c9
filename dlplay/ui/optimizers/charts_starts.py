"""Which start leads where: each place of the map in the colour of the minimum that is reached from it."""

from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import GREEN, ORANGE, PURPLE, SKY
from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers import charts_track as parts

REACHED = (SKY, ORANGE, GREEN, PURPLE)  # the minima, in their order
LOST, GONE = "#39424a", "#000000"  # not arrived, diverged
DIM = 0.4  # how bright a start is that arrives with the last step


class Ends(NamedTuple):
    """What becomes of the start in each cell of a grid, (rows, columns) each, the first row lowest."""

    minimum: np.ndarray  # its number, -1 where none is reached
    share: np.ndarray  # of the steps of the slowest that it takes, 0 ... 1
    left: np.ndarray  # whether it diverges


def starts_map(
    ground: parts.Ground,
    over: terrain.Relief,
    ends: Ends,
    run: parts.Track,
    words: dict[str, str],
) -> Figure:
    """The map with the run from the chosen start on it.

    Args:
        over: the surface's shades and contour lines.
        words: "x" and "y".
    """
    path = {
        "x": run.path[:, 0],
        "y": run.path[:, 1],
        "mode": "lines",
        "line": {"color": "white", "width": 3, "simplify": False},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    head = path | {
        "x": run.path[-1:, 0],
        "y": run.path[-1:, 1],
        "mode": "markers",
        "marker": {"color": parts.LOOKS[run.name][0], "size": 15, "line": {"color": "white", "width": 2}},
    }
    layout = {
        "height": 520,
        "margin": {"l": 50, "r": 8, "t": 8, "b": 44, "pad": 0},
        "plot_bgcolor": terrain.NIGHT,
        "dragmode": False,
        "hovermode": "closest",
        "images": [_laid_out(ground, terrain.encoded(_pixels(over, ends)))],
        "xaxis": _axis(words["x"], ground.x),
        "yaxis": _axis(words["y"], ground.y),
    }
    data = [path, _stars(ground), _flag(ground), head]
    return Figure(data, layout)


def _pixels(over: terrain.Relief, ends: Ends) -> np.ndarray:
    """The cells in colour, bright where the way is short, with the surface's shades and contour lines."""
    palette = np.array([terrain.channels(colour) for colour in (*REACHED, LOST, GONE)])
    number = np.where(ends.left, len(palette) - 1, np.where(ends.minimum < 0, -2, ends.minimum))
    bright = np.where(ends.minimum < 0, 1.0, 1 - (1 - DIM) * ends.share)
    cells = palette[number] * bright[..., None]
    rows, columns = (
        np.arange(pixels) * cells.shape[axis] // pixels for axis, pixels in enumerate(over.shade.shape)
    )
    return terrain.drawn_over(cells[np.ix_(rows, columns)], over)


def _laid_out(ground: parts.Ground, picture: str) -> dict:
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


def _stars(ground: parts.Ground) -> dict:
    """The minima."""
    edge = {"color": terrain.NIGHT, "width": 1}
    return {
        "x": ground.minima[:, 0],
        "y": ground.minima[:, 1],
        "mode": "markers",
        "marker": {"symbol": "star", "size": 17, "color": "white", "line": edge},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _flag(ground: parts.Ground) -> dict:
    """The start."""
    return {
        "x": ground.start[:1],
        "y": ground.start[1:],
        "mode": "markers",
        "marker": {"symbol": "circle-open", "size": 17, "color": "white", "line": {"width": 3}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _axis(title: str, along: np.ndarray) -> dict:
    """An axis of the map."""
    return {
        "title": {"text": title, "standoff": 2},
        "range": [float(along[0]), float(along[-1])],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
