"""Votes on a slider or in a plane, drawn: a bar a group of numbers, or a mark a point."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from dlplay.classroom.rooms_scale import Along, Scale
from dlplay.numbers import plain
from dlplay.ui.charts import TRUTH, VERMILION
from dlplay.ui.class_board.pictures import ROUND_COLOURS
from dlplay.ui.language import t
from dlplay.ui.scales import EDGE, SIDE, Plane, drawing, ring, words

WIDTH, TOP, FLOOR, MARGIN = 400, 20, 124, 20  # of the bars, in the drawing's own units
HEIGHT = FLOOR + 64
MOST_BARS = 30
NARROWEST = 9  # of a bar that carries its count


class Cast(NamedTuple):
    """The votes of all rounds that are shown, and one's own."""

    scale: Scale
    places: Mapping[int, tuple[int, ...]]  # by round; none before the reveal
    own: Mapping[int, int | None]

    @property
    def rounds(self) -> list[int]:
        return list(self.places)


def spoken(scale: Scale, point: tuple[float, ...]) -> str:
    """A number with its unit, or the two of a point."""
    if len(point) > 1:
        return f"({', '.join(map(plain, point))})"
    return f"{plain(point[0])} {scale.axes[0].unit}".rstrip()


def groups(axis: Along) -> int:
    """How many neighbouring numbers share a bar: 1, 2, 5, 10, 20, …"""
    most = axis.places / MOST_BARS
    power = 10 ** max(0, math.floor(math.log10(max(most, 1))))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= most)


def bars(cast: Cast) -> str:
    """How many chose which number, the rounds beside each other, and which is right."""
    (axis,) = cast.scale.axes
    group = groups(axis)
    last = max(axis.places // group - 1, 0)  # it takes what is left over with it
    counts = {turn: Counter(min(one // group, last) for one in cast.places[turn]) for turn in cast.rounds}
    most = max((max(one.values(), default=0) for one in counts.values()), default=0)
    parts = _right(cast, axis)
    for turn, found in counts.items():
        for bar, count in sorted(found.items()):
            end = axis.places if bar == last else (bar + 1) * group
            parts += _bar(cast, turn, bar * group, end - 1, count / most, count)
    parts.append(f'<path d="M{MARGIN} {FLOOR}H{WIDTH - MARGIN}" stroke="currentColor" stroke-width="1.5"/>')
    for value, anchor in ((axis.low, "start"), (axis.high, "end")):
        parts.append(
            words(MARGIN if anchor == "start" else WIDTH - MARGIN, FLOOR + 40, plain(value), anchor=anchor)
        )
    if axis.name or axis.unit:
        parts.append(words(WIDTH / 2, FLOOR + 60, f"{axis.name} {axis.unit}".strip()))
    own = {turn: place for turn, place in cast.own.items() if place is not None and turn in cast.places}
    for turn, place in own.items():
        text = t(f"class.yours_{turn}") if turn == max(own) else ""  # both side by side would touch
        parts.append(_flag(_across(axis, axis.value(place)), text, VERMILION))
    top = 0 if cast.places else FLOOR - 16  # before the reveal there is only the axis
    return drawing(WIDTH, HEIGHT, told(cast), parts, widest=2, top=top)


def _right(cast: Cast, axis: Along) -> list[str]:
    if cast.scale.right is None:
        return []
    (right,), reach = cast.scale.right, max(cast.scale.tolerance, axis.step / 2)
    low, high = (
        _across(axis, min(max(right + side * reach, axis.low - axis.step / 2), axis.high + axis.step / 2))
        for side in (-1, 1)
    )
    x = _across(axis, right)
    return [
        f'<rect x="{low:.1f}" y="{TOP}" width="{high - low:.1f}" height="{FLOOR - TOP}" fill="{TRUTH}" '
        'opacity="0.25"/>',
        words(
            x,
            TOP - 5,
            t("class.right_is", value=spoken(cast.scale, cast.scale.right)),
            TRUTH,
            "start" if x < WIDTH / 4 else "end" if x > 3 * WIDTH / 4 else "middle",
        ),
    ]


def _bar(cast: Cast, turn: int, first: int, last: int, share: float, count: int) -> list[str]:
    """One round's part of the width that the numbers from `first` to `last` take."""
    (axis,) = cast.scale.axes
    low, high = (
        _across(axis, axis.value(place) + side * axis.step / 2) for place, side in ((first, -1), (last, 1))
    )
    width = 0.84 * (high - low) / len(cast.rounds)
    x = (low + high) / 2 + width * (cast.rounds.index(turn) - len(cast.rounds) / 2)
    height = share * (FLOOR - TOP - 20)
    parts = [
        f'<rect x="{x:.1f}" y="{FLOOR - height:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'style="fill:{ROUND_COLOURS[turn]}"/>'
    ]
    if width >= NARROWEST:
        parts.append(words(x + width / 2, FLOOR - height - 4, str(count)))
    return parts


def _flag(x: float, text: str, colour: str) -> str:
    anchor = "start" if x < WIDTH / 4 else "end" if x > 3 * WIDTH / 4 else "middle"
    return f'<path d="M{x:.1f} {FLOOR}l-6 9h12z" fill="{colour}"/>' + words(
        x, FLOOR + 22, text, colour, anchor
    )


def _across(axis: Along, value: float) -> float:
    """Half a step is left at either end, for the half of a bar that stands there."""
    return MARGIN + (value - axis.low + axis.step / 2) / (axis.high - axis.low + axis.step) * (
        WIDTH - 2 * MARGIN
    )


def marks(cast: Cast, turn: int | None) -> str:
    """The plane with the points of one round; without one, as it is before the reveal."""
    x, y = cast.scale.axes
    on, parts = Plane(x, y), []
    if cast.scale.right is not None:
        over, down = on.place((cast.scale.right[0], cast.scale.right[1]))
        radius = max(cast.scale.tolerance * (SIDE - 2 * EDGE), 5)
        parts.append(
            f'<circle cx="{over:.1f}" cy="{down:.1f}" r="{radius:.1f}" fill="{TRUTH}" fill-opacity="0.3" '
            f'stroke="{TRUTH}" stroke-width="2"/>'
        )
    for place, count in Counter(cast.places.get(turn or 0, ())).items():
        over, down = on.place(_two(cast.scale.point(place)))
        parts.append(
            f'<circle cx="{over:.1f}" cy="{down:.1f}" r="{min(5 * math.sqrt(count), 16):.1f}" '
            f'style="fill:{ROUND_COLOURS[turn or 1]}" fill-opacity="0.8"/>'
        )
    own = cast.own.get(turn or 0)
    if own is not None:
        parts.append(ring(on.place(_two(cast.scale.point(own))), VERMILION))
    shown = cast if turn is None else cast._replace(places={turn: cast.places[turn]})
    return drawing(SIDE, SIDE, told(shown), [*on.frame(), *parts], widest=1.15)


def pointed(scale: Scale, point: tuple[float, float]) -> str:
    """The plane with the point that is being set."""
    on = Plane(*scale.axes)
    ring_there = ring(on.place(point), VERMILION)
    return drawing(SIDE, SIDE, spoken(scale, point), [*on.frame(), ring_there], widest=0.75)


def told(cast: Cast) -> str:
    """The picture in words."""
    parts = [range_of(cast.scale)]
    for turn in cast.rounds:
        found = sorted(Counter(cast.places[turn]).items())
        chosen = ", ".join(f"{spoken(cast.scale, cast.scale.point(place))} × {n}" for place, n in found)
        parts.append(f"{t(f'class.round_{turn}')}: {chosen or 0}")
    if cast.scale.right is not None:
        parts.append(t("class.right_is", value=spoken(cast.scale, cast.scale.right)))
    return "; ".join(parts)


def range_of(scale: Scale) -> str:
    """What can be answered, in a line."""
    if len(scale.axes) == 1:
        (axis,) = scale.axes
        ends = {"low": plain(axis.low), "high": spoken(scale, (axis.high,))}
        return t("class.scale_number", name=axis.name or t("class.scale_name"), **ends)
    x, y = scale.axes
    return t(
        "class.scale_point",
        x=f"{x.name or 'x'}: {plain(x.low)} … {plain(x.high)}",
        y=f"{y.name or 'y'}: {plain(y.low)} … {plain(y.high)}",
    )


def _two(point: tuple[float, ...]) -> tuple[float, float]:
    return point[0], point[1]
