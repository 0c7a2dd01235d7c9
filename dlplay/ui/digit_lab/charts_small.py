"""Networks of many sizes: what each answers, its errors against its size, how honest it is."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from dlplay.numbers import byte_size
from dlplay.ui import live
from dlplay.ui.charts import BLUE, GREY, TRACK, VERMILION, pictures
from dlplay.ui.digit_lab import beside

DIGIT, CARD = 84, 84  # CSS pixels: of the picture, and of a card, at least
SIZES, HONEST = 330, 330  # heights
ROOM, BELOW = 2.0, 2.2  # times: beyond the outermost points, below for names
NARROW, UNDER = 280, 76  # between the axes and the edge on a phone; what axes and title take of the height


class Card(NamedTuple):
    """What a network answers, in words; `odd` where that is not what the large one answers."""

    name: str
    answer: str
    chance: str
    odd: bool
    told: str  # below it where it is odd


def cards(ink: np.ndarray, alt: str, shown: Sequence[Card]) -> str:
    """The digit (28, 28), and the networks' answers side by side; those that disagree are lit."""
    picture = f'<div style="width:{DIGIT}px">{pictures.picture(ink, DIGIT, alt)}</div>'
    return (
        '<div data-testid="readings" style="display:grid;gap:.4rem;grid-template-columns:'
        f'repeat(auto-fill,minmax({CARD}px,1fr))">{picture}{"".join(map(_card, shown))}</div>'
    )


def _card(one: Card) -> str:
    lit = f"border:2px solid {VERMILION};background:color-mix(in srgb,{VERMILION} 16%,transparent)"
    frame = lit if one.odd else f"border:2px solid transparent;background:{TRACK}"
    told = f'<div style="font-size:.75rem">{escape(one.told)}</div>' if one.odd else ""
    return (
        f'<div style="{frame};border-radius:6px;padding:.15rem;text-align:center;line-height:1.25">'
        f'<div style="font-size:.8rem">{escape(one.name)}</div>'
        f'<b style="font-size:1.6rem;line-height:1.1">{escape(one.answer)}</b>'
        f'<div style="font-size:.85rem">{escape(one.chance)}</div>{told}</div>'
    )


class Sized(NamedTuple):
    """A network's name, the bytes of its file, how many test digits it reads wrongly, both in words."""

    name: str
    size: int
    wrong: int
    words: str


def sizes(networks: Mapping[str, Sized], chosen: str, title: str, titles: tuple[str, str]) -> dict[str, Any]:
    """Each network as a point, its size against its errors, both logarithmic; the chosen one in a ring.

    Args:
        networks: by their keys; the marks' names are made of these, see `picked`.
        titles: of the axis of sizes, and of errors.
    """
    x, y = (np.array([getattr(one, axis) for one in networks.values()], float) for axis in ("size", "wrong"))
    low, high = x.min() / ROOM, x.max() * ROOM
    bottom, top = y.min() / BELOW, y.max() * ROOM
    ring = list(networks).index(chosen)
    marks = {"chosen": live.ring(x[ring : ring + 1], y[ring : ring + 1], VERMILION, size=28)}
    room = beside.Room((low, high), (bottom, top), NARROW, SIZES - UNDER)
    marks |= beside.names([one.name for one in networks.values()], x, y, room)
    for (key, one), across, up in zip(networks.items(), x, y, strict=True):
        marks[f"network_{key}"] = live.points(across, up, BLUE, size=16, words=[one.words])
    ticks = _round(low, high)
    return live.panel(
        live.axis(low, high, titles[0], ticks=ticks, labels=list(map(byte_size, ticks)), log=True),
        live.axis(bottom, top, titles[1], ticks=_round(bottom, top), log=True),
        marks,
        title=title,
        height=SIZES,
        place=True,
    )


def picked(mark: str | None) -> str | None:
    """The key of the network whose point is meant."""
    return mark.removeprefix("network_") if mark and mark.startswith("network_") else None


def _round(low: float, high: float) -> list[float]:
    """Round numbers between the two for a logarithmic axis."""
    numbers = [float(f"{first}e{power}") for power, first in product(range(9), (1, 2, 5))]
    return [one for one in numbers if low <= one <= high]


class Bins(NamedTuple):
    """Answers by how sure they are, in n equal bins: how many, how sure on average, what share is right."""

    answers: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray


def reliability(
    bins: Bins, words: Sequence[str], title: str, titles: tuple[str, str], spoken: str
) -> dict[str, Any]:
    """How often a network is right where it is so sure; on the dashed line both are the same.

    Args:
        words: what the pointer reads at each bin that has answers.
        titles: of the axis of probabilities, and of shares.
    """
    edges, some = np.linspace(0, 1, len(bins.answers) + 1), bins.answers > 0
    x, y = bins.confidence[some], bins.accuracy[some]
    marks = {
        "right": live.bars(edges[:-1][some], edges[1:][some], np.zeros(some.sum()), y, f"{BLUE}88"),
        "honest": live.line([0, 1], [0, 1], GREY, width=2, dashed=True),
        "gaps": live.segments((x, x), (x, y), VERMILION, width=np.full(some.sum(), 3.0)),
        "bins": live.points(x, y, BLUE, size=11, words=words),
    }
    share = [0, 0.25, 0.5, 0.75, 1]
    axes = [live.axis(0, 1.02, one, ticks=share, percent=spoken) for one in titles]
    return live.panel(axes[0], axes[1], marks, title=title, height=HONEST)
