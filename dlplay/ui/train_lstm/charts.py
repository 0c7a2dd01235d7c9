"""How often characters occur, as HTML bars."""

from collections.abc import Sequence
from html import escape

from dlplay.numbers import percent
from dlplay.ui.charts import BLUE, TRACK
from dlplay.ui.charts.inked import PAPER, visible


def marked(pieces: Sequence[tuple[str, int]]) -> str:
    """A text in pieces, the marked ones strong and the others pale."""
    spans = "".join(
        f'<span style="{"font-weight:650" if strong else "opacity:.7"}">{escape(text)}</span>'
        for text, strong in pieces
    )
    return f'<div data-testid="page" style="{PAPER};font-size:.95rem">{spans}</div>'


def frequency_bars(frequent: Sequence[tuple[str, float]], language: str) -> str:
    """A bar for each of some characters, the longest for the most frequent one, and its share."""
    longest = max(share for _, share in frequent)
    rows = "".join(
        '<div style="display:flex;gap:.6rem;align-items:center">'
        f'<code style="width:2.2ch;text-align:center;font-size:1.05rem">{escape(visible(character))}</code>'
        f'<span style="flex:1;height:.9rem;background:{TRACK}"><span style="display:block;height:100%;'
        f'width:{100 * share / longest:.2f}%;background:{BLUE}"></span></span>'
        f'<span style="width:7ch;text-align:right">{escape(percent(share, language))}</span></div>'
        for character, share in frequent
    )
    return f'<div data-testid="letters" style="display:grid;gap:.3rem;max-width:34rem">{rows}</div>'
