"""A digit that is spoiled or pushed, what the network answers, and how that runs along the whole slider."""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np

from dlplay.numbers import percent
from dlplay.ui import live
from dlplay.ui.charts import ANSWER, CLASSES, GREY, TRACK, VERMILION, digit, pictures

SIDE, BARS, ALONG = 210, 170, 400  # CSS pixels: height of a picture, of the bars, of the lines beside both
SMALL, LOW = 230, 230  # of the pictures of an attack, and of the lines below them
SHAPE, GALLERY = 230, 84  # of a drawing that is no digit, alone and among all
ROW, LEFT = ("start", "push", "attacked", "chance"), np.arange(4) * 31.0  # pixels where each begins
ROOM = 6.0  # pixels above and below these, for words


def picture(ink: np.ndarray, title: str) -> dict[str, Any]:
    """A digit (28, 28) from 0 to 1."""
    bare = live.axis(0, 28, ticks=[], grid=False)
    image = live.image(digit.inked(ink), (0, 28), (0, 28), digit.INK, smooth=False)
    return live.panel(bare, bare, {"ink": image}, title=title, height=SIDE, square=True)


def answers(probabilities: np.ndarray, title: str, spoken: str) -> dict[str, Any]:
    """A bar for each digit's probability (10,), in its colour."""
    return digit.answers(probabilities, title, BARS, CLASSES, spoken)


def along(
    strengths: np.ndarray, probabilities: np.ndarray, neutral: float, words: tuple[str, str], spoken: str
) -> dict[str, Any]:
    """The ten probabilities (n, 10) at all n strengths, and where the hand is.

    Args:
        words: title of the panel, and of the axis of strengths.
    """
    lines = {
        f"digit_{one}": live.line(strengths, probabilities[:, one], CLASSES[one], name=str(one))
        for one in reversed(range(10))
    }
    x = live.axis(strengths[0], strengths[-1], words[1])
    y = live.axis(0, 1.02, ticks=[0, 0.25, 0.5, 0.75, 1], percent=spoken)
    hand = {"hand": live.upright(neutral, width=2)}
    return live.panel(x, y, lines | hand, title=words[0], height=ALONG, tall=True)


class Pushed(NamedTuple):
    """A picture (28, 28), and what an attack and chance have made of it at n epsilons, (n, 28, 28)."""

    start: np.ndarray
    attacked: np.ndarray
    chance: np.ndarray


def pushes(pushed: Pushed, titles: Sequence[str], told: Sequence[str]) -> dict[str, Any]:
    """The picture, the push, what the attack makes of it, and chance, side by side.

    Args:
        titles: above the four.
        told: below the four, while there is no push.
    """
    inks = {"start": pushed.start, "attacked": pushed.attacked[0], "chance": pushed.chance[0]}
    images = {name: (digit.inked(ink), digit.INK) for name, ink in inks.items()} | {
        "push": (grown(pushed)[0], digit.SIGNED)
    }
    marks = {}
    for name, left in zip(ROW, LEFT.tolist(), strict=True):
        colours, palette = images[name]
        marks[name] = live.image(colours, (left, left + 28), (0, 28), palette, smooth=False)
    middles = LEFT + 14
    marks["titles"] = live.text(middles, np.full(4, 28 + ROOM / 2), titles)
    marks["told"] = live.text(middles, np.full(4, -ROOM / 2), told)
    x = live.axis(0, LEFT[-1] + 28, ticks=[], grid=False)
    return live.panel(x, live.axis(-ROOM, 28 + ROOM, ticks=[], grid=False), marks, height=SMALL, square=True)


def grown(pushed: Pushed) -> np.ndarray:
    """The push at each epsilon, its largest pixel in full colour: orange adds ink, blue takes it away."""
    push = pushed.attacked - pushed.start
    largest = np.abs(push).max(axis=(1, 2), keepdims=True)
    return digit.signed(push / np.where(largest > 0, largest, 1), 1)


class Line(NamedTuple):
    """A probability along epsilon (n,), and what it is one of."""

    name: str
    probabilities: np.ndarray
    by_chance: bool = False


def chances(epsilons: np.ndarray, lines: Sequence[Line], title: str, spoken: str) -> dict[str, Any]:
    """Probabilities along epsilon: under the attack, or dashed and grey under random pushes."""
    colours = iter((VERMILION, CLASSES[0]))
    marks = {
        f"line_{place}": live.line(
            epsilons,
            one.probabilities,
            GREY if one.by_chance else next(colours),
            dashed=one.by_chance,
            name=one.name,
        )
        for place, one in enumerate(lines)
    }
    y = live.axis(0, 1.02, ticks=[0, 0.5, 1], percent=spoken)
    hand = {"hand": live.upright(0, width=2)}
    return live.panel(live.axis(0, epsilons[-1], "ε"), y, marks | hand, title=title, height=LOW)


def gallery(shown: Sequence[tuple[np.ndarray, str, str]]) -> str:
    """Small pictures side by side: the ink (28, 28), its alt text, what stands below it."""
    figures = "".join(
        f'<figure style="margin:0;width:{GALLERY}px">{pictures.picture(ink, GALLERY, alt)}'
        f'<figcaption style="font-size:.8rem;line-height:1.25;text-align:center">{escape(words)}</figcaption>'
        "</figure>"
        for ink, alt, words in shown
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.8rem .7rem">{figures}</div>'


def answered(ink: np.ndarray, alt: str, probabilities: np.ndarray, spoken: str) -> str:
    """A picture (28, 28) and beside it a bar for each digit's probability (10,)."""
    rows = "".join(
        f'<div style="display:flex;gap:.6rem;align-items:center"><b style="width:1ch">{number}</b>'
        f'<span style="flex:1;background:{TRACK}"><span style="display:block;height:.9rem;'
        f'width:{100 * one:.2f}%;background:{ANSWER}"></span></span>'
        f'<span style="width:7ch;text-align:right">{escape(percent(one, spoken))}</span></div>'
        for number, one in enumerate(probabilities.tolist())
    )
    bars = f'<div style="flex:1;min-width:220px;max-width:34rem;display:grid;gap:.2rem">{rows}</div>'
    shown = pictures.picture(ink, SHAPE, alt)
    return f'<div style="display:flex;flex-wrap:wrap;gap:1rem 1.5rem;align-items:center">{shown}{bars}</div>'
