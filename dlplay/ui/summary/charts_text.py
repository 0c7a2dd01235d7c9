"""A text with its chosen sentences on a ground, the deeper the earlier each was chosen, as HTML.

Whatever people wrote is escaped here: it is text, never markup.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dlplay.ui.charts import BLUE, GREEN, ORANGE
from dlplay.ui.legible import GROUND

DEEPEST, PALEST = GROUND, 15  # percent of the colour


class Part(NamedTuple):
    """A sentence.

    rank: 1 for the one chosen first, 0 where it is not chosen. marked: by a reader. number: which stands
    before it, 0 for none. mine: chosen by who looks at it.
    """

    text: str
    rank: int
    marked: bool
    number: int = 0
    mine: bool = False


def text(parts: Sequence[Part | str], alt: str, legend: str) -> str:
    """Sentences, and as they are the characters between them, in a box that a long text scrolls.

    Args:
        legend: what the colours mean, below.
    """
    count = max((part.rank for part in parts if isinstance(part, Part)), default=0)
    drawn = "".join(
        _sentence(part, count) if isinstance(part, Part) else f"<span>{escape(part)}</span>" for part in parts
    )
    look = (
        "font-size:clamp(1rem,1.35vw,1.7rem);line-height:1.5;max-height:52vh;overflow-y:auto;"
        "white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext"
    )
    label = escape(alt, quote=True)
    return (
        f'<div data-testid="summary_text" role="group" aria-label="{label}" tabindex="0" style="{look}">'
        f"{drawn}</div>"
        f'<small data-testid="summary_legend">{escape(legend)}</small>'
    )


def _sentence(one: Part, count: int) -> str:
    look = "border-radius:4px;padding:.1em 0;box-decoration-break:clone;-webkit-box-decoration-break:clone"
    number = ""
    if one.rank:
        depth = DEEPEST - (DEEPEST - PALEST) * (one.rank - 1) / max(count - 1, 1)
        look += f";background:color-mix(in srgb, {ORANGE} {depth:.0f}%, transparent)"
        number = f'<sup style="font-weight:700">{one.rank} </sup>'
    elif one.number:
        number = f"<sup>{one.number} </sup>"
    else:
        look += ";opacity:.75"
    if one.mine:
        look += f";background:color-mix(in srgb, {BLUE} {GROUND}%, transparent)"
    if one.marked:
        look += f";text-decoration:underline 3px {GREEN};text-underline-offset:.2em"
    return f'<span style="{look}">{number}{escape(one.text)}</span>'
