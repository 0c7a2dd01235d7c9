"""Pen strokes as the page's canvas draws them: round caps, round joins, anti-aliased, white on black.

The canvas hands out its drawing as fabric.js JSON (https://fabricjs.com/docs/), in which a stroke of the free
pen is an SVG path of quadratic curves.  Rendering it here lets the page take back a stroke without asking the
browser, and lets the training draw its own digits with the very pen that a visitor holds.

Left out: colours, fills, gradients, skewed objects, and every tool but the free pen.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image, ImageDraw

SUPERSAMPLING = 4  # 16 grey levels along an edge, within half a grey level (mean) of the exact coverage
CURVE_POINTS = 4  # points a quadratic curve: the browser sends a curve about every 5 pixels
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
    fine = Image.new("L", (size * SUPERSAMPLING, size * SUPERSAMPLING))
    draw = ImageDraw.Draw(fine)
    for stroke, width in zip(strokes, widths, strict=True):
        _draw_stroke(draw, _checked(stroke), width)
    return np.array(fine.reduce(SUPERSAMPLING))


def _checked(stroke: np.ndarray) -> np.ndarray:
    points = np.asarray(stroke, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise ValueError(f"a stroke must have shape (n, 2) with n >= 1, got {points.shape}")
    if not np.isfinite(points).all():
        raise ValueError("a stroke must have finite points, got NaN or infinity")
    return points.clip(-MAX_COORDINATE, MAX_COORDINATE)


def _draw_stroke(draw: ImageDraw.ImageDraw, points: np.ndarray, width: float) -> None:
    if not 0 < width < np.inf:
        raise ValueError(f"pen_width must be positive and finite, got {width}")
    fine, radius = points * SUPERSAMPLING, width * SUPERSAMPLING / 2
    draw.line(fine.ravel().tolist(), fill=255, width=max(1, round(2 * radius)))
    # A disc at every point makes joins and caps alike, and faster than Pillow's own round joints.
    # Pillow's boxes include their last pixel and are cut to whole numbers, on average half a pixel in all.
    for box in np.hstack([fine - radius, np.maximum(fine + radius - 0.5, fine - radius)]).tolist():
        draw.ellipse(box, fill=255)


def strokes_from_canvas(json_data: dict | None) -> list[np.ndarray]:
    """The strokes in a drawing of `streamlit-drawable-canvas`, oldest first, in canvas pixels.

    Args:
        json_data: the component's `json_data` (fabric.js 7): `objects` of type `Path` with `path`
            [["M", x, y], ["Q", x1, y1, x, y], ["L", x, y], ...], placed by `left`, `top`, `originX`,
            `originY`, `scaleX`, `scaleY`, `flipX`, `flipY`, `angle`.  Other objects and broken paths are
            left out.

    Returns:
        float64 arrays of shape (n, 2) for `render`.
    """
    return [points for points, _ in _strokes(json_data)]


def pen_widths_from_canvas(json_data: dict | None) -> list[float]:
    """The pen width of each stroke that `strokes_from_canvas` returns, in canvas pixels."""
    return [width for _, width in _strokes(json_data)]


def _strokes(json_data: dict | None) -> Iterable[tuple[np.ndarray, float]]:
    objects = json_data.get("objects", []) if isinstance(json_data, dict) else []
    for item in objects:
        # The drawing comes from the browser: a path that is no path must not take the others with it.
        try:
            if item["type"].lower() != "path":
                continue
            points, width = _placed(_flatten(item["path"]), item)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            continue
        if np.isfinite(points).all() and 0 < width < MAX_COORDINATE:
            yield points, width


def _flatten(path: list) -> np.ndarray:
    """SVG path commands -> points (n, 2).  B(t) = (1 - t)² p0 + 2 t (1 - t) p1 + t² p2."""
    t = (np.arange(1, CURVE_POINTS + 1) / CURVE_POINTS)[:, None]
    pieces: list[np.ndarray] = []
    for command, *numbers in path:
        corners = np.array(numbers, dtype=np.float64).reshape(-1, 2)
        if command == "Q":
            start, control, end = pieces[-1][-1], *corners
            pieces.append((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)
        elif command in ("M", "L"):
            pieces.append(corners)
        else:
            raise ValueError(f"path command must be M, L or Q, got {command!r}")
    points = np.concatenate(pieces)
    return points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]


def _placed(points: np.ndarray, item: dict) -> tuple[np.ndarray, float]:
    """Move a path to where the canvas shows it, should it have been dragged, scaled or turned there.

    fabric.js draws p at centre + R(angle) · diag(scale) · (p - pathOffset), with pathOffset the middle of the
    path's box; `left` and `top` tell the centre, or a side of the box and its outline (`originX`, `originY`).
    """
    scale = np.array([item.get("scaleX", 1), item.get("scaleY", 1)], dtype=np.float64)
    flip = np.array([-1 if item.get("flipX") else 1, -1 if item.get("flipY") else 1])
    angle = np.radians(item.get("angle", 0))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    low, high = points.min(axis=0), points.max(axis=0)
    offset, width = (low + high) / 2, float(item["strokeWidth"])
    sides = {"left": 0.5, "top": 0.5, "center": 0.0, "right": -0.5, "bottom": -0.5}
    side = np.array([sides[item.get("originX", "left")], sides[item.get("originY", "top")]])
    centre = np.array([item["left"], item["top"]]) + turn @ (side * (high - low + width) * scale)
    return centre + ((points - offset) * scale * flip) @ turn.T, width * float(scale.mean())
