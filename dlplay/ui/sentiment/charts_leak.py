"""What would be reported and what is true, over the share of sentences that leaked; how near two are."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, GREEN, GREY, TRACK, VERMILION

HEIGHT = 320  # CSS pixels


def accuracies(
    shares: np.ndarray,
    reported: np.ndarray,
    elsewhere: np.ndarray,
    names: tuple[str, str],
    axes: tuple[str, str],
    spoken: str,
) -> dict[str, Any]:
    """Both accuracies (n,) at each share that leaks, and where the hand is.

    Args:
        names: of what is reported, and of what is true of sentences that did not leak.
        axes: of shares, and of accuracies.
    """
    marks = {
        "chance": live.level(0.5, GREY, width=2),
        "elsewhere": live.line(shares, elsewhere, GREEN, width=4, name=names[1]),
        "reported": live.line(shares, reported, VERMILION, width=4, name=names[0]),
        "hand": live.upright(shares[-1], width=2),
        "at": live.points(np.full(2, shares[-1]), [reported[-1], elsewhere[-1]], [VERMILION, GREEN], size=16),
    }
    x = live.axis(-0.02, 0.92, axes[0], ticks=[0, 0.3, 0.6, 0.9], percent=spoken)
    y = live.axis(0.4, 1.0, axes[1], ticks=[0.4, 0.6, 0.8, 1], percent=spoken)
    return live.panel(x, y, marks, height=HEIGHT)


def moving(shares: np.ndarray, reported: np.ndarray, elsewhere: np.ndarray) -> dict[str, dict[str, Any]]:
    """What follows the slider over the shares (n,)."""
    return {
        "hand": {"x": shares[:, None]},
        "at": {"x": np.stack([shares, shares], axis=1), "y": np.stack([reported, elsewhere], axis=1)},
    }


def grams(sentence: str, shown: Sequence[tuple[str, bool]], head: str, words: str) -> str:
    """A sentence with its n-grams, those that another one has too on a ground.

    Args:
        shown: the n-grams, each with whether the other has it.
        head: above, what the sentence is; words: below.
    """
    chips = "".join(
        f'<code style="background:{BLUE if common else TRACK};color:{"white" if common else "inherit"};'
        f'white-space:pre;padding:0 .25rem;border-radius:4px;font-size:.8rem">{escape(one)}</code>'
        for one, common in shown
    )
    return (
        f'<div data-testid="grams"><small style="opacity:.75">{escape(head)}</small>'
        f'<div style="font-size:1.15rem;overflow-wrap:anywhere">{escape(sentence)}</div>'
        f'<div style="display:flex;flex-wrap:wrap;gap:3px;margin:.2rem 0">{chips}</div>'
        f"<div>{escape(words)}</div></div>"
    )
