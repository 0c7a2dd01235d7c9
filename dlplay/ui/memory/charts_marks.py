"""What is left of a memory, as HTML: answers letter by letter, gates and states in tables."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, TRACK, VERMILION
from dlplay.ui.charts.inked import visible
from dlplay.ui.legible import GROUND, legible

CELLS = {"simple_rnn": VERMILION, "gru": PURPLE, "lstm": BLUE}  # a cell has one colour on the whole page
GREY = "rgba(128,128,128,0.8)"  # what is only compared with
HELD_LINE = f"border-left:3px dashed {VERMILION}"


def titled(name: str, detail: str, colour: str) -> str:
    """A cell's name in its colour, and a word about it."""
    return (
        f'<b style="font-size:1.2rem;color:{legible(colour)}">{escape(name)}</b>'
        f'<span style="opacity:.75;margin-left:.7rem">{escape(detail)}</span>'
    )


class Answers(NamedTuple):
    """What a cell answers after every character."""

    name: str
    colour: str
    letters: Sequence[str]  # "" where nothing is asked, in a gap
    off: Sequence[float]  # how many letters from the right one


def answers(
    text: str, wanted: Sequence[str], rows: Sequence[Answers], here: int, words: dict[str, str]
) -> str:
    """The text, what should be remembered, and what each cell remembers; column `here` is framed."""
    cells = [_head(words["read"]), *(_letter(visible(one), here == t) for t, one in enumerate(text))]
    cells += [_head(words["wanted"]), *(_letter(one, here == t, weight=400) for t, one in enumerate(wanted))]
    for row in rows:
        cells.append(
            f'<span style="font-weight:700;color:{legible(row.colour)};white-space:nowrap">'
            f"{escape(row.name)}</span>"
        )
        for t, (letter, off) in enumerate(zip(row.letters, row.off, strict=True)):
            # green: the right letter; the more orange, the farther off
            ink = f"color-mix(in srgb, {GREEN if off < 0.5 else VERMILION} {_depth(off):.0f}%, transparent)"
            cells.append(_letter(letter, here == t, ink if letter else "transparent"))
    grid = (
        f"display:grid;grid-template-columns:max-content repeat({len(text)},minmax(1.7rem,3.2rem));gap:4px;"
        "align-items:center;overflow-x:auto;padding:3px 3px 6px"
    )
    note = f'<div style="font-size:.875rem;opacity:.7">{escape(words["colours"])}</div>'
    return f'<div data-testid="answers" data-scrolls style="{grid}">{"".join(cells)}</div>{note}'


def _depth(off: float) -> float:
    return 45 if off < 0.5 else min(15 + 8 * off, 80)


def _head(words: str) -> str:
    return f'<span style="opacity:.8;padding-right:.6rem">{escape(words)}</span>'


def _letter(letter: str, framed: bool, background: str = "transparent", weight: int = 700) -> str:
    frame = f"outline:3px solid {ORANGE};outline-offset:-1px;" if framed else ""
    return (
        f'<span style="{frame}background:{background};border-radius:5px;text-align:center;padding:.15rem 0;'
        f'font:{weight} 1.35rem/1.4 var(--st-code-font,monospace);min-height:2.1rem">{escape(letter)}</span>'
    )


class Row(NamedTuple):
    """A number of a unit over the text, (n,): a gate, from 0 to 1, or a state of either sign."""

    name: str
    values: np.ndarray
    gate: bool


def history(text: str, rows: Sequence[Row], here: int, held_from: int | None, label: str) -> str:
    """A unit over the text, a number in each cell: gates green, states orange above zero and blue below.

    Args:
        held_from: the column from which a gate is held.
    """
    heads = ['<span role="cell"></span>']
    for t, one in enumerate(text):
        style = f"font:700 1.05rem var(--st-code-font,monospace);{HELD_LINE if t == held_from else ''}"
        heads.append(f'<span role="columnheader" style="{style}">{escape(visible(one))}</span>')
    lines = [heads]
    for row in rows:
        look = "text-align:left;white-space:nowrap;padding-right:.5rem"
        cells = [f'<span role="rowheader" style="{look}">{escape(row.name)}</span>']
        for t, value in enumerate(row.values.tolist()):
            ink = GREEN if row.gate else ORANGE if value > 0 else BLUE
            style = f"background:color-mix(in srgb, {ink} {GROUND * min(abs(value), 1):.0f}%, transparent)"
            frame = f"outline:2px solid {ORANGE};outline-offset:-1px" if t == here else ""
            edge = HELD_LINE if t == held_from else ""
            style = f"{style};{frame};{edge};border-radius:4px;padding:.12rem .1rem"
            cells.append(f'<span role="cell" style="{style}">{plain(value, decimals=2)}</span>')
        lines.append(cells)
    drawn = "".join(f'<div role="row" style="display:contents">{"".join(line)}</div>' for line in lines)
    grid = (
        f"display:grid;grid-template-columns:max-content repeat({len(text)},minmax(2.9rem,4.4rem));gap:3px;"
        "text-align:center;font-size:.92rem;font-variant-numeric:tabular-nums;overflow-x:auto;padding:2px"
    )
    named = f'role="table" aria-label="{escape(label, quote=True)}"'
    return f'<div {named} data-scrolls style="{grid}">{drawn}</div>'


def clipping(rows: Sequence[tuple[str, str, float, float]], limit: float, words: dict[str, str]) -> str:
    """For each cell the length of its whole gradient before and after clipping, on a logarithmic ruler.

    Args:
        rows: name, colour, norm before, norm after.
        limit: the largest norm allowed; 0: none.
    """
    sizes = [max(norm, 1e-6) for _, _, norm, _ in rows] + ([limit] if limit else [])
    low, high = np.log10(min(*sizes, 0.1)) - 0.3, np.log10(max(*sizes, 10.0)) + 0.3

    def at(norm: float) -> float:
        return float(np.clip(100 * (np.log10(max(norm, 1e-6)) - low) / (high - low), 1, 100))

    lines = []
    edge = f"position:absolute;left:{at(limit):.1f}%;top:-3px;bottom:-3px;width:2px;background:currentColor"
    mark = f'<span style="{edge}"></span>' if limit else ""
    for name, colour, before, after in rows:
        bar = f"position:absolute;inset:0;background:{colour};border-radius:3px"
        full, cut = f"{bar};opacity:.3;width:{at(before):.1f}%", f"{bar};width:{at(after):.1f}%"
        lines.append(
            f'<b style="color:{legible(colour)}">{escape(name)}</b>'
            f'<span style="position:relative;height:1.4rem;background:{TRACK}">'
            f'<span style="{full}"></span><span style="{cut}"></span>{mark}</span>'
            f'<span style="white-space:nowrap">{plain(before, 3)} → <b>{plain(after, 3)}</b></span>'
        )
    style = (
        "display:grid;grid-template-columns:max-content 1fr max-content;gap:.55rem .8rem;align-items:center;"
        "font-size:1.05rem;font-variant-numeric:tabular-nums"
    )
    told = [f"{name} {plain(before, 3)} → {plain(after, 3)}" for name, _, before, after in rows]
    label = escape("; ".join([words["label"], *told]), quote=True)
    return (
        f'<div role="img" aria-label="{label}" data-testid="clipping" style="{style}">{"".join(lines)}</div>'
    )


def table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Numbers in rows, each under its heading; a row begins with a cell's name in its colour.

    Args:
        heads: of the columns after the name.
        rows: the key of CELLS, or "" for a row without a colour, and the name and the texts of the row.
    """
    cells = ["<span></span>", *(f'<span style="opacity:.75">{escape(head)}</span>' for head in heads)]
    for cell, (name, *texts) in rows:
        ink = f"color:{legible(CELLS[cell])}" if cell else ""
        cells.append(f'<b style="text-align:left;white-space:nowrap;{ink}">{escape(name)}</b>')
        cells += [f'<span style="font-size:1.1rem">{escape(one)}</span>' for one in texts]
    grid = (
        f"display:grid;grid-template-columns:max-content repeat({len(heads)},minmax(4.5rem,1fr));"
        "gap:.35rem .8rem;text-align:right;align-items:end;font-variant-numeric:tabular-nums;overflow-x:auto"
    )
    return f'<div data-testid="memory-table" data-scrolls style="{grid}">{"".join(cells)}</div>'


def samples(rows: Sequence[tuple[str, Sequence[tuple[str, str, str, str, str]]]]) -> str:
    """Sequences, and what is answered to each.

    Args:
        rows: the sequence, and for each cell its name, its colour, its answer, how sure it is, the ink.
    """
    lines = []
    for text, told in rows:
        first = f'<b style="background:{TRACK};border-radius:4px;padding:0 .3rem">{escape(text[0])}</b>'
        mono = "font:1.05rem/1.7 var(--st-code-font,monospace);overflow-wrap:anywhere;letter-spacing:.12em"
        said = "".join(
            f'<span style="white-space:nowrap"><span style="color:{legible(colour)}">{escape(name)}</span> '
            f'<b style="color:{legible(ink)};font-size:1.15rem">'
            f"{escape(letter)} {'✓' if ink == GREEN else '✗'}</b> "
            f'<span style="opacity:.7">{escape(sure)}</span></span>'
            for name, colour, letter, sure, ink in told
        )
        lines.append(
            f'<div style="{mono}">{first}{escape(text[1:])}</div>'
            f'<div style="display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;margin-bottom:.5rem">{said}</div>'
        )
    return f'<div data-testid="samples">{"".join(lines)}</div>'
