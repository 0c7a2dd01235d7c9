"""The race over the landscape, which can be turned, with the loss over the steps below."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlplay.ui.charts.axes import LEGEND
from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers.charts_replay import HIGH, controls, shown_steps
from dlplay.ui.optimizers.charts_terrain import LEVELS, NIGHT, colour_scale
from dlplay.ui.optimizers.charts_track import FAINT, LOOKS, ZERO, Ground, Track, loss_span, outside

HEIGHT, UNDER = 620, 46  # pixels: of the whole, and under the loss
INNER = HEIGHT - UNDER - HIGH - 34  # of landscape and loss together
GRID = "rgba(255,255,255,0.10)"
BELOW = {"xaxis": "x2", "yaxis": "y2"}  # the axes of the loss
PACE, SHORTEST = 55, 2000  # milliseconds of a frame, and of a whole replay
ABOVE = 0.02  # of the landscape's height: how far above the ground paths are drawn


def race_relief(
    ground: Ground,
    tracks: Sequence[Track],
    steps: int,
    ticks: tuple[Sequence[float], Sequence[str]],
    words: Mapping[str, str],
) -> Figure:
    """The race over the landscape, which can be turned.

    Args:
        ticks: where the height axis is marked, and with what.
        words: "x", "y", "loss", "step", "play" and "pause".
    """
    spaces = [_above(track, ground) for track in tracks]
    data = [
        _landscape(ground),
        _minima(ground),
        *(_mark(one) | {"mode": "lines", "line": {"color": _ink(one), "width": 7}} for one in tracks),
        *(_mark(one) | {"mode": "markers", "marker": {"color": _ink(one), "size": 7}} for one in tracks),
        *(_loss(one, words) for one in tracks),
        _dots(tracks),
    ]
    moving = [*range(2, 2 + 2 * len(tracks)), len(data) - 1]

    def moved(step: int) -> list[dict]:
        paths = [space[: step + 1] for space in spaces]
        return [*map(_space, paths), *(_space(path[-1:]) for path in paths), _on_curve(tracks, step)]

    for place, trace in zip(moving, moved(steps), strict=True):
        data[place] |= trace
    shown = shown_steps(steps)
    frames = [{"name": str(step), "data": moved(step), "traces": moving} for step in shown]
    pace = max(PACE, SHORTEST // len(shown))
    layout = _layout(tracks, steps, words) | {"scene": _scene(ticks, words), "uirevision": "relief"}
    return Figure(data, layout | controls(shown, words, pace), frames)


def _above(track: Track, ground: Ground) -> np.ndarray:
    """The path (n + 1, 3) a little above the ground; nan where it leaves the landscape."""
    height = track.heights + ABOVE * np.ptp(ground.heights)
    return np.column_stack([track.path, np.where(outside(ground, track.path), np.nan, height)])


def _space(path: np.ndarray) -> dict:
    return {name: path[:, axis] for axis, name in enumerate("xyz")}


def _ink(track: Track) -> str:
    return LOOKS[track.name][0]


def _mark(track: Track) -> dict:
    return {"type": "scatter3d", "hoverinfo": "skip", "showlegend": False, "name": track.label}


def _landscape(ground: Ground) -> dict:
    return {
        "type": "surface",
        "x": ground.x,
        "y": ground.y,
        "z": ground.heights.astype(np.float32),
        "colorscale": colour_scale(),
        "showscale": False,
        "hoverinfo": "skip",
        "contours": {"z": {"show": True, "color": FAINT, "width": 1, "highlight": False} | _levels(ground)},
        "lighting": {"ambient": 0.8, "diffuse": 0.5, "specular": 0.1},
    }


def _minima(ground: Ground) -> dict:
    height = float(ground.heights.min() + ABOVE * np.ptp(ground.heights))
    return {
        "type": "scatter3d",
        "x": ground.minima[:, 0],
        "y": ground.minima[:, 1],
        "z": np.full(len(ground.minima), height),
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 4, "color": "white"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _levels(ground: Ground) -> dict[str, float]:
    """The contour lines of the map."""
    low, high = float(ground.heights.min()), float(ground.heights.max())
    return {"start": low, "end": high, "size": (high - low) / LEVELS}


def _scene(ticks: tuple[Sequence[float], Sequence[str]], words: Mapping[str, str]) -> dict:
    x, y, z = ({"title": {"text": words[name]}, "showspikes": False} for name in ("x", "y", "loss"))
    return {
        "domain": {"x": [0, 1], "y": [0.29, 1]},
        "xaxis": x,
        "yaxis": y,
        "zaxis": z | {"tickvals": list(ticks[0]), "ticktext": list(ticks[1])},
        "camera": {"eye": {"x": -0.6, "y": -1.1, "z": 1.45}, "center": {"x": 0, "y": 0, "z": -0.1}},
        "aspectmode": "manual",
        "aspectratio": {"x": 1.3, "y": 1.05, "z": 0.5},
    }


def _loss(track: Track, words: Mapping[str, str]) -> dict:
    """A runner's loss over its steps."""
    colour, dash = LOOKS[track.name]
    told = f"{track.label}<br>{words['step']} %{{x}}<br>{words['loss']} %{{y:.3g}}<extra></extra>"
    return BELOW | {
        "x": np.arange(len(track.path)),
        "y": np.maximum(track.excess, ZERO),
        "mode": "lines",
        "line": {"color": colour, "width": 3.5, "dash": dash, "simplify": False},
        "name": track.label,
        "legendgroup": track.name,
        "hovertemplate": told,
    }


def _dots(tracks: Sequence[Track]) -> dict:
    """The runners on the curves of the loss, without their places."""
    marker = {"color": [_ink(track) for track in tracks], "size": 10, "line": {"color": "white", "width": 2}}
    return BELOW | {"mode": "markers", "marker": marker, "showlegend": False, "hoverinfo": "skip"}


def _on_curve(tracks: Sequence[Track], step: int) -> dict:
    """Where they are at a step; one that has left stays where it was last."""
    at = [min(step, len(track.path) - 1) for track in tracks]
    excess = [max(track.excess[last], ZERO) for track, last in zip(tracks, at, strict=True)]
    return {"x": np.array(at), "y": np.array(excess)}


def _layout(tracks: Sequence[Track], steps: int, words: Mapping[str, str]) -> dict:
    """Everything but the scene and the replay's controls."""
    low, high = loss_span([track.excess for track in tracks])
    grid = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
    scale = {"type": "log", "range": [low, high], "exponentformat": "power", "domain": [0, 0.24]}
    return {
        "height": HEIGHT,
        "margin": {"l": 60, "r": 8, "t": HIGH + 34, "b": UNDER, "pad": 0},
        "plot_bgcolor": NIGHT,
        "dragmode": False,
        "hovermode": "closest",
        "legend": LEGEND | {"y": 1 + HIGH / INNER, "font": {"size": 13}},
        "xaxis2": grid
        | {"title": {"text": words["step"], "standoff": 2}, "range": [0, 1.012 * steps], "anchor": "y2"},
        "yaxis2": grid | scale | {"title": {"text": words["loss"]}, "dtick": max(1, round((high - low) / 4))},
    }
