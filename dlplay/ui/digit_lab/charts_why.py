"""Maps over the digit that they explain, how the network follows them, and what a change makes of it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np

from dlplay.digits.explanations.curves import SHARES, Curves
from dlplay.ui import live
from dlplay.ui.charts import CLASSES, GREY, pictures

SIDE, HEIGHT, MAP = 145, 330, 300  # CSS pixels: of a small picture, of the curves, of the map of digits
FOR, AGAINST = np.array([230, 159, 0]), np.array([26, 128, 191])  # orange and blue, as maps are elsewhere
UNDER = 110.0  # grey level of the digit's ink under a map


class Shown(NamedTuple):
    """A picture (28, 28) or (28, 28, 3), its title, its text for those who do not see it, its words."""

    picture: np.ndarray
    title: str
    alt: str
    words: str = ""


def over(ink: np.ndarray, map: np.ndarray) -> np.ndarray:
    """A map over its digit, uint8 (28, 28, 3): orange for, blue against, the strongest pixel in full."""
    strength = map / (np.abs(map).max() or 1)
    colours = np.where(strength[..., None] > 0, FOR, AGAINST)
    share = np.abs(strength)[..., None]
    return np.rint((1 - share) * UNDER * ink[..., None] + share * colours).astype(np.uint8)


def row(shown: Sequence[Shown]) -> str:
    """Pictures side by side, as many as there is room for, each with its title above and its words below."""
    figures = "".join(
        f'<figure style="margin:0;width:{SIDE}px"><b style="font-size:.9rem">{escape(one.title)}</b>'
        f"{pictures.picture(one.picture, SIDE, one.alt)}"
        f'<figcaption style="font-size:.85rem;line-height:1.3">{escape(one.words)}</figcaption></figure>'
        for one in shown
    )
    return f'<div style="display:flex;flex-wrap:wrap;align-items:start;gap:.5rem .8rem">{figures}</div>'


def curves(
    found: Mapping[str, Curves], chance: Curves, titles: tuple[str, str], words: tuple[str, str], spoken: str
) -> list[dict[str, Any]]:
    """Deletion and insertion of each map, and the mean of random orders between the worst and the best.

    Args:
        found: by the method's name, as the legend says it.
        words: of the axis of shares, and of chance.
    """
    return [
        _panel(
            {name: getattr(one, way) for name, one in found.items()},
            getattr(chance, way),
            way,
            title,
            words,
            spoken,
        )
        for way, title in zip(Curves._fields, titles, strict=True)
    ]


def _panel(
    lines: Mapping[str, np.ndarray],
    chance: np.ndarray,
    way: str,
    title: str,
    words: tuple[str, str],
    spoken: str,
) -> dict[str, Any]:
    around = np.concatenate([chance.min(axis=0), chance.max(axis=0)[::-1]])
    marks = {
        f"{way}_range": live.region(
            np.concatenate([SHARES, SHARES[::-1]]), around, "rgba(128, 128, 128, .18)"
        ),
        f"{way}_chance": live.line(SHARES, chance.mean(axis=0), GREY, dashed=True, name=words[1]),
    }
    for place, (name, line) in enumerate(lines.items()):
        marks[f"{way}_{place}"] = live.line(SHARES, line, CLASSES[place], name=name)
    x = live.axis(0, 1.05, words[0], ticks=[0, 0.25, 0.5, 0.75, 1], percent=spoken)
    y = live.axis(0, 1.02, ticks=[0, 0.5, 1], percent=spoken)
    return live.panel(x, y, marks, title=title, height=HEIGHT)


def space(
    tested: np.ndarray, digits: np.ndarray, middles: np.ndarray, here: np.ndarray, titles: tuple[str, str]
) -> dict[str, Any]:
    """Test digits as points, in the colours of their digits, and where the picture is among them.

    Args:
        tested: (n, 2) places of digits (n,).
        middles: (10, 2), where each digit's name stands.
        here: (2,).
    """
    places = np.vstack([tested, here])
    (left, low), (right, high) = places.min(axis=0), places.max(axis=0)
    marks = {
        "tested": live.points(tested[:, 0], tested[:, 1], [CLASSES[digit] for digit in digits], size=4),
        "middles": live.text(middles[:, 0], middles[:, 1], [*"0123456789"], size=20),
        "here": live.points(here[:1], here[1:], "currentColor", size=20, symbol="star"),
    }
    x, y = live.axis(left, right, titles[0]), live.axis(low, high, titles[1])
    return live.panel(x, y, marks, height=MAP)
