"""The board's pictures as HTML: bars of votes, the wall of drawings, the confusion grid, the members.

Names, questions and options come from people: they are text here, never markup.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import TRACK, TRUTH
from dlplay.ui.charts.pictures import picture

LETTERS = "ABCDEF"
SHEET = f"<style>{Path(__file__).with_name('board.css').read_text(encoding='utf-8')}</style>"
ROUND_COLOURS = {1: "var(--class-first)", 2: "var(--class-second)"}
WALL, CELL = 76, 30  # CSS pixels of a drawing


class Option(NamedTuple):
    """An option of a question, with its counts by round; none before the reveal."""

    text: str
    counts: Mapping[int, int]
    note: str  # such as "right" or "your vote"
    right: bool


class Card(NamedTuple):
    """A drawing on the wall; its words are in the page's language."""

    pixels: np.ndarray
    caption: str
    alt: str
    wrong: bool


def bars(
    question: str, options: Sequence[Option], totals: Mapping[int, int], rounds: Mapping[int, str]
) -> str:
    """The question, and under it every option with a bar a round, as long as its share of that round.

    Args:
        totals: votes by round.
        rounds: names of the rounds that are shown.
    """
    shown = "".join(
        f'<li class="{"right" if one.right else ""}"><b>{letter}</b><div><p>{escape(one.text)}'
        f"{_small(one.note)}</p>"
        + "".join(_bar(one.counts[turn], totals[turn], turn) for turn in rounds if turn in one.counts)
        + "</div></li>"
        for letter, one in zip(LETTERS, options, strict=False)
    )
    told = "; ".join(
        " ".join([letter, one.text, *(f"{rounds[turn]} {one.counts[turn]}" for turn in one.counts)])
        for letter, one in zip(LETTERS, options, strict=False)
    )
    several = len(rounds) > 1 and any(one.counts for one in options)
    return (
        f'<div class="class-votes" role="group" aria-label="{escape(question + ": " + told, quote=True)}">'
        f"<h2>{escape(question)}</h2><ol>{shown}</ol>"
        + (_legend({turn: f"{rounds[turn]} ({totals[turn]})" for turn in rounds}) if several else "")
        + "</div>"
    )


def legend(said: Mapping[int, str]) -> str:
    """What there is to say of each round, beside its colour."""
    return f'<div class="class-votes">{_legend(said)}</div>'


def _legend(said: Mapping[int, str]) -> str:
    rows = (
        f'<span><i style="background:{ROUND_COLOURS[turn]}"></i>{escape(words)}</span>'
        for turn, words in said.items()
    )
    return f'<p class="legend">{"".join(rows)}</p>'


def _small(words: str) -> str:
    return f" <small>{escape(words)}</small>" if words else ""


def _bar(count: int, total: int, turn: int) -> str:
    share = 100 * count / total if total else 0.0
    return (
        f'<div class="bar" style="background:{TRACK}"><i style="width:{share:.1f}%;'
        f'background:{ROUND_COLOURS[turn]}"></i><span>{count}</span></div>'
    )


def measured(label: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Things with a bar each: (name, its length from 0 to 1, what it says)."""
    told = "; ".join(f"{name} {words}" for name, _, words in rows)
    lines = "".join(
        f"<li><div><p>{escape(name)}{_small(words)}</p>"
        f'<div class="bar" style="background:{TRACK}"><i style="width:{100 * share:.1f}%;'
        f'background:{ROUND_COLOURS[2]}"></i></div></div></li>'
        for name, share, words in rows
    )
    spoken = escape(f"{label}: {told}", quote=True)
    return f'<div class="class-votes close" role="group" aria-label="{spoken}"><ol>{lines}</ol></div>'


def heading(question: str) -> str:
    """A question without options."""
    return f'<div class="class-votes"><h2>{escape(question)}</h2></div>'


def belief(heading: str, words: str) -> str:
    """The belief behind a wrong answer."""
    return f"<p><b>{escape(heading)}</b> {escape(words)}</p>"


def wall(cards: Iterable[Card], side: int = WALL) -> str:
    """Drawings beside each other, those that were read wrong in a frame."""
    return f'<div class="class-wall">{"".join(_card(one, side) for one in cards)}</div>'


def _card(card: Card, side: int) -> str:
    mark = ' class="wrong"' if card.wrong else ""
    below = f"<figcaption>{escape(card.caption)}</figcaption>"
    return f"<figure{mark}>{_thumb(card.pixels.tobytes(), side, card.alt)}{below}</figure>"


@lru_cache(maxsize=2000)
def _thumb(pixels: bytes, side: int, alt: str) -> str:
    return picture(np.frombuffer(pixels, np.uint8).reshape(28, 28), side, alt)


def confusion(found: Mapping[tuple[int, int], Sequence[Card]], corner: str, label: str) -> str:
    """The grid of what was meant (rows) and read (columns), the drawings themselves in its cells."""
    head = "".join(f"<th>{read}</th>" for read in range(10))
    rows = "".join(
        f"<tr><th>{meant}</th>"
        + "".join(_cell(found.get((meant, read), ()), meant == read) for read in range(10))
        + "</tr>"
        for meant in range(10)
    )
    return (
        f'<div class="class-confusion" role="group" aria-label="{escape(label, quote=True)}"><table>'
        f"<tr><th><small>{escape(corner)}</small></th>{head}</tr>{rows}</table></div>"
    )


def _cell(cards: Sequence[Card], right: bool) -> str:
    inside = "".join(_thumb(one.pixels.tobytes(), CELL, one.alt) for one in cards)
    edge = f' style="background:color-mix(in srgb, {TRUTH} 14%, transparent)"' if right else ""
    return f"<td{edge}>{inside}</td>"


def people(names: Iterable[str]) -> str:
    """Who is there."""
    return f'<div class="class-people">{"".join(f"<span>{escape(one)}</span>" for one in names)}</div>'


def door(code: str, words: str, link: str, square: str, alt: str) -> str:
    """The code in large letters, the link, and its QR code, an SVG, for cameras."""
    spaced = f"{code[:3]}\N{THIN SPACE}{code[3:]}"
    source = base64.b64encode(square.encode()).decode()  # in st.html an SVG itself would be left out
    return (
        f'<div class="class-door"><img src="data:image/svg+xml;base64,{source}"'
        f' alt="{escape(alt, quote=True)}">'
        f"<div><p>{escape(words)}</p><strong>{spaced}</strong><p>{escape(link)}</p></div></div>"
    )
