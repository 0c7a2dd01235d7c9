"""Where everything stands in the picture of a small network: across a wide screen, or down a narrow one.

Every number has two slots, one above the other: its value, and the slope of the loss with respect to it.
"""

from functools import lru_cache
from typing import NamedTuple

from dlplay.backprop.problem import Quantity

KEY = 22  # height of the row in which a narrow drawing names its colours
CELL, ROW, HEAD = 66, 23, 18  # a cell's width, the height of a slot, and of the heading above the two
CHIP = 70  # a weight's or bias's width
MARGIN, GAP = 8, 14  # around the picture; between a neuron and its bias
WIDE, NARROW = 820, 360.0  # the picture across the screen is at least as wide, the one down it just so
TALL = HEAD + 2 * ROW
PITCH, UP = 149, 22  # from neuron to neuron, and how far each stands above the middle of its place
TO_LOSS = 60
AIR = 3
SHARES = tuple(n / 60 for n in range(12, 49))  # places along an edge where its weight may stand
SWEEPS = 6  # more move nothing


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def common(self, other: "Box") -> float:
        """The area of both, each a little wider than it is, so that they keep a distance."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x) + AIR
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y) + AIR
        return max(wide, 0) * max(high, 0)


class Edge(NamedTuple):
    """A line from a number to what it goes into."""

    start: tuple[float, float]
    end: tuple[float, float]


class Layout(NamedTuple):
    width: float
    height: float
    cells: dict[Quantity, Box]  # of z, a, y and E: a heading and two slots
    chips: dict[Quantity, Box]  # of w and b: two slots
    edges: dict[Quantity, Edge]  # by their weight; those to the loss by the prediction or the target


@lru_cache(maxsize=32)
def layout(sizes: tuple[int, ...], portrait: bool) -> Layout:
    """The places in a network of these sizes."""
    return (_portrait if portrait else _landscape)(sizes)


def _landscape(sizes: tuple[int, ...]) -> Layout:
    last = len(sizes) - 1
    gap = max((WIDE - 2 * MARGIN - CELL * (2 * last + 2) - TO_LOSS) / last, CHIP + 36)
    height = max(PITCH * max(sizes) + 4, 190)
    cells, chips, x = {}, {}, float(MARGIN)
    for layer, units in enumerate(sizes):
        for unit in range(units):
            # a bias hangs below its neuron, so the neuron stands above the middle of its place
            middle = height / 2 + (unit - (units - 1) / 2) * PITCH - UP
            if layer:
                cells[Quantity("z", layer, unit)] = Box(x, middle - TALL / 2, CELL, TALL)
                bias = Box(x + (CELL - CHIP) / 2, middle + TALL / 2 + GAP, CHIP, 2 * ROW)
                chips[Quantity("b", layer, unit)] = bias
            tall = TALL if layer else HEAD + ROW
            cells[Quantity("a", layer, unit)] = Box(x + (CELL if layer else 0), middle - tall / 2, CELL, tall)
        x += (2 * CELL if layer else CELL) + (gap if layer < last else TO_LOSS)
    tall, middle = HEAD + ROW, height / 2 - UP
    cells[Quantity("E")] = Box(x, middle - tall / 2, CELL, tall)
    for unit in range(sizes[-1]):
        side = -1 if unit else 1  # the second output's target stands above the loss
        cells[Quantity("y", last, unit)] = Box(x, middle - tall / 2 + side * (tall + 2 * GAP), CELL, tall)
    return _joined(sizes, x + CELL + MARGIN, height, cells, chips, portrait=False)


def _portrait(sizes: tuple[int, ...]) -> Layout:
    last, width = len(sizes) - 1, NARROW
    cell = 57.0 if max(sizes) == 3 else CELL
    between = (66, 122, 210)[max(sizes) - 1]  # for the weights between two layers
    cells, chips, y = {}, {}, float(MARGIN)
    for layer, units in enumerate(sizes):
        pitch = (width - 2 * MARGIN) / units
        tall = TALL if layer else HEAD + ROW
        for unit in range(units):
            x = MARGIN + pitch * (unit + 0.5) - (cell if layer else cell / 2)
            if layer:
                cells[Quantity("z", layer, unit)] = Box(x, y, cell, tall)
                chips[Quantity("b", layer, unit)] = Box(x, y + tall + GAP, cell, 2 * ROW)
            cells[Quantity("a", layer, unit)] = Box(x + (cell if layer else 0), y, cell, tall)
        y += tall + ((between + (62 if layer else 0)) if layer < last else 46 if units == 1 else 76)
    outputs = [cells[Quantity("a", last, unit)].middle[0] for unit in range(sizes[-1])]
    aside = 10 if len(outputs) == 1 else 0  # from the bias
    loss = Box(sum(outputs) / len(outputs) - CELL / 2 + aside, y, CELL, HEAD + ROW)
    cells[Quantity("E")] = loss
    for unit in range(sizes[-1]):
        aside = (CELL + 26) * (1 if unit == 0 else -1)
        cells[Quantity("y", last, unit)] = loss._replace(x=loss.x + aside)
    return _joined(sizes, width, y + loss.height + MARGIN + KEY, cells, chips, portrait=True)


def _joined(
    sizes: tuple[int, ...],
    width: float,
    height: float,
    cells: dict[Quantity, Box],
    chips: dict[Quantity, Box],
    portrait: bool,
) -> Layout:
    """The same with its edges, and each weight where it lies on no other."""
    last, edges = len(sizes) - 1, {}
    for layer in range(1, last + 1):
        for source in range(sizes[layer - 1]):
            for unit in range(sizes[layer]):
                start, end = cells[Quantity("a", layer - 1, source)], cells[Quantity("z", layer, unit)]
                edges[Quantity("w", layer, unit, source)] = _edge(start, end, portrait)
    loss = cells[Quantity("E")]
    for unit in range(sizes[-1]):
        edges[Quantity("a", last, unit)] = _edge(cells[Quantity("a", last, unit)], loss, portrait)
        target = cells[Quantity("y", last, unit)]
        edges[Quantity("y", last, unit)] = Edge(target.middle, loss.middle)
    width_of_chip = CHIP if not portrait else 62
    for layer in range(1, last + 1):
        own = {weight: edge for weight, edge in edges.items() if weight[:2] == ("w", layer)}
        chips |= _spread(own, [*cells.values(), *chips.values()], width_of_chip)
    return Layout(width, height, cells, chips, edges)


def _edge(start: Box, end: Box, portrait: bool) -> Edge:
    if portrait:
        return Edge((start.middle[0], start.y + start.height), (end.middle[0], end.y))
    return Edge((start.x + start.width, start.middle[1]), (end.x, end.middle[1]))


def _spread(edges: dict[Quantity, Edge], taken: list[Box], width: float) -> dict[Quantity, Box]:
    """A place on each edge for its weight, moved one after the other until they lie on nothing else."""
    places = {
        weight: [(box := _on(edge, share, width), _trouble(box, taken, share)) for share in SHARES]
        for weight, edge in edges.items()
    }
    found = {weight: _on(edge, 1 / 3, width) for weight, edge in edges.items()}
    for _ in range(SWEEPS):
        before = dict(found)
        for weight, those in places.items():
            others = [box for one, box in found.items() if one != weight]
            found[weight] = min(those, key=lambda place: place[1] + sum(map(place[0].common, others)))[0]
        if found == before:
            break
    return found


def _on(edge: Edge, share: float, width: float) -> Box:
    (x0, y0), (x1, y1) = edge
    return Box(x0 + share * (x1 - x0) - width / 2, y0 + share * (y1 - y0) - ROW, width, 2 * ROW)


def _trouble(box: Box, others: list[Box], share: float) -> float:
    """The area that lies on others; among places without, the nearest to the middle."""
    return sum(map(box.common, others)) + abs(share - 0.5)
