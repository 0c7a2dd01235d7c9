"""The texts that a beam keeps, as a tree: a column a step, the best on top."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dlplay.translation import Candidate
from dlplay.ui import live
from dlplay.ui.charts import BLUE, SKY, VERMILION

FAINT = "rgba(128,128,128,0.55)"
ROW, ROOM = 40, 90  # CSS pixels: between two ranks, and around them
MOST = 16  # steps that fit on a phone


def window(steps: int, at: int) -> range:
    """The steps that are drawn, from 0: all, or those around the one that is looked into."""
    first = min(max(at - MOST // 2, 0), max(steps - MOST, 0))
    return range(first, min(first + MOST, steps))


def tree(
    beams: Sequence[Sequence[Candidate]],
    shown: range,
    at: int,
    sign: Callable[[int], str],
    words: Callable[[int, Candidate], str],
    titles: tuple[str, str],
) -> dict[str, Any]:
    """What was kept at each step that is shown, each text with a line to the one that it grew from.

    The answer's own are blue, those from which some text of the end has grown are sky, the others faint.

    Args:
        at: the step that is looked into, from 0.
        sign: how a token is written.
        words: what the pointer reads at a text of a step.
        titles: of the axes of steps, and of ranks.
    """
    alive = ancestors(beams)
    places = [(step, rank) for step in shown for rank in range(len(beams[step]))]
    kinds = [_kind(rank, alive[step]) for step, rank in places]
    x, y = (np.array(one, float) for one in zip(*places, strict=True))
    kept = [beams[step][rank] for step, rank in places]
    marks: dict[str, Any] = {"at": live.upright([float(at + 1)], VERMILION, width=2)}
    parents = np.array([-float(one.parent) for one in kept])
    for kind, colour, width in (("lost", FAINT, 1.5), ("alive", SKY, 2.5), ("best", BLUE, 4)):
        own = np.array([one == kind for one in kinds]) & (x > shown.start)
        start, end = (x[own], parents[own]), (x[own] + 1, -y[own])
        marks[f"edges_{kind}"] = live.segments(start, end, colour, np.full(own.sum(), float(width)))
    colours = {"lost": FAINT, "alive": SKY, "best": BLUE}
    told = [words(step, one) for (step, _), one in zip(places, kept, strict=True)]
    marks["texts"] = live.points(x + 1, -y, [colours[kind] for kind in kinds], size=20, words=told)
    signs = [sign(one.tokens[-1]) for one in kept]
    marks["signs"] = live.text(x + 1, -y, signs, "#fff", size=13, rim=False)
    ranks = max(map(len, beams))
    names = [str(rank + 1) for rank in range(ranks)]
    steps = [step + 1 for step in shown]
    x_axis = live.axis(steps[0] - 0.6, steps[-1] + 0.6, titles[0], ticks=steps, grid=False)
    y_axis = live.axis(0.5 - ranks, 0.5, titles[1], ticks=-np.arange(ranks), labels=names, grid=False)
    return live.panel(x_axis, y_axis, marks, height=ROOM + ROW * ranks)


def ancestors(beams: Sequence[Sequence[Candidate]]) -> list[list[int]]:
    """Of every step the ranks from which the texts of the end have grown, first the answer's."""
    line = list(range(len(beams[-1])))
    found = []
    for step in reversed(beams):
        found.append(line)
        line = list(dict.fromkeys(step[rank].parent for rank in line))
    return found[::-1]


def _kind(rank: int, alive: Sequence[int]) -> str:
    if rank == alive[0]:
        return "best"
    return "alive" if rank in alive else "lost"
