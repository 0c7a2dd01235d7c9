"""A race of optimizers over a loss surface, from above or in relief, with the loss over the steps below."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dlplay.ui.charts.figure import Figure
from dlplay.ui.charts.replay import controls, shown_steps
from dlplay.ui.optimizers import charts_track as parts
from dlplay.ui.optimizers.charts_terrain import LEVELS, colour_scale
from dlplay.ui.optimizers.charts_track import FAINT, LOOKS, Ground, Track

PACE, SHORTEST = 55, 2000  # milliseconds of a frame, and of a whole replay
ABOVE = 0.02  # of the landscape's height: how far above the ground paths are drawn


def race_map(
    ground: Ground,
    tracks: Sequence[Track],
    steps: int,
    words: Mapping[str, str],
) -> Figure:
    """The race from above.

    Args:
        words: "x", "y", "loss", "step", "play" and "pause".
    """

    def paths(step: int) -> list[dict]:
        return [{"x": track.path[: step + 1, 0], "y": track.path[: step + 1, 1]} for track in tracks]

    below = [parts.stars(ground), parts.flag(ground)]
    lines = [parts.line(track) | path for track, path in zip(tracks, paths(steps), strict=True)]
    data = [*below, *lines, parts.heads(tracks, steps), *parts.losses(tracks, steps, words)]
    moving = [*range(len(below), len(below) + len(tracks) + 1), len(data) - 1]

    def moved(step: int) -> list[dict]:
        return [*paths(step), parts.at_head(tracks, step), parts.on_curve(tracks, step)]

    layout = parts.layout(tracks, steps, words) | {
        "images": [parts.laid_out(ground, ground.picture)],
        "xaxis": parts.axis(words["x"], ground.x) | {"anchor": "y"},
        "yaxis": parts.axis(words["y"], ground.y) | {"domain": [0.34, 1]},
    }
    return _replay(data, layout, steps, moving, moved, words, redraw=False)


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
    """
    spaces = [_above(track, ground) for track in tracks]

    def paths(step: int) -> list[dict]:
        return [_space(space[: step + 1]) for space in spaces]

    def balls(step: int) -> list[dict]:
        return [_space(space[: step + 1][-1:]) for space in spaces]

    lines = [
        _mark(track) | path | {"mode": "lines", "line": {"color": LOOKS[track.name][0], "width": 7}}
        for track, path in zip(tracks, paths(steps), strict=True)
    ]
    heads = [
        _mark(track) | ball | {"mode": "markers", "marker": {"color": LOOKS[track.name][0], "size": 7}}
        for track, ball in zip(tracks, balls(steps), strict=True)
    ]
    data = [
        _landscape(ground),
        _minima(ground),
        *lines,
        *heads,
        *parts.losses(tracks, steps, words, legend=True),
    ]
    moving = [*range(2, 2 + 2 * len(tracks)), len(data) - 1]

    def moved(step: int) -> list[dict]:
        return [*paths(step), *balls(step), parts.on_curve(tracks, step)]

    layout = parts.layout(tracks, steps, words) | {"scene": _scene(ticks, words), "uirevision": "relief"}
    return _replay(data, layout, steps, moving, moved, words, redraw=True)


def _replay(
    data: list[dict],
    layout: dict,
    steps: int,
    moving: list[int],
    moved: Callable[[int], list[dict]],
    words: Mapping[str, str],
    redraw: bool,
) -> Figure:
    """`moved` gives the traces numbered `moving` at a step."""
    frames = shown_steps(steps)
    pace = max(PACE, SHORTEST // len(frames))
    sent = [{"name": str(step), "data": moved(step), "traces": moving} for step in frames]
    return Figure(data, layout | controls(frames, words, redraw, pace), sent)


def _above(track: Track, ground: Ground) -> np.ndarray:
    """The path (n + 1, 3) a little above the ground; nan where it leaves the landscape."""
    x, y = track.path[:, 0], track.path[:, 1]
    outside = (x < ground.x[0]) | (x > ground.x[-1]) | (y < ground.y[0]) | (y > ground.y[-1])
    height = track.heights + ABOVE * np.ptp(ground.heights)
    return np.column_stack([x, y, np.where(outside, np.nan, height)])


def _space(path: np.ndarray) -> dict:
    return {name: path[:, axis] for axis, name in enumerate("xyz")}


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
