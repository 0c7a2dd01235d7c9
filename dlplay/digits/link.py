"""A drawing as a short word for the address bar: the strokes, thinned and packed into bytes.

A stroke is a byte for the pen width, one for the number of points, then a byte each for x and y on a grid of
256 x 256 over the canvas (about one pixel); the bytes stand in base64 for URLs. Left out: colours, timing.
"""

import base64
import binascii

import numpy as np

GRID = 255
LONGEST = 1500  # characters: what fits into every browser's and chat program's links
LONGEST_KEPT = 120_000  # of a drawing that a browser keeps: all that the canvas takes
TOLERANCES = (1.0, 2.0, 4.0, 8.0)  # pixels that a thinned stroke may lie beside the drawn one


def encode(
    strokes: list[np.ndarray], pen_widths: list[float], size: int = 280, longest: int = LONGEST
) -> str:
    """The drawing as text of at most `longest` characters; "" for no strokes, or too many to fit.

    Args:
        strokes: arrays of shape (n, 2), points (x, y) in canvas pixels.
        pen_widths: in pixels, one a stroke, 1 to 255.
        size: edge of the square canvas in pixels; of another, the longer one.
    """
    for tolerance in TOLERANCES:
        packed = b"".join(
            _pack(thin(stroke, tolerance), width, size)
            for stroke, width in zip(strokes, pen_widths, strict=True)
        )
        word = base64.urlsafe_b64encode(packed).decode().rstrip("=")
        if len(word) <= longest:
            return word
    return ""


def decode(word: str, size: int = 280, longest: int = LONGEST) -> tuple[list[np.ndarray], list[float]]:
    """The strokes and pen widths that `encode` packed, to within a grid step and its tolerance.

    Raises:
        ValueError: for a word that is too long or that `encode` cannot have made.
    """
    if len(word) > longest:
        raise ValueError(f"word must have at most {longest} characters, got {len(word)}")
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise ValueError(f"word is not base64 for URLs: {word[:20]!r}") from problem
    strokes, widths, at = [], [], 0
    while at < len(packed):
        width, count = packed[at], packed[at + 1] if at + 1 < len(packed) else 0
        points = np.frombuffer(packed[at + 2 : at + 2 + 2 * count], np.uint8)
        if not width or not count or len(points) != 2 * count:
            raise ValueError(f"word breaks off at byte {at}")
        strokes.append(points.reshape(-1, 2) * (size / GRID))
        widths.append(float(width))
        at += 2 + 2 * count
    return strokes, widths


def thin(stroke: np.ndarray, tolerance: float) -> np.ndarray:
    """The fewest points whose polyline stays within `tolerance` of the stroke.

    Ramer (1972), Douglas and Peucker (1973): keep the point farthest from the chord, and do the same on
    either side of it, until all that is left out lies close enough.
    """
    keep = np.zeros(len(stroke), bool)
    keep[[0, -1]] = True
    pending = [(0, len(stroke) - 1)]
    while pending:
        first, last = pending.pop()
        if last - first < 2:
            continue
        distance = _distance_to_chord(stroke[first + 1 : last], stroke[first], stroke[last])
        farthest = int(distance.argmax())
        if distance[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            pending += [(first, middle), (middle, last)]
    return stroke[keep]


def _distance_to_chord(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    chord = end - start
    length = chord @ chord
    along = ((points - start) @ chord / length).clip(0, 1) if length else np.zeros(len(points))
    return np.hypot(*(points - start - along[:, None] * chord).T)


def _pack(points: np.ndarray, pen_width: float, size: int) -> bytes:
    grid = np.rint(points * (GRID / size)).clip(0, GRID).astype(np.uint8)
    # A stroke of more points than a byte can count goes on in the next one, from the same point.
    pieces = [grid[at : at + 255] for at in range(0, max(len(grid) - 1, 1), 254)]
    width = int(np.clip(round(pen_width), 1, 255))
    return b"".join(bytes([width, len(piece)]) + piece.tobytes() for piece in pieces)
