"""How thick the strokes of a digit are, and making them thicker or thinner.

Left out: strokes of unlike thickness in one picture; all are changed by the same number of pixels.
"""

import numpy as np

# Stroke width over the digit's longer side.  MNIST's own digits by `stroke_width`: median 0.125, half of them
# between 0.11 and 0.145, nine in ten between 0.09 and 0.185.
THINNEST, THICKEST = 0.11, 0.15


def outline_length(ink: np.ndarray) -> float:
    """Length of the ink's outline in pixels: its total variation, the sum of |grad ink|.

    It needs no threshold, and ink that is half as dark counts half.  The gradient is that of Roberts's cross,
    from the two diagonals of each 2 x 2 pixels: alike in all directions but for a few per cent.
    """
    padded = pad(ink, 1)
    falling = padded[1:, 1:] - padded[:-1, :-1]
    rising = padded[:-1, 1:] - padded[1:, :-1]
    # In float64: the browser adds in another order, and must come to the same width.
    return float(np.sqrt((falling**2 + rising**2) / 2).sum(dtype=np.float64))


def pad(ink: np.ndarray, margin: int, outside: float = 0) -> np.ndarray:
    """A picture with a margin of so many pixels around it: np.pad, in a quarter of its time."""
    height, width = ink.shape
    padded = np.full((height + 2 * margin, width + 2 * margin), outside, ink.dtype)
    padded[margin : margin + height, margin : margin + width] = ink
    return padded


def stroke_width(ink: np.ndarray) -> float:
    """Mean width of the strokes in pixels: w = 2 A / P, with the ink's area A and its outline's length P.

    Right for a stroke much longer than wide, and half the width of a round dot.  How dark the ink is makes
    no difference.  At least about 1: no narrower stroke can be told on the grid.
    """
    outline = outline_length(ink)
    return 2 * float(ink.sum(dtype=np.float64)) / outline if outline else 0.0


def adjust_stroke(ink: np.ndarray) -> np.ndarray:
    """Bring the strokes' width to 0.11 to 0.15 of the longer side; the same array if it is there already.

    Moving each edge by d pixels makes the width w + 2 d and the longer side L + 2 d; so w + 2 d = t (L + 2 d)
    gives d = (t L - w) / (2 (1 - t)).
    """
    width, side = stroke_width(ink), max(ink.shape)
    target = min(max(width / side, THINNEST), THICKEST)
    move = (target * side - width) / (2 * (1 - target))
    if abs(move) < 0.1 or not width:
        return ink
    if move < 0:
        return 1 - dilate(1 - pad(ink, 1), -move, outside=1)[1:-1, 1:-1]
    thick = dilate(pad(ink, int(np.ceil(move))), move)
    # Strokes thinner than the grid are grey all through, and remain so when they are widened.
    return thick / thick.max()


def dilate(ink: np.ndarray, radius: float, outside: float = 0) -> np.ndarray:
    """The largest ink within `radius` pixels of each pixel (a grey dilation by a disc).

    A radius between two whole numbers mixes the two results in proportion.
    """
    low = int(radius)
    part = np.float32(radius - low)
    smaller = _dilate_whole(ink, low, outside)
    if not part:
        return smaller
    return smaller + part * (_dilate_whole(ink, low + 1, outside) - smaller)


def _dilate_whole(ink: np.ndarray, radius: int, outside: float) -> np.ndarray:
    if not radius:
        return ink
    height, width = ink.shape
    padded = pad(ink, radius, outside)
    result = np.zeros_like(ink)
    row_max = padded[:, radius : radius + width].copy()  # over |dx| <= reach, in every row
    reach = 0
    # From the disc's top row to its middle the rows get wider: each running maximum grows from the last.
    for dy in range(radius, -1, -1):
        half = int(np.sqrt(radius**2 - dy**2 + 0.25 * radius))
        while reach < min(half, radius):
            reach += 1
            np.maximum(row_max, padded[:, radius - reach : radius - reach + width], out=row_max)
            np.maximum(row_max, padded[:, radius + reach : radius + reach + width], out=row_max)
        for top in {radius - dy, radius + dy}:
            np.maximum(result, row_max[top : top + height], out=result)
    return result
