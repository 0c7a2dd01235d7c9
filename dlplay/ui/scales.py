"""Sliders for a number or a point, and the plane on which points stand: of lessons and of the class board."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from dlplay.classroom.lesson import Prediction
from dlplay.classroom.rooms_scale import Along, Scale
from dlplay.numbers import plain
from dlplay.ui import language
from dlplay.ui.widget_values import expect

SIDE, EDGE = 320, 44  # of the plane in its own units, and of the room for its numbers
Point = tuple[float, float]


def scale_of(prediction: Prediction) -> Scale:
    """What a number or a point is set on, in the language of the visit."""
    spoken = language.current()
    axes = tuple(
        Along(
            float(one.low),
            float(one.high),
            float(one.step),
            one.name.within(spoken),
            one.unit.within(spoken),
        )
        for one in prediction.axes
    )
    right = prediction.right if isinstance(prediction.right, tuple) else (prediction.right,)
    return Scale(axes, tuple(map(float, right)), float(prediction.tolerance))


def slide(axis: Along, label: str, widget: str, start: float) -> float:
    """A slider over the axis, its numbers with as many decimals as its step has."""
    expect(widget, lambda one: isinstance(one, int | float) and axis.low <= one <= axis.high)
    decimals = len(plain(axis.step).partition(".")[2])
    return st.slider(label, axis.low, axis.high, start, axis.step, format=f"%.{decimals}f", key=widget)


class Plane:
    """Two axes as a square in SVG."""

    def __init__(self, x: Along, y: Along):
        self.x, self.y = x, y

    def place(self, point: Point) -> Point:
        """Where a point stands in the square's own units."""
        across = (point[0] - self.x.low) / (self.x.high - self.x.low)
        up = (point[1] - self.y.low) / (self.y.high - self.y.low)
        return EDGE + across * (SIDE - 2 * EDGE), SIDE - EDGE - up * (SIDE - 2 * EDGE)

    def frame(self) -> list[str]:
        """The edge, the lines of 0, the ends and the names of both axes."""
        x, y, end = self.x, self.y, SIDE - EDGE
        parts = [
            f'<rect x="{EDGE}" y="{EDGE}" width="{end - EDGE}" height="{end - EDGE}" fill="none" '
            'stroke="currentColor" opacity="0.5"/>'
        ]
        if x.low < 0 < x.high and y.low < 0 < y.high:
            over, down = self.place((0, 0))
            parts.append(
                f'<path d="M{EDGE} {down:.1f}H{end}M{over:.1f} {EDGE}V{end}" stroke="currentColor" '
                'opacity="0.25"/>'
            )
        return [
            *parts,
            words(EDGE, end + 20, plain(x.low), anchor="start"),
            words(end, end + 20, plain(x.high), anchor="end"),
            words(SIDE / 2, end + 20, x.name),
            words(EDGE - 6, end, plain(y.low), anchor="end"),
            words(EDGE - 6, EDGE + 12, plain(y.high), anchor="end"),
            words(EDGE, EDGE - 10, y.name, anchor="start"),
        ]


def words(x: float, y: float, text: str, colour: str = "currentColor", anchor: str = "middle") -> str:
    """A text in a drawing; from people, so escaped."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="15" text-anchor="{anchor}" '
        f'style="fill:{colour}">{escape(text)}</text>'
    )


def ring(at: Point, colour: str) -> str:
    """A point that somebody has set."""
    x, y = at
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{colour}" stroke-width="4"/>'


def drawing(
    width: int, height: int, alt: str, parts: Iterable[str], widest: float = 1.4, top: int = 0
) -> str:
    """The whole picture from `top` down, at most so many pixels wide for each of its units."""
    return (
        f'<svg viewBox="0 {top} {width} {height - top}" role="img" aria-label="{escape(alt)}" '
        f'style="max-width: {widest * width:.0f}px">{"".join(parts)}</svg>'
    )
