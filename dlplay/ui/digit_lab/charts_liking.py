"""What a part of the network likes most, as small pictures side by side."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import pictures

MADE, DIGIT = 150, 84  # CSS pixels


class Liked(NamedTuple):
    """A picture (h, w), float in [0, 1] or uint8, what stands below it, and what a screen reader says."""

    image: np.ndarray
    words: str
    alt: str


def liking(made: Liked, digits: Sequence[Liked]) -> str:
    """The picture made for a part, larger, and the test digits that excite it most."""
    parts = "".join(_figure(one, DIGIT) for one in digits)
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:0.7rem 1rem;align-items:flex-start">'
        f"{_figure(made, MADE)}"
        f'<div style="display:flex;flex-wrap:wrap;gap:0.7rem;flex:1 1 20rem">{parts}</div></div>'
    )


def _figure(liked: Liked, width: int) -> str:
    return (
        f'<figure style="margin:0;width:{width}px">{pictures.picture(liked.image, width, liked.alt)}'
        f'<figcaption style="font-size:0.85rem;line-height:1.3">{escape(liked.words)}</figcaption></figure>'
    )
