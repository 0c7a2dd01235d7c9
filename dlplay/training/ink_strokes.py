"""From ink back to pen strokes: thin an MNIST digit to a line one pixel wide, and follow it.

Thinning: T. Y. Zhang and C. Y. Suen, "A fast parallel algorithm for thinning digital patterns",
Communications of the ACM 27, 1984.  Left out: the order and direction of writing, which ink does not tell.
"""

import numpy as np
from PIL import Image

FINER = 2  # digits are enlarged first: their small loops stay open
INK = 105  # grey level from which a pixel counts as ink
SHORTEST = 5  # steps on the enlarged grid; a shorter branch is a burr of the thinning


def strokes_in(images: np.ndarray) -> list[list[np.ndarray]]:
    """The strokes (m, 2) in each of some pictures, uint8 (n, height, width); its height is 1."""
    size = images.shape[2] * FINER, images.shape[1] * FINER
    fine = np.stack(
        [np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BICUBIC)) for image in images]
    )
    return [[stroke / size[1] for stroke in follow(line)] for line in thin(fine >= INK)]


def thin(ink: np.ndarray) -> np.ndarray:
    """Thin each picture of a stack, bool (n, height, width), until lines are one pixel wide."""
    picture = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    changed = True
    while changed:
        changed = False
        for first in (True, False):
            removed = _removable(picture, first)
            picture[:, 1:-1, 1:-1] &= ~removed
            changed |= bool(removed.any())
    return picture[:, 1:-1, 1:-1]


def _removable(picture, first):
    """Edge pixels of Zhang and Suen's first or second pass: p[0] is north, then clockwise."""
    shifts = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)]
    height, width = picture.shape[1] - 2, picture.shape[2] - 2
    p = [picture[:, 1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width] for dy, dx in shifts]
    neighbours = sum(q.astype(np.int8) for q in p)
    transitions = sum((~p[i] & p[(i + 1) % 8]).astype(np.int8) for i in range(8))
    north, east, south, west = p[0], p[2], p[4], p[6]
    if first:
        corners = ~(north & east & south) & ~(east & south & west)
    else:
        corners = ~(north & east & west) & ~(north & south & west)
    return picture[:, 1:-1, 1:-1] & (neighbours >= 2) & (neighbours <= 6) & (transitions == 1) & corners


def follow(line: np.ndarray) -> list[np.ndarray]:
    """Strokes (n, 2) of points (x, y) along a thinned picture, bool (height, width).

    Each stroke goes straight on where lines cross. Burrs and single pixels are left out.
    """
    links = _links({(int(x), int(y)) for y, x in np.argwhere(line)})
    strokes = []
    while any(links.values()):
        ends = [pixel for pixel, others in links.items() if len(others) == 1]
        start = min(ends or [pixel for pixel, others in links.items() if others], key=lambda p: (p[1], p[0]))
        path = [start]
        while links[path[-1]]:
            path.append(_straightest(path, links[path[-1]]))
            links[path[-2]].discard(path[-1])
            links[path[-1]].discard(path[-2])
        strokes.append(np.array(path, dtype=float))
    return [_smooth(stroke) for stroke in strokes if len(stroke) > SHORTEST]


def _links(pixels):
    """Which pixels are joined: sides first, and corners only where no side leads the same way."""
    links = {}
    for x, y in pixels:
        sides = {(x + dx, y + dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))} & pixels
        corners = {
            (x + dx, y + dy)
            for dx in (-1, 1)
            for dy in (-1, 1)
            if (x + dx, y) not in sides and (x, y + dy) not in sides
        } & pixels
        links[x, y] = sides | corners
    return links


def _straightest(path, choices):
    """The neighbour nearest to the direction of the last few steps."""
    x, y = path[-1]
    before = path[max(0, len(path) - 4)]
    ahead = (x - before[0], y - before[1])
    return max(
        sorted(choices),
        key=lambda p: ((p[0] - x) * ahead[0] + (p[1] - y) * ahead[1]) / np.hypot(p[0] - x, p[1] - y),
    )


def _smooth(stroke):
    """Take the steps of the pixel grid out; ends stay where they are."""
    before = 2 * stroke[0] - stroke[2:0:-1]
    after = 2 * stroke[-1] - stroke[-2:-4:-1]
    kernel = np.array([1, 4, 6, 4, 1]) / 16
    padded = np.vstack([before, stroke, after])
    return np.column_stack([np.convolve(padded[:, axis], kernel, mode="valid") for axis in (0, 1)])
