"""Pictures as PNG and HTML."""

import base64
import io
from html import escape

import numpy as np
from PIL import Image


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
