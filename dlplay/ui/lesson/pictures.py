"""A prediction beside its outcome, drawn: on a line of numbers, or as points in the plane."""

from html import escape

from dlplay.classroom.lesson import Axis, Prediction, Said
from dlplay.numbers import plain
from dlplay.ui import language
from dlplay.ui.charts import BLUE, VERMILION
from dlplay.ui.language import t

WIDTH, MARGIN = 360, 26  # of the drawing, in its own units
LINE_Y, LINE_HEIGHT = 62, 118
SIDE, EDGE = 320, 44  # of the plane, and of the room for its numbers


def line(prediction: Prediction, said: float, right: float) -> str:
    """The slider's range with the prediction below it and the outcome above it."""
    (axis,) = prediction.axes
    parts = []
    if prediction.tolerance:
        low, high = (
            _across(min(max(right + side * prediction.tolerance, axis.low), axis.high), axis)
            for side in (-1, 1)
        )
        parts.append(
            f'<rect x="{low:.1f}" y="{LINE_Y - 7}" width="{high - low:.1f}" height="14" rx="7" '
            f'fill="{BLUE}" opacity="0.25"/>'
        )
    parts.append(
        f'<path d="M{MARGIN} {LINE_Y}H{WIDTH - MARGIN}" stroke="currentColor" stroke-width="2" '
        'opacity="0.5"/>'
    )
    for value, anchor in ((axis.low, "start"), (axis.high, "end")):
        x = _across(value, axis)
        parts.append(_text(x, LINE_Y + 50, plain(value), "currentColor", anchor))
    parts.append(_mark(_across(said, axis), 1, t("lesson.yours_is", value=plain(said)), VERMILION))
    parts.append(_mark(_across(right, axis), -1, t("lesson.shown_is", value=plain(right)), BLUE))
    return _svg(WIDTH, LINE_HEIGHT, told(prediction, said, right), parts)


def plane(prediction: Prediction, said: tuple[float, float], right: tuple[float, float] | None) -> str:
    """The plane with the predicted point and, once it is known, the one that is right."""
    x_axis, y_axis = prediction.axes
    end = SIDE - EDGE

    def place(point: tuple[float, float]) -> tuple[float, float]:
        across = (point[0] - x_axis.low) / (x_axis.high - x_axis.low)
        up = (point[1] - y_axis.low) / (y_axis.high - y_axis.low)
        return EDGE + across * (end - EDGE), end - up * (end - EDGE)

    parts = [
        f'<rect x="{EDGE}" y="{EDGE}" width="{end - EDGE}" height="{end - EDGE}" fill="none" '
        'stroke="currentColor" opacity="0.5"/>'
    ]
    if x_axis.low < 0 < x_axis.high and y_axis.low < 0 < y_axis.high:
        x, y = place((0, 0))
        parts.append(
            f'<path d="M{EDGE} {y:.1f}H{end}M{x:.1f} {EDGE}V{end}" stroke="currentColor" opacity="0.25"/>'
        )
    parts += [
        _text(EDGE, end + 20, plain(x_axis.low), "currentColor", "start"),
        _text(end, end + 20, plain(x_axis.high), "currentColor", "end"),
        _text(SIDE / 2, end + 20, x_axis.name.within(language.current()), "currentColor"),
        _text(EDGE - 6, end, plain(y_axis.low), "currentColor", "end"),
        _text(EDGE - 6, EDGE + 12, plain(y_axis.high), "currentColor", "end"),
        _text(EDGE, EDGE - 10, y_axis.name.within(language.current()), "currentColor", "start"),
    ]
    if right is not None:
        (ax, ay), (bx, by) = place(said), place(right)
        parts.append(
            f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="currentColor" stroke-dasharray="4 4" '
            'opacity="0.6"/>'
        )
        parts.append(f'<circle cx="{bx:.1f}" cy="{by:.1f}" r="9" fill="{BLUE}"/>')
    x, y = place(said)
    parts.append(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{VERMILION}" stroke-width="4"/>'
    )
    return _svg(SIDE, SIDE, told(prediction, said, right), parts)


def told(prediction: Prediction, said: Said, right: Said | None) -> str:
    """The same in words: for who hears the page, and below the picture."""
    yours = t("lesson.yours_is", value=spoken(prediction, said))
    if right is None:
        return yours
    shown = t("lesson.shown_is", value=spoken(prediction, right))
    return f"{yours}{t('frame.alt_between')}{shown}"


def spoken(prediction: Prediction, said: Said) -> str:
    """A number or a point as people write it."""
    if isinstance(said, tuple):
        return f"({', '.join(map(plain, said))})"
    if isinstance(said, str):
        return said
    unit = prediction.axes[0].unit.within(language.current())
    return f"{plain(said)} {unit}".rstrip()


def _across(value: float, axis: Axis) -> float:
    return MARGIN + (value - axis.low) / (axis.high - axis.low) * (WIDTH - 2 * MARGIN)


def _mark(x: float, side: int, words: str, colour: str) -> str:
    """A flag on the line, below it (1) or above it (-1), its words within the drawing."""
    anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
    y = LINE_Y + (26 if side > 0 else -16)
    return (
        f'<path d="M{x:.1f} {LINE_Y}l-7 {side * 12}h14z" fill="{colour}"/>'
        f'<circle cx="{x:.1f}" cy="{LINE_Y}" r="4" fill="{colour}"/>' + _text(x, y + 4, words, colour, anchor)
    )


def _text(x: float, y: float, words: str, colour: str, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="15" text-anchor="{anchor}" '
        f'style="fill:{colour}">{escape(words)}</text>'
    )


def _svg(width: int, height: int, alt: str, parts: list[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(alt)}" '
        f'style="max-width: {1.4 * width:.0f}px">{"".join(parts)}</svg>'
    )
