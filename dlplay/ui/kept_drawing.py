"""The drawing that a pad keeps in the session: what other pages may look at, without the canvas itself."""

import numpy as np
import streamlit as st

from dlplay.digits import canvas, pen

SIZE = 280  # side of the canvas, in pixels


def kept_drawing(page: str) -> np.ndarray | None:
    """What a visitor left on the pad of a page, uint8 (280, 280); None where there is nothing."""
    return rendered(st.session_state.get(f"{page}:pad", {}).get("objects", []))


def rendered(objects: list[dict]) -> np.ndarray | None:
    """The canvas's objects as black ink on white paper, uint8 (280, 280); None without strokes."""
    strokes, widths = canvas.strokes(objects)
    return 255 - pen.render(strokes, widths, SIZE) if strokes else None
