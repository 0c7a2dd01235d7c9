"""The race from above, and below it the loss over the steps: one replay moves both.

One runner's learning rate is under the hand: what it would do at every other rate is there beforehand.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from dlplay.ui import live
from dlplay.ui.optimizers.charts_terrain import NIGHT
from dlplay.ui.optimizers.charts_track import FAINT, LOOKS, ZERO, Ground, Track, loss_span

MAP, LOSS = 340, 190  # CSS pixels
PACE, SHORTEST, LONGEST = 0.055, 2.0, 6.0  # seconds of a step, and of a whole replay
DECADES = 5  # of the loss that have a line, at most


class Fan(NamedTuple):
    """One runner at each of k learning rates; NaN after it has left."""

    name: str  # key of LOOKS
    label: str
    paths: np.ndarray  # (k, n + 1, 2)
    excess: np.ndarray  # (k, n + 1): the loss above the smallest there is
    key: str  # of the slider over the rates
    told: Sequence[str]  # the whole picture in words at each


def race_map(
    ground: Ground, runners: Sequence[Track | Fan], steps: int, words: Mapping[str, str]
) -> dict[str, Any]:
    """The whole picture.

    Args:
        words: "x", "y", "loss", "step", "play", "pause", "alt".
    """
    seconds = min(max(PACE * steps, SHORTEST), LONGEST)
    grown = {
        f"{part}_{one.name}": {"upto": np.arange(1, steps + 2)}
        for part in ("path", "loss")
        for one in runners
    }
    return live.picture(
        [map_panel(ground, runners, words), loss_panel(runners, steps, words)],
        [
            live.sweep("replay", np.arange(steps + 1), grown),
            *(live.sweep(one.key, np.arange(len(one.told)), bent(one)) for one in _fans(runners)),
        ],
        replay=live.replay(steps + 1, words["step"], words["play"], words["pause"], seconds),
        alt=words["alt"],
    )


def map_panel(ground: Ground, runners: Sequence[Track | Fan], words: Mapping[str, str]) -> dict[str, Any]:
    """The map with the minima, the start and every path; a click chooses another start."""
    across, up = (ground.x[0], ground.x[-1]), (ground.y[0], ground.y[-1])
    lowest_x, lowest_y = ground.minima.T
    marks = {
        "ground": live.photo(ground.picture, across, up),
        "minima": live.points(lowest_x, lowest_y, "white", size=17, symbol="star"),
        "start": live.ring(ground.start[0], ground.start[1], "white", 17),
    }
    for one in runners:
        x, y = one.path.T if isinstance(one, Track) else ((), ())
        marks[f"path_{one.name}"] = live.line(x, y, head=15, **_look(one))
    x_axis, y_axis = live.axis(*across, words["x"], grid=False), live.axis(*up, words["y"], grid=False)
    return live.panel(x_axis, y_axis, marks, height=MAP, place=True, colour=NIGHT)


def loss_panel(runners: Sequence[Track | Fan], steps: int, words: Mapping[str, str]) -> dict[str, Any]:
    """Every runner's loss above the smallest there is, on a logarithmic axis; the legend stands here."""
    low, high = loss_span([one.excess for one in runners])
    powers = np.arange(np.ceil(low), np.floor(high) + 1)
    decades = 10.0 ** powers[powers % max(1, -(-len(powers) // DECADES)) == 0]
    marks = {"decades": live.level(decades, FAINT, dashed=False)}
    for one in runners:
        y = _drawn(one) if isinstance(one, Track) else ()
        x = np.arange(one.excess.shape[-1])
        marks[f"loss_{one.name}"] = live.line(x, y, head=11, name=one.label, hover=True, **_look(one))
    x_axis = live.axis(0, 1.012 * steps, words["step"], grid=False)
    y_axis = live.axis(10**low, 10**high, words["loss"], ticks=decades, log=True, grid=False)
    return live.panel(x_axis, y_axis, marks, height=LOSS, colour=NIGHT)


def bent(fan: Fan) -> dict[str, dict[str, Any]]:
    """What the runner does at each rate."""
    return {
        f"path_{fan.name}": {"x": fan.paths[..., 0], "y": fan.paths[..., 1]},
        f"loss_{fan.name}": {"y": _drawn(fan)},
        "alt": {"words": fan.told},
    }


def _fans(runners: Sequence[Track | Fan]) -> list[Fan]:
    return [one for one in runners if isinstance(one, Fan)]


def _look(runner: Track | Fan) -> dict[str, Any]:
    colour, dash = LOOKS[runner.name]
    return {"colour": colour, "width": 3.5, "dashed": dash == "dot"}


def _drawn(runner: Track | Fan) -> np.ndarray:
    """The loss as a logarithmic axis takes it."""
    return np.maximum(runner.excess, ZERO)
