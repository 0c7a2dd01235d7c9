"""Pictures made of characters, as HTML: coloured text, bars for the next character, the needle of a draw.

Whatever people wrote is escaped here: it is text, never markup.
"""

from collections.abc import Sequence
from html import escape

import numpy as np

from dlplay.numbers import percent
from dlplay.ui.charts import ANSWER, BLUE, ORANGE, RUNNER_UP, TRACK, VERMILION
from dlplay.ui.legible import GROUND, legible

DEEPEST = 80  # percent of vermilion: of it more than of the lighter colours may stand beneath words
WIDTH_OF_A_LABEL, NARROWEST = 2.5, 0.1  # percent of the needle's bar
STRIPES = (  # for pieces that are too narrow to be drawn one by one
    f"background:repeating-linear-gradient(90deg,color-mix(in srgb,{BLUE} 60%,transparent) 0 2px,"
    f"color-mix(in srgb,{BLUE} 35%,transparent) 2px 4px)"
)
VISIBLE = {"\n": "⏎", " ": "␣"}
PAPER = (
    "white-space:pre-wrap;overflow-wrap:anywhere;font-family:var(--st-code-font,monospace);"
    "font-size:1.05rem;line-height:1.55"
)


def visible(character: str) -> str:
    """A character as a label: blanks get a sign of their own."""
    return VISIBLE.get(character, character)


def page(prompt: str, written: str) -> str:
    """A prompt in pale ink, and what was written after it."""
    return (
        f'<div data-testid="page" style="{PAPER}"><span style="opacity:.7">{escape(prompt)}</span>'
        f'<span data-testid="written">{escape(written)}</span></div>'
    )


def coloured(text: str, colours: Sequence[str], titles: Sequence[str]) -> str:
    """Every character on its own colour, with a text that shows when the pointer rests on it."""
    marks = "".join(
        f'<span style="background:{colour}" title="{escape(title)}">{_broken(character)}</span>'
        for character, colour, title in zip(text, colours, titles, strict=True)
    )
    return f'<div data-testid="page" style="{PAPER}">{marks}</div>'


def surprise_colours(probabilities: np.ndarray) -> list[str]:
    """Clear where a character was expected, deep vermilion where it was not: ln p from 0 to -7 nats."""
    depth = (-np.log(np.maximum(probabilities, 1e-12)) / 7).clip(0, 1)
    return [f"color-mix(in srgb, {VERMILION} {DEEPEST * value:.0f}%, transparent)" for value in depth]


def activation_colours(activations: np.ndarray) -> list[str]:
    """Blue for activations towards -1, orange for those towards +1, clear at 0."""
    return [
        f"color-mix(in srgb, {ORANGE if value > 0 else BLUE} {GROUND * min(abs(value), 1):.0f}%, transparent)"
        for value in activations.tolist()
    ]


def next_bars(
    characters: Sequence[str], before: np.ndarray, after: np.ndarray, chosen: str, language: str
) -> str:
    """For each character two bars, its probability as the network said it and after temperature."""
    rows = []
    for character, first, second in zip(characters, before, after, strict=True):
        strong = "font-weight:700" if character == chosen else ""
        bars = "".join(
            f'<span style="display:block;height:.5rem;background:{TRACK}">'
            f'<span style="display:block;height:100%;width:{100 * value:.2f}%;background:{colour}"></span>'
            "</span>"
            for value, colour in ((first, RUNNER_UP), (second, ANSWER))
        )
        rows.append(
            f'<div style="display:flex;gap:.6rem;align-items:center;{strong}">'
            f'<code style="width:2ch;text-align:center">{escape(visible(character))}</code>'
            f'<span style="flex:1;display:grid;gap:2px">{bars}</span>'
            f'<span style="flex:0 0 8rem;text-align:right;font-size:.9rem">'
            f"{escape(percent(first, language))} → {escape(percent(second, language))}</span></div>"
        )
    return f'<div style="display:grid;gap:.35rem">{"".join(rows)}</div>'


def needle(characters: Sequence[str], cumulative: np.ndarray, draw: float) -> str:
    """[0, 1] divided among the characters, the most probable first, and where the draw fell."""
    pieces, start = [], 0.0
    for number, (character, end) in enumerate(zip(characters, cumulative.tolist(), strict=True)):
        width = 100 * (end - start)
        if width < NARROWEST:  # and so are all that follow
            break
        label = escape(visible(character)) if width > WIDTH_OF_A_LABEL else ""
        shade = f"color-mix(in srgb, {BLUE} {60 if number % 2 else 35}%, transparent)"
        style = f"width:{width:.3f}%;background:{shade};text-align:center;overflow:hidden"
        letter = f"<span>{label}</span>" if label else ""
        pieces.append(f'<span class="piece" style="{style}">{letter}</span>')
        start = end
    if start < 1:
        pieces.append(f'<span style="width:{100 - 100 * start:.3f}%;{STRIPES}"></span>')
    here = f"position:absolute;left:{100 * draw:.2f}%"
    bar = "display:flex;height:2rem;line-height:2rem;border-radius:4px;overflow:hidden"
    return (
        '<div data-testid="needle" style="position:relative;padding-top:1.1rem">'
        f'<span style="{here};top:0;transform:translateX(-50%);color:{legible(VERMILION)}">▼</span>'
        f'<div style="{bar}">{"".join(pieces)}</div>'
        f'<span style="{here};top:1.1rem;height:2rem;width:2px;background:{VERMILION}"></span></div>'
    )


def _broken(character: str) -> str:
    # a line end has no width of its own to be coloured
    return "⏎\n" if character == "\n" else escape(character)
