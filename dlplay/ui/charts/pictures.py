"""Pictures, bars and large answers as HTML."""

import base64
import io
from html import escape

import numpy as np
from PIL import Image

from dlplay.numbers import percent
from dlplay.ui.charts import ANSWER, RUNNER_UP, TRACK, TRUTH


def picture(image: np.ndarray, width: int, alt: str) -> str:
    """A grey picture as HTML, every pixel a sharp square, on a black square.

    Args:
        image: (h, w) float in [0, 1], or uint8 (h, w), (h, w, 3), (h, w, 4).
        width: on the screen, in CSS pixels.
        alt: what a screen reader says.
    """
    source = base64.b64encode(png(image)).decode()
    style = (
        f"width:{width}px;max-width:100%;aspect-ratio:1;object-fit:contain;background:#000;"
        "image-rendering:pixelated;border-radius:6px"
    )
    return f'<img src="data:image/png;base64,{source}" alt="{escape(alt)}" style="{style}">'


def png(image: np.ndarray) -> bytes:
    """A picture as PNG: (h, w) float in [0, 1], or uint8 (h, w), (h, w, 3), (h, w, 4)."""
    if image.dtype.kind == "f":
        image = np.rint(image.clip(0, 1) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def probability_bars(probabilities: np.ndarray, language: str, truth: int | None = None) -> str:
    """Ten labelled bars as HTML; the answer, the runner-up and the told truth stand out.

    Args:
        probabilities: (10,), summing to one.
        language: decides how percentages are written.
        truth: the right digit, if it was told.
    """
    answer, runner_up = np.argsort(probabilities)[::-1][:2]
    rows = []
    for digit, probability in enumerate(probabilities):
        colour = ANSWER if digit == answer else RUNNER_UP if digit == runner_up else "currentColor"
        mark = f"outline:2px solid {TRUTH};outline-offset:1px;" if digit == truth else ""
        row = "display:flex;align-items:center;gap:.6rem;" + ("font-weight:700" if digit == answer else "")
        track = f"flex:1;height:1.15rem;border-radius:4px;background:{TRACK};{mark}"
        bar = f"display:block;height:100%;width:{100 * probability:.2f}%;min-width:1px;border-radius:4px"
        number = "width:7ch;text-align:right;font-variant-numeric:tabular-nums"
        rows.append(
            f'<div role="listitem" style="{row}"><span style="width:1ch">{digit}</span>'
            f'<span style="{track}"><span style="{bar};background:{colour}"></span></span>'
            f'<span style="{number}">{escape(percent(probability, language))}</span></div>'
        )
    return f'<div role="list" style="display:grid;gap:.3rem;font-size:1.05rem">{"".join(rows)}</div>'


def answer(sign: str, headline: str, detail: str, sure: bool) -> str:
    """The answer in large type with a line or two beside it; pale where the network is not sure."""
    ink = ANSWER if sure else "color-mix(in srgb, currentColor 45%, transparent)"
    large = f"font-size:6.5rem;line-height:1;font-weight:700;min-width:1ch;color:{ink}"
    head = "display:block;font-size:1.5rem;font-weight:600;line-height:1.25"
    return (
        '<div style="display:flex;align-items:center;gap:1.25rem;min-height:7rem">'
        f'<span data-testid="answer" style="{large}">{escape(sign)}</span>'
        f'<span><span style="{head}">{escape(headline)}</span>'
        f'<span style="display:block;opacity:.8;margin-top:.25rem">{escape(detail)}</span></span></div>'
    )
