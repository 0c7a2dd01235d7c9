"""The data lab and the network that learns from it, as HTML: digits class by class, layer by layer."""

import base64
import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from dlplay.ui.charts import BLUE, GREEN, ORANGE, TRACK, VERMILION
from dlplay.ui.charts.pictures import png

FRAME = 2  # pixels around each digit of a strip
FRAMED, CLEAR = 16, 17  # after sixteen greys from black to white
RED = bytes.fromhex(VERMILION[1:])
PALETTE = np.array([*((17 * i, 17 * i, 17 * i, 255) for i in range(16)), (*RED, 255), (0, 0, 0, 0)], np.uint8)
GRID = "display:grid;grid-template-columns:repeat(auto-fit,minmax(82px,1fr));gap:.5rem"
LAYER_COLOURS = {"conv": GREEN, "dense": BLUE, "output": ORANGE}


def class_row(label: int, count: int, most: int, pictures: np.ndarray, wrong: np.ndarray, alt: str) -> str:
    """One class: its digit, its number of examples as a bar, and some of them, wrong labels framed.

    Args:
        most: the number that fills the bar; its scale is logarithmic.
        pictures: uint8 (n, 28, 28).
        wrong: (n,) whether the label is a wrong one.
    """
    share = math.log10(count) / math.log10(most) if count else 0
    bar = f'<span style="display:block;height:100%;width:{100 * share:.1f}%;background:{BLUE}"></span>'
    track = f"width:clamp(40px,12%,110px);height:.7rem;border-radius:4px;overflow:hidden;background:{TRACK}"
    number = "width:5.2ch;text-align:right;font-variant-numeric:tabular-nums"
    strip = "flex:1;min-width:0;height:34px;object-fit:none;object-position:left;image-rendering:pixelated"
    source = base64.b64encode(_strip(pictures, wrong)).decode() if len(pictures) else ""
    image = (
        f'<img src="data:image/png;base64,{source}" alt="{escape(alt)}" style="{strip}">' if source else ""
    )
    return (
        f'<div style="display:flex;align-items:center;gap:.6rem;height:36px;opacity:{1 if count else 0.45}">'
        f'<b style="width:1ch;font-size:1.1rem">{label}</b>'
        f'<span style="{number}">{count:,}</span><span style="{track}">{bar}</span>{image}</div>'
    )


def caption(words: str) -> str:
    """What stands below the classes."""
    return f'<div style="font-size:.875rem;opacity:.7;margin-top:.5rem">{escape(words)}</div>'


def _strip(pictures: np.ndarray, wrong: np.ndarray) -> bytes:
    """PNG of (n, 28, 28) pictures beside each other, those with a wrong label framed in vermilion.

    Sixteen greys are enough at this size.
    """
    side = pictures.shape[1] + 2 * FRAME
    tiles = np.full((len(pictures), side, side + FRAME), CLEAR, np.uint8)
    tiles[:, :, :side] = np.where(wrong, FRAMED, 0)[:, None, None]
    inside = slice(FRAME, side - FRAME)
    tiles[:, inside, inside] = np.rint(pictures / 17)
    return png(tiles.transpose(1, 0, 2).reshape(side, -1), PALETTE, level=9)


class Layer(NamedTuple):
    """A layer: its key in `LAYER_COLOURS` if it learns, words, parameters, and the sum that counts them."""

    key: str
    name: str
    shape: str
    parameters: int
    sum: str


def layers(shown: Sequence[Layer], total: str) -> str:
    """The layers from the picture to the answer with their parameters, and a bar of who has how many."""
    cards = []
    for layer in shown:
        colour = LAYER_COLOURS.get(layer.key, "color-mix(in srgb, currentColor 30%, transparent)")
        style = f"padding:.45rem .55rem;border-radius:4px;border-top:5px solid {colour}"
        count = f"<b>{layer.parameters:,}</b>" if layer.parameters else "–"
        cards.append(
            f'<div style="{style};background:{TRACK}"><div style="font-weight:600">{escape(layer.name)}</div>'
            f'<div style="font-size:.9rem;opacity:.8">{escape(layer.shape)}</div>'
            f'<div style="margin-top:.35rem">{count}</div>'
            f'<div style="font-size:.8rem;opacity:.75">{escape(layer.sum)}</div></div>'
        )
    shares = "".join(
        f'<span style="flex:{layer.parameters};min-width:2px;background:{LAYER_COLOURS[layer.key]}"></span>'
        for layer in shown
        if layer.parameters
    )
    bar = f'<div style="display:flex;gap:1px;height:1rem;border-radius:4px;overflow:hidden">{shares}</div>'
    return (
        f'<div style="{GRID};margin-bottom:.9rem">{"".join(cards)}</div>'
        f'<div style="font-size:1.15rem;margin-bottom:.3rem">{escape(total)}</div>{bar}'
    )
