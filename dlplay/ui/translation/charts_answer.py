"""A question and its answer, side by side, as HTML."""

from html import escape

from dlplay.ui.charts import GREEN, GREY, VERMILION
from dlplay.ui.legible import legible

LOOKS = {True: ("✓", GREEN), False: ("✗", VERMILION), None: ("?", GREY)}


def answer(asked: str, written: str, right: bool | None, told: str) -> str:
    """What was asked -> what was written, and what the rules say of it.

    Args:
        right: None where no rule tells.
        told: the same in words.
    """
    sign, colour = LOOKS[right]
    return (
        '<div data-testid="translated" style="overflow-wrap:anywhere;line-height:1.35">'
        f'<span style="font-size:1.15rem;opacity:.75">{escape(asked)} → </span>'
        f'<b style="font-size:1.4rem">{escape(written) or "–"}</b> '
        f'<span style="color:{legible(colour)};font-weight:700">{sign} {escape(told)}</span></div>'
    )
