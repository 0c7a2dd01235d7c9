"""The drawing and the photo that the digit page keeps: what other pages may look at without the canvas."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.digits import canvas, link, pen

SIZE = 280  # side of the canvas, in pixels
WIDE = 560, 280  # width and height of one for several digits


@dataclass(frozen=True)
class Strokes:
    """The kind of setting that carries a drawing in the address bar, as `dlplay.digits.link` packs it."""

    def read(self, text: str) -> str:
        link.decode(text)
        return text

    def write(self, value: str) -> str:
        return value


class Photo(NamedTuple):
    """What an uploaded file holds, kept so that no move unpacks it again: the picture, and its writing."""

    file_id: str
    picture: np.ndarray
    writing: np.ndarray


def kept_drawing(page: str, size: tuple[int, int] = (SIZE, SIZE)) -> np.ndarray | None:
    """What a visitor left on the pad of a page, as `rendered`; None where there is nothing."""
    return rendered(st.session_state.get(f"{page}:pad", {}).get("objects", []), size)


def linked(word: str, size: tuple[int, int] = (SIZE, SIZE)) -> np.ndarray | None:
    """The drawing in an address, uint8 (height, width) of a canvas of that size; None for an empty word."""
    if not word:
        return None
    width, height = size
    return 255 - pen.render(*link.decode(word, max(size)), max(size))[:height, :width]


def kept_word(page: str) -> str:
    """The same as a link carries it; empty where there is nothing, or more than a link holds."""
    return st.session_state.get(f"{page}:pad", {}).get("word", "")


def kept_photo(page: str) -> Photo | None:
    """The photo that a visitor brought to a page, if any."""
    return st.session_state.get(photo_key(page))


def photo_key(page: str) -> str:
    """Where the session holds it."""
    return f"{page}:photo"


def rendered(objects: list[dict], size: tuple[int, int] = (SIZE, SIZE)) -> np.ndarray | None:
    """The canvas's objects as black ink on white paper, uint8 (height, width); None without strokes."""
    strokes, widths = canvas.strokes(objects)
    width, height = size
    return 255 - pen.render(strokes, widths, max(size))[:height, :width] if strokes else None
