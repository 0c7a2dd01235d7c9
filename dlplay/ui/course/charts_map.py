"""The map as a picture: pages in a column for each section, and lines from each to those that build on it."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

LEFT, RIGHT = 10, 94  # of a page's box, in hundredths of its column
TOP, BOTTOM = 10, 90  # and of its row
LANES = 3  # beside each other, between two columns


class Stop(NamedTuple):
    """A page on the map; its words are in the page's language."""

    name: str
    title: str
    address: str
    minutes: str
    ideas: str
    needs: str  # for a screen that is too narrow for lines
    after: tuple[str, ...]
    state: str  # how it stands to who looks at the map: done, here, way, also, next or plain
    number: int  # of the way that is shown, from 1; 0 for none


class Place(NamedTuple):
    column: int
    row: int


def course_map(columns: Sequence[tuple[str, Sequence[Stop]]], label: str) -> str:
    """Headings with their pages below, each a link, above the lines between them."""
    stops = [stop for _, column in columns for stop in column]
    places = {
        stop.name: Place(i, j) for i, (_, column) in enumerate(columns) for j, stop in enumerate(column)
    }
    rows = max(len(column) for _, column in columns)
    parts = [_lines(stops, places, len(columns), rows)]
    for i, (heading, column) in enumerate(columns):
        parts.append(f'<h4 style="--column: {i}">{escape(heading)}</h4>')
        parts += [_box(stop, places) for stop in column]
    size = f"--columns: {len(columns)}; --rows: {rows}"
    return (
        f'<nav class="map" role="group" aria-label="{escape(label, quote=True)}" style="{size}">'
        f"{''.join(parts)}</nav>"
    )


def _box(stop: Stop, places: dict[str, Place]) -> str:
    column, row = places[stop.name]
    entered = {"above" if places[name] == (column, row - 1) else "left" for name in stop.after}
    number = f'<span class="number">{stop.number}</span>' if stop.number else ""
    needs = f'<span class="needs">{escape(stop.needs)}</span>' if stop.needs else ""
    return (
        f'<a class="{" ".join((stop.state, *sorted(entered)))}" href="{escape(stop.address, quote=True)}"'
        f' data-page="{escape(stop.name, quote=True)}" style="--column: {column}; --row: {row}">'
        f'{number}<b>{escape(stop.title)}</b> <span class="minutes">{escape(stop.minutes)}</span>'
        f'<span class="ideas">{escape(stop.ideas)}</span>{needs}</a>'
    )


def _lines(stops: Sequence[Stop], places: dict[str, Place], columns: int, rows: int) -> str:
    """A line from each page to each that builds on it; those of the way that is shown lie on top."""
    states = {stop.name: stop.state for stop in stops}
    edges = [(before, stop.name) for stop in stops for before in stop.after]
    shown = {True: "", False: ""}
    for before, name in edges:
        strong = states[name] == "way" and states[before] in ("way", "done", "here")
        path = _line(places[before], places[name], list(places).index(before) % LANES)
        shown[strong] += f'<path class="{"strong" if strong else "weak"}" d="{path}"/>'
    return (
        f'<svg viewBox="0 0 {100 * columns} {100 * rows}" preserveAspectRatio="none" aria-hidden="true">'
        f"{shown[False]}{shown[True]}</svg>"
    )


def _line(start: Place, end: Place, lane: int) -> str:
    """Straight down to the next row; along the edge of the column past others; or in the gap above a row."""
    x, y, middle = 100 * end.column, 100 * end.row, (TOP + BOTTOM) / 2
    if start.column == end.column and start.row + 1 == end.row:
        centre = x + (LEFT + RIGHT) / 2
        return f"M{centre} {y - 100 + BOTTOM}V{y + TOP}"
    if start.column == end.column:
        return f"M{x + LEFT} {100 * start.row + middle}H{x + 2 + 3 * lane}V{y + middle}H{x + LEFT}"
    leaves = f"M{100 * start.column + RIGHT} {100 * start.row + middle}"
    turn = x - 100 + RIGHT + 3 + 3 * lane
    if start.column + 1 == end.column:
        return f"{leaves}H{turn}V{y + middle}H{x + LEFT}"
    first, gap = 100 * start.column + RIGHT + 3 + 3 * lane, y + 1 + 4 * lane
    return f"{leaves}H{first}V{gap}H{turn}V{y + middle}H{x + LEFT}"
