"""A prediction beside its outcome, drawn: on a line of numbers, or as points in the plane."""

from dlplay.classroom.lesson import Axis, Prediction, Said
from dlplay.numbers import plain
from dlplay.ui import language
from dlplay.ui.charts import BLUE, VERMILION
from dlplay.ui.language import t
from dlplay.ui.scales import SIDE, Plane, drawing, ring, scale_of, words

WIDTH, MARGIN = 360, 26  # of the drawing, in its own units
LINE_Y, LINE_HEIGHT = 62, 118


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
        parts.append(words(x, LINE_Y + 50, plain(value), anchor=anchor))
    parts.append(_mark(_across(said, axis), 1, t("lesson.yours_is", value=plain(said)), VERMILION))
    parts.append(_mark(_across(right, axis), -1, t("lesson.shown_is", value=plain(right)), BLUE))
    return drawing(WIDTH, LINE_HEIGHT, told(prediction, said, right), parts)


def plane(prediction: Prediction, said: tuple[float, float], right: tuple[float, float] | None) -> str:
    """The plane with the predicted point and, once it is known, the one that is right."""
    on = Plane(*scale_of(prediction).axes)
    parts = on.frame()
    if right is not None:
        (ax, ay), (bx, by) = on.place(said), on.place(right)
        parts.append(
            f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="currentColor" stroke-dasharray="4 4" '
            'opacity="0.6"/>'
        )
        parts.append(f'<circle cx="{bx:.1f}" cy="{by:.1f}" r="9" fill="{BLUE}"/>')
    parts.append(ring(on.place(said), VERMILION))
    return drawing(SIDE, SIDE, told(prediction, said, right), parts)


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


def _mark(x: float, side: int, text: str, colour: str) -> str:
    """A flag on the line, below it (1) or above it (-1), its words within the drawing."""
    anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
    y = LINE_Y + (26 if side > 0 else -16)
    return (
        f'<path d="M{x:.1f} {LINE_Y}l-7 {side * 12}h14z" fill="{colour}"/>'
        f'<circle cx="{x:.1f}" cy="{LINE_Y}" r="4" fill="{colour}"/>' + words(x, y + 4, text, colour, anchor)
    )
