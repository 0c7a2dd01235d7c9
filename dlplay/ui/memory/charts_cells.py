"""A recurrent cell as a drawing with its numbers: the way of the memory on top, gates as valves below it.

The memory flows from left to right; its line is as thick as its number is large, orange above zero and blue
below. A gate is a ring that is closed as far as the gate is open. SVG, for `dlplay.ui.vector_picture`.
"""

import math
from collections.abc import Mapping
from functools import partial
from html import escape

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION

WIDTH, HEIGHT, BELT, BUS = 290, 270, 54, 238
RING = 22
FAINT = "rgba(128,128,128,0.35)"
LINE = "rgba(128,128,128,0.55)"

number = partial(plain, decimals=2)


def lstm(values: Mapping[str, float], words: Mapping[str, str], letter: str, held: frozenset[str]) -> str:
    """An LSTM's unit.

    Args:
        values: before, forget, input, candidate, output, cell, hidden: its numbers at this step; scale: the
            number whose line is thickest.
        words: before, and the whole picture's name.
        letter: what is read.
        held: the gates that are held.
    """
    scale = values["scale"]
    kept, written = values["forget"] * values["before"], values["input"] * values["candidate"]
    parts = [
        *_belt(52, 148, 108, *(one / scale for one in (values["before"], kept, written, values["cell"]))),
        _wire(118, 172, 148, 108),
        _wire(178, 172, 148, 108),
        _pipe(238, BELT, 238, 120, math.tanh(values["cell"]) / scale),
        _wire(238, 184, 238, 120),
        _pipe(238, 120, 286, 120, values["hidden"] / scale, arrow=True),
        _bus(52, 118, 178, 238),
        _feet((52, 140), (118, 172), (178, 172), (238, 184)),
        _operation(52, BELT, "×"),
        _operation(148, BELT, "+"),
        _operation(148, 108, "×"),
        _operation(238, 120, "×"),
        _box(238, 87, "tanh"),
        _ring(52, 140, values["forget"], "f", "forget" in held),
        _ring(118, 172, values["input"], "i", "input" in held),
        _value(178, 172, values["candidate"], "g"),
        _ring(238, 184, values["output"], "o", "output" in held),
        _label(2, 28, f"{words['before']} c = {number(values['before'])}", "start"),
        _label(WIDTH - 2, 28, f"c = {number(values['cell'])}", "end", strong=True),
        _label(WIDTH - 2, 148, f"h = {number(values['hidden'])}", "end", strong=True),
        _letter(letter),
    ]
    return _svg(parts, words["picture"])


def gru(values: Mapping[str, float], words: Mapping[str, str], letter: str, held: frozenset[str]) -> str:
    """A GRU's unit; values: before, update, reset, candidate, hidden, scale."""
    scale = values["scale"]
    kept = values["update"] * values["before"]
    written = (1 - values["update"]) * values["candidate"]
    parts = [
        *_belt(64, 214, 112, *(one / scale for one in (values["before"], kept, written, values["hidden"]))),
        _wire(64, 112, 214, 112),
        _wire(214, 176, 214, 112),
        _wire(142, 176, 214, 176),
        _bus(64, 142, 214),
        _feet((64, 140), (142, 176), (214, 176)),
        _operation(64, BELT, "×"),
        _operation(214, BELT, "+"),
        _operation(214, 112, "×"),
        _label(140, 106, f"1 − z = {number(1 - values['update'])}", "middle"),
        _ring(64, 140, values["update"], "z", "update" in held),
        _ring(142, 176, values["reset"], "r", "reset" in held),
        _value(214, 176, values["candidate"], "g"),
        _label(2, 28, f"{words['before']} h = {number(values['before'])}", "start"),
        _label(WIDTH - 2, 28, f"h = {number(values['hidden'])}", "end", strong=True),
        _letter(letter),
    ]
    return _svg(parts, words["picture"])


def simple_rnn(
    values: Mapping[str, float], words: Mapping[str, str], letter: str, held: frozenset[str]
) -> str:
    """A SimpleRNN's unit; values: before, recurrent (its h U), entered (its x W + b), hidden, scale."""
    scale, total = values["scale"], values["recurrent"] + values["entered"]
    parts = [
        _pipe(4, BELT, 74, BELT, values["before"] / scale),
        _pipe(74, BELT, 142, BELT, values["recurrent"] / scale),
        _pipe(142, BELT, 212, BELT, total / scale),
        _pipe(212, BELT, 286, BELT, values["hidden"] / scale, arrow=True),
        _pipe(142, BUS, 142, BELT, values["entered"] / scale),
        _wire(46, BUS, 142, BUS),
        _box(74, BELT, "× U"),
        _operation(142, BELT, "+"),
        _box(212, BELT, "tanh"),
        _label(74, 92, f"h U = {number(values['recurrent'])}", "middle"),
        _label(214, 92, f"z = {number(total)}", "middle"),
        _label(154, 150, "x W + b", "start"),
        _label(154, 170, f"= {number(values['entered'])}", "start"),
        _label(2, 28, f"{words['before']} h = {number(values['before'])}", "start"),
        _label(WIDTH - 2, 28, f"h = {number(values['hidden'])}", "end", strong=True),
        _letter(letter),
    ]
    return _svg(parts, words["picture"])


DRAWINGS = {"simple_rnn": simple_rnn, "gru": gru, "lstm": lstm}


def _belt(times: float, plus: float, below: float, *flows: float) -> list[str]:
    """The way of a memory that a gate multiplies at x = `times`, and to which something is added at `plus`.

    Args:
        below: y of where that comes from.
        flows: what comes, what is kept of it, what is added, and what goes on, as shares of the largest.
    """
    before, kept, added, after = flows
    return [
        _pipe(4, BELT, times, BELT, before),
        _pipe(times, BELT, plus, BELT, kept),
        _pipe(plus, BELT, 286, BELT, after, arrow=True),
        _pipe(plus, below, plus, BELT, added),
        _wire(times, 140, times, BELT),
    ]


def _svg(parts: list[str], title: str) -> str:
    label = escape(title, quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _ink(value: float) -> str:
    return FAINT if abs(value) < 0.005 else ORANGE if value > 0 else BLUE


def _pipe(x1: float, y1: float, x2: float, y2: float, value: float, arrow: bool = False) -> str:
    """A line as thick as its share of the largest number."""
    ink, width = _ink(value), 2.5 + 9.5 * min(abs(value), 1)
    tip = ""
    if arrow:
        half = max(7, width / 2 + 4)
        tip = f'<path d="M{x2 - 9} {y2 - half} L{x2 + 5} {y2} L{x2 - 9} {y2 + half} Z" fill="{ink}"/>'
        x2 -= 8
    return f'<path d="M{x1} {y1} L{x2} {y2}" stroke="{ink}" stroke-width="{width:.1f}" fill="none"/>{tip}'


def _wire(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1} {y1} L{x2} {y2}" stroke="{LINE}" stroke-width="1.5" fill="none"/>'


def _bus(*xs: float) -> str:
    """The line that brings h and x to every gate."""
    return _wire(46, BUS, max(xs), BUS)


def _feet(*places: tuple[float, float]) -> str:
    return "".join(_wire(x, y + RING, x, BUS) for x, y in places)


def _operation(x: float, y: float, sign: str) -> str:
    style = f'fill="var(--st-background-color)" stroke="{LINE}" stroke-width="2"'
    return (
        f'<circle cx="{x}" cy="{y}" r="12" {style}/>'
        f'<text x="{x}" y="{y + 6}" text-anchor="middle" font-size="19" font-weight="700">{sign}</text>'
    )


def _box(x: float, y: float, words: str) -> str:
    style = f'fill="var(--st-background-color)" stroke="{LINE}" stroke-width="2"'
    return (
        f'<rect x="{x - 22}" y="{y - 13}" width="44" height="26" rx="6" {style}/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="14">{escape(words)}</text>'
    )


def _ring(x: float, y: float, share: float, name: str, held: bool) -> str:
    """A gate: a green ring, closed as far as the gate is open; a vermilion one with a lock is held."""
    around = 2 * math.pi * RING
    ink = VERMILION if held else GREEN
    turned = f'stroke-dasharray="{share * around:.1f} {around:.1f}" transform="rotate(-90 {x} {y})"'
    return (
        f'<circle cx="{x}" cy="{y}" r="{RING}" fill="var(--st-background-color)" stroke="{FAINT}" '
        f'stroke-width="6"/><circle cx="{x}" cy="{y}" r="{RING}" fill="none" stroke="{ink}" '
        f'stroke-width="6" {turned}/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="15" font-weight="700">'
        f"{number(share)}</text>"
        + _name(x, y, name, ink if held else "currentColor")
        + (_lock(x + 27, y + RING + 7) if held else "")
    )


def _lock(x: float, y: float) -> str:
    return (
        f'<rect x="{x - 6}" y="{y}" width="12" height="10" rx="2" fill="{VERMILION}"/>'
        f'<path d="M{x - 3.5} {y} v-3 a3.5 3.5 0 0 1 7 0 v3" fill="none" stroke="{VERMILION}" '
        'stroke-width="2"/>'
    )


def _value(x: float, y: float, value: float, name: str) -> str:
    """The candidate: a disc in the colour of its sign."""
    depth = 0.15 + 0.7 * min(abs(value), 1)
    return (
        f'<circle cx="{x}" cy="{y}" r="{RING}" fill="var(--st-background-color)"/>'
        f'<circle cx="{x}" cy="{y}" r="{RING}" fill="{_ink(value)}" fill-opacity="{depth:.2f}" '
        f'stroke="{LINE}" stroke-width="1.5"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="14" font-weight="700">'
        f"{number(value)}</text>" + _name(x, y, name, "currentColor")
    )


def _name(x: float, y: float, words: str, ink: str) -> str:
    """A gate's sign to the right of its foot."""
    back = f'stroke="var(--st-background-color)" stroke-width="4" paint-order="stroke" style="fill:{ink}"'
    return (
        f'<text x="{x + 7}" y="{y + RING + 19}" font-size="17" font-weight="700" font-style="italic" {back}>'
        f"{escape(words)}</text>"
    )


def _label(x: float, y: float, words: str, anchor: str, strong: bool = False) -> str:
    weight = "700" if strong else "400"
    back = 'stroke="var(--st-background-color)" stroke-width="4" paint-order="stroke"'
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="15.5" font-weight="{weight}" {back}>'
        f"{escape(words)}</text>"
    )


def _letter(letter: str) -> str:
    """What is read, in a box at the start of the bus."""
    return (
        f'<rect x="8" y="{BUS - 20}" width="38" height="40" rx="8" fill="var(--st-background-color)" '
        f'stroke="{LINE}" stroke-width="2"/>'
        f'<text x="27" y="{BUS + 8}" text-anchor="middle" font-size="23" font-weight="700" '
        f'font-family="var(--st-code-font, monospace)">{escape(letter)}</text>'
    )
