"""The race from above, and below it the loss over the steps: one replay moves both."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.optimizers.charts_terrain import NIGHT
from dlplay.ui.optimizers.charts_track import FAINT, LOOKS, ZERO, Ground, Track, loss_span, outside

HEIGHTS = {"map": 380, "loss": 190}  # CSS pixels
PACE, SHORTEST, LONGEST = 0.055, 2.0, 6.0  # seconds of a step, and of a whole replay
DECADES = 5  # of the loss that have a line, at most


def race_map(ground: Ground, tracks: Sequence[Track], steps: int, words: Mapping[str, str]) -> dict[str, Any]:
    """The whole picture.

    Args:
        words: "x", "y", "loss", "step", "play", "pause" and "alt".
    """
    seconds = min(max(PACE * steps, SHORTEST), LONGEST)
    return live.picture(
        [map_panel(ground, tracks, words), loss_panel(tracks, steps, words)],
        [live.sweep("replay", np.arange(steps + 1), replayed(ground, tracks, steps))],
        replay=live.replay(steps + 1, words["step"], words["play"], words["pause"], seconds),
        alt=words["alt"],
    )


def map_panel(ground: Ground, tracks: Sequence[Track], words: Mapping[str, str]) -> dict[str, Any]:
    """The map with the minima, the start and every path; a click chooses another start."""
    across, up = (ground.x[0], ground.x[-1]), (ground.y[0], ground.y[-1])
    marks = {"ground": live.photo(ground.picture, across, up)}
    marks |= {f"path_{one.name}": _line(one, *one.path.T) for one in tracks}
    marks |= {
        "minima": live.points(*ground.minima.T, "white", size=17, symbol="star"),
        "start": live.ring(*ground.start, "white", 17),
        "heads": live.points(colour=_inks(tracks), size=15),
    }
    x, y = live.axis(*across, words["x"], grid=False), live.axis(*up, words["y"], grid=False)
    return live.panel(x, y, marks, height=HEIGHTS["map"], place=True, ground=NIGHT)


def loss_panel(tracks: Sequence[Track], steps: int, words: Mapping[str, str]) -> dict[str, Any]:
    """Every runner's loss above the smallest there is, on a logarithmic axis; the legend stands here."""
    low, high = loss_span(tracks)
    powers = np.arange(np.ceil(low), np.floor(high) + 1)
    decades = 10.0 ** powers[powers % max(1, -(-len(powers) // DECADES)) == 0]
    lines = {f"loss_{one.name}": _line(one, np.arange(len(one.excess)), _drawn(one)) for one in tracks}
    told = {f"loss_{one.name}": {"name": one.label, "hover": True} for one in tracks}
    marks = {"decades": live.level(decades, FAINT, dashed=False)}
    marks |= {name: line | told[name] for name, line in lines.items()}
    marks |= {"dots": live.points(colour=_inks(tracks), size=11)}
    x = live.axis(0, 1.012 * steps, words["step"], grid=False)
    y = live.axis(10**low, 10**high, words["loss"], ticks=decades, log=True, grid=False)
    return live.panel(x, y, marks, height=HEIGHTS["loss"], ground=NIGHT)


def replayed(ground: Ground, tracks: Sequence[Track], steps: int) -> dict[str, dict[str, np.ndarray]]:
    """How far every line goes at each step, and where its runner is; one that has left stays where it was."""
    at = [np.minimum(np.arange(steps + 1), len(one.path) - 1) for one in tracks]
    upto = {one.name: {"upto": last[:, None] + 1} for one, last in zip(tracks, at, strict=True)}
    lines = {f"{part}_{name}": follows for name, follows in upto.items() for part in ("path", "loss")}
    runners = list(zip(tracks, at, strict=True))
    return lines | {
        "heads": {
            axis: _beside([_inside(ground, one)[last, number] for one, last in runners], steps)
            for number, axis in enumerate("xy")
        },
        "dots": {"x": _beside(at, steps), "y": _beside([_drawn(one)[last] for one, last in runners], steps)},
    }


def _beside(columns: Sequence[np.ndarray], steps: int) -> np.ndarray:
    """A column (steps + 1,) for each runner, if there are any."""
    return np.array(columns).reshape(len(columns), steps + 1).T


def _line(track: Track, x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    """A line in a runner's look."""
    colour, dash = LOOKS[track.name]
    return live.line(x, y, colour, width=3.5, dashed=dash == "dot")


def _inks(tracks: Sequence[Track]) -> list[str]:
    return [LOOKS[track.name][0] for track in tracks]


def _drawn(track: Track) -> np.ndarray:
    """The loss as a logarithmic axis takes it."""
    return np.maximum(track.excess, ZERO)


def _inside(ground: Ground, track: Track) -> np.ndarray:
    """The path; NaN beyond the map."""
    return np.where(outside(ground, track.path)[:, None], np.nan, track.path)
