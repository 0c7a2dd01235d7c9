"""Random drawings that are no digit, for the network that doubts: what hands draw on a canvas besides digits.

Signs of a table (`signs.txt`), made-up characters and letters, digits mirrored, turned, or over and beside
each other, loose curves. Like the digits of `pen_strokes` they are bent, sampled and drawn with any pen.
Left out: what people do read as a digit, such as the letters O, l and S.
"""

import numpy as np

from dlplay.training.allographs import FOLDER, load_not_digits
from dlplay.training.digit_images import NO_DIGIT, Pictures, read_drawing
from dlplay.training.pen_strokes import (
    Strokes,
    Writer,
    bend,
    curves,
    place,
    resample,
    sample,
    scribble,
    spline,
)

SIGNS = tuple(curves(line) for line in load_not_digits(FOLDER / "signs.txt"))

# The digits that are none when mirrored, turned by 90°, turned by 180°, or mirrored upside down.
MIRRORED, QUARTER, HALF, FLIPPED = (2, 3, 4, 5, 6, 7, 9), (2, 3, 4, 5, 7), (3, 4, 7), (4, 6, 7, 9)
MIRROR, TURN, FLIP = np.diag([-1, 1]), np.array([[0, -1], [1, 0]]), np.diag([1, -1])


def not_digit_chunk(seed: tuple[int, ...], count: int) -> Pictures:
    """`count` pictures of no digit, read as a drawing on the page is; labelled `NO_DIGIT`."""
    rng, writer = np.random.default_rng(seed), Writer()
    drawn = [read_drawing(*place(not_digit(rng, writer), rng)) for _ in range(count)]
    return np.stack(drawn), np.full(count, NO_DIGIT, np.int8)


def not_digit(rng: np.random.Generator, writer: Writer) -> Strokes:
    """Strokes (n, 2) of something that is no digit, about in a box of edge 1."""
    kinds, shares = zip(*KINDS, strict=True)
    return kinds[rng.choice(len(kinds), p=shares)](rng, writer)


def sign(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A sign of the table, higher or wider than there."""
    return _by_hand(_stretched(SIGNS[rng.integers(len(SIGNS))], rng), rng)


def character(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A made-up Chinese character: its kinds of stroke, at places that several of them share."""
    columns, rows = np.sort(rng.uniform(0, 1, (2, 4)), axis=1)
    strokes = []
    for _ in range(rng.integers(2, 10)):
        x, y = (rng.choice(line) if rng.uniform() < 0.5 else rng.uniform() for line in (columns, rows))
        steps = CHARACTER_STROKES[rng.integers(len(CHARACTER_STROKES))]
        size = rng.uniform(0.2, 0.9, 2)
        strokes.append(_polyline([(x + size[0] * dx, y + size[1] * dy) for dx, dy in steps]))
    return _by_hand(strokes, rng)


# From its start, a stroke goes to these places, in its width and height; at each it turns sharply.
CHARACTER_STROKES = (
    ((0, 0.03), (1, -0.03)),  # 横
    ((0, 0), (0, 1)),  # 竖
    ((0, 0), (-0.3, 0.6), (-0.8, 1)),  # 撇
    ((0, 0), (0.4, 0.6), (1, 0.95)),  # 捺
    ((0, 0), (0.15, 0.2)),  # 点
    ((0, 0), (0.9, 0), (0.85, 1)),  # 横折
    ((0, 0), (0, 1), (0.9, 1)),  # 竖折
    ((0, 0), (0, 1), (-0.2, 0.85)),  # 竖钩
)


def lines(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A few straight lines, level or upright, as in 二, 十, 工 and +."""
    level, upright = int(rng.integers(0, 4)), int(rng.integers(0, 3))
    level = max(level, 2 - upright)
    strokes = []
    for y in np.sort(rng.uniform(0, 1, level)):
        half, middle = rng.uniform(0.2, 0.5), rng.normal(0.5, 0.06)
        strokes.append(_polyline([(middle - half, y + 0.02), (middle + half, y - 0.02)]))
    for x in rng.uniform(0.2, 0.8, upright):
        top = rng.uniform(-0.1, 0.5)
        strokes.append(_polyline([(x, top), (x + rng.normal(0, 0.03), top + rng.uniform(0.4, 1))]))
    return _by_hand(strokes, rng)


def letter(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A letter of no alphabet: two or three strokes of lines and bows between the places of a grid."""
    grid = np.stack(np.meshgrid([0, 0.5, 1], [0, 0.33, 0.67, 1]), axis=-1).reshape(-1, 2) * (0.7, 1)
    strokes = []
    for _ in range(rng.integers(2, 4)):
        places = grid[rng.permutation(len(grid))[: rng.integers(2, 5)]] + rng.normal(0, 0.05, 2)
        strokes.append(spline(places) if rng.uniform() < 0.5 else _polyline(places))
    return _by_hand(strokes, rng)


def transformed(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A digit mirrored, turned or upside down, of those that are none then."""
    ways = (MIRRORED, MIRROR), (QUARTER, TURN), (QUARTER, TURN.T), (HALF, -np.eye(2)), (FLIPPED, FLIP)
    digits, matrix = ways[rng.choice(len(ways), p=(0.5, 0.125, 0.125, 0.12, 0.13))]
    return [stroke @ matrix.T for stroke in writer.write(int(rng.choice(digits)), rng)]


def over_each_other(rng: np.random.Generator, writer: Writer) -> Strokes:
    """Two digits, one under the other."""
    return _two(rng, writer, axis=1)


def beside_each_other(rng: np.random.Generator, writer: Writer) -> Strokes:
    """Two digits, touching or nearly."""
    return _two(rng, writer, axis=0)


def crossed_out(rng: np.random.Generator, writer: Writer) -> Strokes:
    """A digit with a sign over it."""
    above = SIGNS[rng.integers(len(SIGNS))]
    return _boxed(writer.write(int(rng.integers(10)), rng)) + [
        stroke * rng.uniform(0.5, 1) for stroke in above
    ]


KINDS = (
    (sign, 0.42),
    (character, 0.08),
    (lines, 0.06),
    (letter, 0.06),
    (transformed, 0.14),
    (over_each_other, 0.1),
    (beside_each_other, 0.04),
    (crossed_out, 0.02),
    (scribble, 0.08),
)


def _by_hand(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    return sample(bend(strokes, rng, turning=0.4, slant=0), rng, ordered=False)


def _stretched(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    points = np.vstack(strokes)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    factor = np.exp(rng.normal(0, 0.22))
    return [(stroke - middle) * (factor, 1 / factor) + 0.5 for stroke in strokes]


def _two(rng: np.random.Generator, writer: Writer, axis: int) -> Strokes:
    first, second = (_boxed(writer.write(int(rng.integers(10)), rng)) for _ in range(2))
    move = np.zeros(2)
    move[axis] = np.ptp(np.vstack(first)[:, axis]) + rng.uniform(-0.25, 0.25)
    move[1 - axis] = rng.normal(0, 0.08)
    size = rng.uniform(0.8, 1.2)
    return first + [stroke * size + move for stroke in second]


def _boxed(strokes: Strokes) -> Strokes:
    """Moved and scaled so that the longer side goes from 0 to 1."""
    points = np.vstack(strokes)
    return [(stroke - points.min(axis=0)) / np.ptp(points, axis=0).max() for stroke in strokes]


def _polyline(places) -> np.ndarray:
    return resample(np.array(places, float), 24)
