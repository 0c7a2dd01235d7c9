"""A small network as a picture of its computation, as SVG: every number with its slope, and what flows now.

Blue is a value, vermilion a slope of the loss. Full means that it is computed now, tinted that it is used for
that; an edge whose dashes run carries it, forwards or backwards. What can be changed can be clicked.

What a step changes is no part of the drawing: it is a frame, which the browser fills in (graph.js).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from math import isfinite
from typing import NamedTuple

from dlplay.backprop.problem import Quantity
from dlplay.numbers import plain
from dlplay.ui.backprop.charts_layout import HEAD, ROW, Box, Layout, layout

short = partial(plain, digits=3)  # what a cell holds, and what the sentences about it say
LONG = 7  # characters that fit at full size
LIKELY = 2.0  # a weight of this size, or the largest there is, gets the thickest edge

Frame = dict[str, dict[str, list]]


@dataclass(frozen=True)
class Picture:
    """What a picture shows at every step."""

    sizes: tuple[int, ...]
    names: Mapping[Quantity, str]  # of cells and chips, in Unicode
    selected: Quantity | None
    captions: Mapping[tuple[int, int], str]  # layer and unit: above a neuron
    parts: Mapping[Quantity, str]  # the keys of weights and biases, which a click sends
    labels: Mapping[Quantity, str]  # what a click on them does, for those who hear the picture
    title: str
    key: tuple[str, str]  # what the two colours mean: a value, a slope


class Moment(NamedTuple):
    """One step; numbers that are not known yet are left out."""

    numbers: Mapping[Quantity, float]
    now: frozenset[Quantity]
    uses: frozenset[Quantity]


def frame(picture: Picture, moment: Moment) -> Frame:
    """What stands in the drawing at a step.

    Returns:
        "slots": by name [number, how it looks], "edges": by name [width, which way something runs along it].
    """
    weights = [
        abs(moment.numbers[one]) for one in picture.parts if one.letter == "w" and one in moment.numbers
    ]
    widest = max([LIKELY, *filter(isfinite, weights)])
    edges = [*layout(picture.sizes, False).edges, *(one for one in picture.parts if one.letter == "b")]
    return {
        "slots": {
            _name(one): [_number(moment, one), " ".join(_looks(picture, moment, one))]
            for one in _slots(picture)
        },
        "edges": {_name(one): [_thickness(moment, one, widest), _way(moment, one)] for one in edges},
    }


def _name(quantity: Quantity) -> str:
    """Of its slot, and of the edge along which it goes."""
    letter, layer, unit, source, slope = quantity
    return f"{'d' * slope}{letter}.{layer}.{unit}" + (f".{source}" if letter == "w" else "")


def _slots(picture: Picture) -> Iterator[Quantity]:
    for one in picture.names:
        yield one
        if one in picture.parts or (one.letter in "za" and one.layer):
            yield one._replace(slope=True)


def _number(moment: Moment, quantity: Quantity) -> str:
    """A dot where it is still to come."""
    return short(moment.numbers[quantity]) if quantity in moment.numbers else "·"


def _looks(picture: Picture, moment: Moment, quantity: Quantity) -> Iterator[str]:
    if quantity in moment.now:
        yield "now"
    elif quantity in moment.uses:
        yield "used"
    if quantity not in moment.numbers:
        yield "unknown"
    before = f"{picture.names[quantity]} " if quantity in picture.parts else ""
    if len(before) + len(_number(moment, quantity)) > LONG + 1:
        yield "long"


def _thickness(moment: Moment, edge: Quantity, widest: float) -> float:
    share = min(abs(moment.numbers.get(edge, 0)) / widest, 1)
    return round(1 + 5 * share, 1) if edge.letter == "w" else 2.0


def drawing(picture: Picture, portrait: bool) -> str:
    """The SVG for a wide or for a narrow place; empty as long as no frame is filled in."""
    places = layout(picture.sizes, portrait)
    parts = [
        *_edges(places),
        *(_cell(picture, quantity, box) for quantity, box in places.cells.items()),
        *(_chip(picture, quantity, box) for quantity, box in places.chips.items()),
        *_captions(picture, places, portrait),
        *_key(picture, places, portrait),
    ]
    kind = "portrait" if portrait else "landscape"
    size = f'viewBox="0 0 {places.width:g} {places.height:g}"'
    return (
        f'<svg class="{kind}" {size} role="group" aria-label="{escape(picture.title)}">{"".join(parts)}</svg>'
    )


def _edges(places: Layout) -> list[str]:
    lines = []
    for quantity, (start, end) in places.edges.items():
        lines.append(_edge(quantity, f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"))
    for quantity, box in places.chips.items():
        if quantity.letter == "b":
            x, y = box.middle[0], box.y
            lines.append(_edge(quantity, f"M{x:.1f} {y:.1f}V{y - 14:.1f}"))
    return lines


def _edge(quantity: Quantity, path: str) -> str:
    """A line, and above it the dashes that run."""
    known = f'data-edge="{_name(quantity)}" d="{path}"'
    return f'<path class="edge" {known}/><path class="flow" {known}/>'


def _way(moment: Moment, edge: Quantity) -> str:
    """Whether something runs along an edge now, and which way."""
    now, layer, unit = moment.now, edge.layer, edge.unit
    into = Quantity("E") if edge.letter in "ay" else Quantity("z", layer, unit)
    if into in now and edge in moment.uses:
        return "ahead"
    if edge.letter == "a":
        # dE/dp, or dE/dz where the loss meets it at once
        below = {edge._replace(slope=True), Quantity("z", layer, unit, slope=True)}
        return "back" if now & below and Quantity("E") in moment.uses else ""
    if edge.letter == "w" and into._replace(slope=True) in moment.uses:
        below = {edge._replace(slope=True), Quantity("a", layer - 1, edge.source, slope=True)}
        return "back" if now & below else ""
    return "back" if edge._replace(slope=True) in now and edge.letter == "b" else ""


def _cell(picture: Picture, quantity: Quantity, box: Box) -> str:
    """A heading, the value, and the slope where it can have one."""
    x, y, width, height = box
    heading, middle = escape(picture.names[quantity]), x + width / 2
    head = f'<text class="head" x="{middle:.1f}" y="{y + 13:.1f}">{heading}</text>'
    frame = f'<rect class="frame" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="7"/>'
    slots = _slot(quantity, Box(x, y + HEAD, width, ROW))
    if quantity.letter in "za" and quantity.layer:
        slots += _slot(quantity._replace(slope=True), Box(x, y + HEAD + ROW, width, ROW))
    return f'<g class="cell {quantity.letter}">{frame}{head}{slots}</g>'


def _chip(picture: Picture, quantity: Quantity, box: Box) -> str:
    x, y, width, height = box
    chosen = " selected" if quantity == picture.selected else ""
    frame = f'<rect class="frame" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="7"/>'
    slots = _slot(quantity, Box(x, y, width, ROW), picture.names[quantity])
    slots += _slot(quantity._replace(slope=True), Box(x, y + ROW, width, ROW))
    label = escape(picture.labels[quantity])
    part = picture.parts[quantity]
    return (
        f'<g class="chip{chosen}" data-part="{part}" role="button" tabindex="0" aria-label="{label}">'
        f"<title>{label}</title>{frame}{slots}</g>"
    )


def _slot(quantity: Quantity, box: Box, named: str = "") -> str:
    """The place of one number."""
    x, y, width, height = box
    inner = f'x="{x + 1.5:.1f}" y="{y + 1:.1f}" width="{width - 3:.1f}" height="{height - 2.5:.1f}"'
    before = f'<tspan class="name">{escape(named)} </tspan>' if named else ""
    kind = "slope" if quantity.slope else "value"
    return (
        f'<g class="slot {kind}" data-slot="{_name(quantity)}"><rect class="mark" {inner} rx="5"/>'
        f'<text x="{x + width / 2:.1f}" y="{y + height / 2 + 4.7:.1f}">{before}'
        '<tspan class="number">·</tspan></text></g>'
    )


def _captions(picture: Picture, places: Layout, portrait: bool) -> list[str]:
    """The activation's name above each neuron, beside the edges that come from above."""
    texts = []
    for (layer, unit), caption in picture.captions.items():
        box = places.cells[Quantity("z", layer, unit)]
        x = box.x + box.width * (1.5 if portrait else 1)
        texts.append(f'<text class="caption" x="{x:.1f}" y="{box.y - 5:.1f}">{escape(caption)}</text>')
    return texts


def _key(picture: Picture, places: Layout, portrait: bool) -> list[str]:
    """The two colours: below the inputs, where a wide picture is empty, or beside each other below all."""
    low = places.height - 18
    spots = ((8, low), (104, low)) if portrait else ((8, low - 18), (8, low))
    parts = []
    for kind, text, (x, y) in zip(("value", "slope"), picture.key, spots, strict=True):
        mark = f'<rect class="mark" x="{x}" y="{y:.0f}" width="22" height="12" rx="3"/>'
        words = f'<text x="{x + 28}" y="{y + 10.5:.1f}">{escape(text)}</text>'
        parts.append(f'<g class="key {kind}">{mark}{words}</g>')
    return parts


def pair(one: tuple[str, str], other: tuple[str, str], agree: bool) -> str:
    """Two named numbers that should be the same, side by side, as HTML."""
    sign = "≈" if agree else "≠"
    boxes = [
        f'<span style="white-space:nowrap"><span style="font-size:.85rem">{escape(name)}</span><br>'
        f'<b style="font-size:1.35rem">{escape(number)}</b></span>'
        for name, number in (one, other)
    ]
    between = f'<span style="font-size:1.35rem;opacity:.7">{sign}</span>'
    style = "display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:end;font-variant-numeric:tabular-nums"
    return f'<div data-testid="pair" style="{style}">{boxes[0]}{between}{boxes[1]}</div>'
