"""A few labels learned: the accuracy as they come, the loss while it falls."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np

from dlplay.sentiment.teaching import COUNT
from dlplay.ui import live
from dlplay.ui.charts import GREEN, GREY, PURPLE

LEARNERS = {"words": PURPLE, "network": GREEN}  # a learner's colour
HEIGHT = 300  # CSS pixels


class Curve(NamedTuple):
    """A learner's name and its accuracies (n,) at numbers of labels (n,)."""

    name: str
    counts: Sequence[int]
    accuracy: Sequence[float]


def accuracies(
    curves: Mapping[str, Curve], names: tuple[str, str, str], words: Mapping[str, Sequence[str]], spoken: str
) -> dict[str, Any]:
    """How often each learner is right; dashed what guessing reaches.

    Args:
        curves: by the keys of `LEARNERS`.
        names: the panel's, and of the axes of labels and of accuracy.
        words: what the pointer reads at each point.
    """
    most = max([COUNT, *(count for one in curves.values() for count in one.counts)])
    marks: dict[str, Any] = {"chance": live.level(0.5, GREY, width=2)}
    for key, one in curves.items():
        x, y, colour = np.array(one.counts), np.array(one.accuracy), LEARNERS[key]
        marks[f"{key}_line"] = live.line(x, y, colour, width=4, name=one.name)
        marks[f"{key}_points"] = live.points(x, y, colour, size=11, words=words[key])
    x_axis = live.axis(0, most + 0.5, names[1])
    y_axis = live.axis(0, 1, names[2], ticks=[0, 0.25, 0.5, 0.75, 1], percent=spoken)
    return live.panel(x_axis, y_axis, marks, title=names[0], height=HEIGHT)


def losses(curves: Mapping[str, np.ndarray], title: str, axis: str) -> dict[str, Any]:
    """The loss of each learner before each step and after the last, (n,), by the keys of `LEARNERS`."""
    most = max(len(one) for one in curves.values())
    marks = {
        key: live.line(np.arange(len(one)), one, LEARNERS[key], width=4, hover=True)
        for key, one in curves.items()
    }
    top = max(float(one.max()) for one in curves.values())
    return live.panel(live.axis(0, most, axis), live.axis(0, 1.05 * top), marks, title=title, height=220)


def card(head: str, sentence: str, guesses: Sequence[tuple[str, str]]) -> str:
    """The sentence that is to be labelled, and below it in each learner's colour what it would say.

    Args:
        guesses: by the keys of `LEARNERS`, each in words.
    """
    rows = "".join(
        f'<div style="border-left:4px solid {LEARNERS[key]};padding-left:.5rem;margin-top:.3rem">'
        f"{escape(one)}</div>"
        for key, one in guesses
    )
    return (
        f'<div data-testid="card"><small style="opacity:.75">{escape(head)}</small>'
        f'<div style="font-size:1.35rem;line-height:1.35;min-height:3.6rem;overflow-wrap:anywhere">'
        f"{escape(sentence)}</div>{rows}</div>"
    )
