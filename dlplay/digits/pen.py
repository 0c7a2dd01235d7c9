"""Pen strokes as the page's canvas draws them: round caps, round joins, anti-aliased, white on black.

Rendering them here lets the page read a drawing without its pixels and take back a stroke without asking the
browser, and lets the training draw its own digits with the very pen that a visitor holds.
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

SUPERSAMPLING = 4  # 16 grey levels along an edge, within half a grey level (mean) of the exact coverage
MAX_COORDINATE = 1e5


def render(
    strokes: Sequence[np.ndarray], pen_width: float | Sequence[float] | np.ndarray, size: int = 280
) -> np.ndarray:
    """Draw `strokes` with a round pen, as white ink (255) on black (0).

    Args:
        strokes: arrays of shape (n, 2), n >= 1: points (x, y) in canvas pixels, x to the right, y down.
            A stroke of one point is a dot.
        pen_width: in pixels, one for all strokes or one a stroke.
        size: edge of the square canvas in pixels.

    Returns:
        uint8 of shape (size, size).

    Raises:
        ValueError: for a stroke of another shape or with NaN or infinite points, a pen width that is not
            positive, a size below 1, or another number of pen widths than of strokes.
    """
    widths = list(pen_width) if isinstance(pen_width, Sequence | np.ndarray) else [pen_width] * len(strokes)
    if len(widths) != len(strokes):
        raise ValueError(f"pen_width must be one number or one a stroke ({len(strokes)}), got {len(widths)}")
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    checked = [_checked(*one) for one in zip(strokes, widths, strict=True)]
    picture = np.zeros((size, size), np.uint8)
    left, top, right, bottom = _box(checked, widths, size)
    if left < right and top < bottom:
        fine = Image.new("L", ((right - left) * SUPERSAMPLING, (bottom - top) * SUPERSAMPLING))
        draw = ImageDraw.Draw(fine)
        for points, width in zip(checked, widths, strict=True):
            _draw_stroke(draw, points - (left, top), width)
        picture[top:bottom, left:right] = np.asarray(fine.reduce(SUPERSAMPLING))
    return picture


def _box(strokes: list[np.ndarray], widths: list[float], size: int) -> tuple[int, int, int, int]:
    """The pixels on which there is ink: left, top, and the first ones outside, right and bottom."""
    if not strokes:
        return 0, 0, 0, 0
    low = np.min([points.min(axis=0) - width / 2 for points, width in zip(strokes, widths, strict=True)], 0)
    high = np.max([points.max(axis=0) + width / 2 for points, width in zip(strokes, widths, strict=True)], 0)
    first, last = np.floor(low - 1).clip(0, size), np.ceil(high + 1).clip(0, size)
    return int(first[0]), int(first[1]), int(last[0]), int(last[1])


def _checked(stroke: np.ndarray, width: float) -> np.ndarray:
    points = np.asarray(stroke, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise ValueError(f"a stroke must have shape (n, 2) with n >= 1, got {points.shape}")
    if not np.isfinite(points).all():
        raise ValueError("a stroke must have finite points, got NaN or infinity")
    if not 0 < width < np.inf:
        raise ValueError(f"pen_width must be positive and finite, got {width}")
    return points.clip(-MAX_COORDINATE, MAX_COORDINATE)


def _draw_stroke(draw: ImageDraw.ImageDraw, points: np.ndarray, width: float) -> None:
    fine, radius = points * SUPERSAMPLING, width * SUPERSAMPLING / 2
    draw.line(fine.ravel().tolist(), fill=255, width=max(1, round(2 * radius)))
    # A disc at every point makes joins and caps alike, and faster than Pillow's own round joints.
    # Pillow's boxes include their last pixel and are cut to whole numbers, on average half a pixel in all.
    for box in np.hstack([fine - radius, np.maximum(fine + radius - 0.5, fine - radius)]).tolist():
        draw.ellipse(box, fill=255)
