"""What the page's canvas hands out: its strokes, and a picture of them if one was asked for.

The strokes come as fabric.js JSON (https://fabricjs.com/docs/), where one of the free pen is an SVG path of
quadratic curves.

All of it comes from a browser, which may send anything: nothing is read before its size is bounded.

Left out: colours, fills, gradients, skewed objects, and every tool but the free pen.
"""

import base64
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from dlplay.digits import photo
from dlplay.digits.pen import MAX_COORDINATE

APART, MOST_OF_A_CURVE = 4, 4  # pixels between two points of a curve, and how many it gets at most
MOST_STROKES, MOST_POINTS = 300, 10_000
MOST_SIDE = 2240  # of a picture, in pixels: the widest canvas on a screen of four times as many
LONGEST = 2_000_000  # characters of it
PICTURE = "data:image/png;base64,"


def objects(json_data: Any) -> list[dict]:
    """What stands in a drawing of `streamlit-drawable-canvas`, oldest first.

    Args:
        json_data: the component's `json_data`, a dictionary with a list of `objects`.

    Raises:
        ValueError: for anything else, for more than `MOST_STROKES` objects, and for more than `MOST_POINTS`
            commands in their paths.
    """
    found = json_data.get("objects") if isinstance(json_data, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError("a drawing must be a dictionary with a list of objects")
    if len(found) > MOST_STROKES:
        raise ValueError(f"a drawing must have at most {MOST_STROKES} strokes, got {len(found)}")
    paths = (one.get("path") for one in found)
    points = sum(len(path) for path in paths if isinstance(path, list))
    if points > MOST_POINTS:
        raise ValueError(f"a drawing must have at most {MOST_POINTS} points, got {points}")
    return found


def strokes(objects: list[dict]) -> tuple[list[np.ndarray], list[float]]:
    """The strokes among the objects of a canvas, oldest first, and the pen width of each.

    Args:
        objects: of fabric.js 7; a stroke has the `type` Path and the `path` [["M", x, y],
            ["Q", x1, y1, x, y], ["L", x, y], ...], placed by `left`, `top`, `originX`, `originY`, `scaleX`,
            `scaleY`, `flipX`, `flipY`, `angle`.  Others, and paths that are none, are left out.

    Returns:
        Points (x, y) in canvas pixels, float64 (n, 2) each, and widths in canvas pixels, for `pen.render`.
    """
    found = list(_strokes(objects))
    return [points for points, _ in found], [width for _, width in found]


def picture(url: str) -> np.ndarray:
    """The picture that a canvas may send with its strokes, a PNG as a data URL.

    Returns:
        uint8 (H, W, 3), or (H, W, 4) where parts are transparent.

    Raises:
        ValueError: for another text, or a picture of more than `MOST_SIDE` pixels a side.
    """
    if not isinstance(url, str) or not url.startswith(PICTURE):
        raise ValueError(f"a picture must begin with {PICTURE}")
    if len(url) > LONGEST:
        raise ValueError(f"a picture must have at most {LONGEST} characters, got {len(url)}")
    data = base64.b64decode(url[len(PICTURE) :])
    if len(data) < 24 or max(struct.unpack_from(">II", data, 16)) > MOST_SIDE:  # width and height come first
        raise ValueError(f"a picture must have at most {MOST_SIDE} pixels a side")
    return photo.decode(data)


def _strokes(objects: list[dict]) -> Iterator[tuple[np.ndarray, float]]:
    for item in objects:
        # A path that is no path must not take the others with it.
        try:
            if item["type"].lower() != "path" or not isinstance(item["path"], list):
                continue
            with np.errstate(all="ignore"):
                points, width = _placed(_flatten(item["path"]), item)
        except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            continue
        if np.abs(points).max() < MAX_COORDINATE and 0 < width < MAX_COORDINATE:  # neither holds for NaN
            yield points, width


def _flatten(path: list[list]) -> np.ndarray:
    """SVG path commands -> points (n, 2).  B(t) = (1 - t)² p0 + 2 t (1 - t) p1 + t² p2."""
    if path[0][0] == "Q" or not {one[0] for one in path} <= {"M", "L", "Q"}:
        raise ValueError("a path must begin with M and go on with L and Q")
    # a straight line is a curve whose control point is its end
    corners = [one[1:] if one[0] == "Q" else one[1:] * 2 for one in path]
    controls, ends = np.array(corners, dtype=np.float64).reshape(-1, 2, 2).swapaxes(0, 1)
    starts, controls, last = ends[:-1, None], controls[1:, None], ends[1:, None]
    longest = np.hypot(*np.diff(ends, axis=0).T).max(initial=0.0)
    count = int(np.clip(np.ceil(longest / APART), 1, MOST_OF_A_CURVE)) if np.isfinite(longest) else 1
    t = (np.arange(1, count + 1) / count)[:, None]
    curves = (1 - t) ** 2 * starts + 2 * t * (1 - t) * controls + t**2 * last  # (curves, points of each, 2)
    points = np.concatenate([ends[:1], curves.reshape(-1, 2)])
    return points[np.r_[True, (points[1:] != points[:-1]).any(axis=1)]]


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
