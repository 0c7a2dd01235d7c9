"""A sentence in the colours of what its tokens say, and the two probabilities below it, as HTML.

Whatever people wrote is escaped here: it is text, never markup.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dlplay.numbers import signed
from dlplay.ui.charts import BLUE, GREY, ORANGE
from dlplay.ui.legible import GROUND

POSITIVE, NEGATIVE = ORANGE, BLUE
FULL = 2.0  # the share that has the deepest colour
LINES = {"known": "transparent", "guessed": GREY, "unknown": "currentColor"}


class Word(NamedTuple):
    """A token: how it is written, its share, whether it was seen in training, and what is said of it."""

    text: str
    share: float
    seen: str  # a key of `LINES`
    title: str


def sentence(parts: Sequence[Word | str], alt: str) -> str:
    """The text with each token on the colour of its share, the number below it.

    Args:
        parts: the tokens, and as they are the characters between them.
    """
    drawn = "".join(_word(part) if isinstance(part, Word) else _between(part) for part in parts)
    look = "font-size:1.35rem;line-height:1.35;white-space:pre-wrap;overflow-wrap:anywhere"
    label = escape(alt, quote=True)
    return f'<div data-testid="sentence" role="group" aria-label="{label}" style="{look}">{drawn}</div>'


def _word(one: Word) -> str:
    depth = GROUND * min(abs(one.share) / FULL, 1)
    ground = f"color-mix(in srgb, {POSITIVE if one.share > 0 else NEGATIVE} {depth:.0f}%, transparent)"
    look = (
        f"background:{ground};border-bottom:2px dotted {LINES[one.seen]};border-radius:4px;"
        "unicode-bidi:isolate;display:inline-flex;flex-direction:column;align-items:center;vertical-align:top;max-width:100%;"
        "padding:0 .2rem;margin:0 .05rem .2rem"
    )
    number = f'<small style="font-size:.72rem">{signed(one.share, decimals=2)}</small>'
    title = escape(one.title, quote=True)
    return f'<span style="{look}" title="{title}"><span>{escape(one.text)}</span>{number}</span>'


def _between(text: str) -> str:
    return f'<span style="opacity:.75;unicode-bidi:isolate">{escape(text)}</span>' if text else ""


def sides(probability: float, positive: str, negative: str, alt: str) -> str:
    """Both probabilities as one bar, the larger one in bold.

    Args:
        positive, negative: what they are called, with their numbers.
    """
    bold = [f"<b>{escape(one)}</b>" for one in (positive, negative)]
    pale = [f"<span>{escape(one)}</span>" for one in (positive, negative)]
    names = (bold[0], pale[1]) if probability > 0.5 else (pale[0], bold[1])
    share = 100 * probability
    label = escape(alt, quote=True)
    return (
        f'<div data-testid="sides" role="img" aria-label="{label}">'
        '<div style="display:flex;justify-content:space-between;font-size:1.15rem">'
        f"{''.join(names)}</div>"
        '<div style="display:flex;gap:2px;height:1.3rem;border-radius:6px;overflow:hidden">'
        f'<span style="width:{share:.2f}%;background:{POSITIVE}"></span>'
        f'<span style="flex:1;background:{NEGATIVE}"></span></div></div>'
    )
