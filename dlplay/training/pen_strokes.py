"""Random handwriting: a digit as pen strokes, drawn by a rule instead of by a person.

A digit starts as one of the ways people write it (`allographs`), mixed with a second one of its family, and
is then bent, slanted, stretched, trimmed and sampled as hands, pens and slow screens do. Left out: pressure
and speed of the pen.

Coordinates: a writing box of edge 1, x to the right, y down.
"""

import numpy as np

from dlplay.training.allographs import ALLOGRAPHS, NOT_DIGITS, Table

POINTS_PER_SEGMENT = 24

Strokes = list[np.ndarray]


def spline(controls: np.ndarray, points: int = POINTS_PER_SEGMENT) -> np.ndarray:
    """Centripetal Catmull-Rom curve through `controls` (n, 2) with n >= 2, (points, 2) even in arc length.

    Source: C. Yuksel, S. Schaefer, J. Keyser, "Parameterization and applications of Catmull-Rom curves",
    Computer-Aided Design 43, 2011.
    """
    if len(controls) == 2:
        return controls[0] + np.linspace(0, 1, points)[:, None] * (controls[1] - controls[0])
    padded = np.vstack([2 * controls[0] - controls[1], controls, 2 * controls[-1] - controls[-2]])
    knots = np.r_[0, np.cumsum(np.sqrt(np.linalg.norm(np.diff(padded, axis=0), axis=1)).clip(1e-6))]
    t = np.linspace(knots[1], knots[-2], 12 * len(controls))
    i = np.searchsorted(knots[2:-2], t, side="right")  # curve section of each t: controls i and i + 1
    p = [padded[i + k] for k in range(4)]
    k = [knots[i + k] for k in range(4)]

    def mix(a, b, start, end):
        return a + ((t - start) / (end - start))[:, None] * (b - a)

    a = [mix(p[j], p[j + 1], k[j], k[j + 1]) for j in range(3)]
    b = [mix(a[j], a[j + 1], k[j], k[j + 2]) for j in range(2)]
    return resample(mix(b[0], b[1], k[1], k[2]), points)


def resample(points: np.ndarray, count: int) -> np.ndarray:
    """`count` points evenly spaced along the polyline `points` (n, 2), both ends kept."""
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    at = np.linspace(0, length[-1], count)
    return np.column_stack([np.interp(at, length, points[:, 0]), np.interp(at, length, points[:, 1])])


def parse(allograph: str) -> list[list[np.ndarray]]:
    """Control points of an allograph: strokes, each a list of segments (n, 2) between sharp turns."""
    strokes = []
    for text in allograph.split("/"):
        segments, current = [], []
        for word in text.split():
            point = [float(number) / 100 for number in word.rstrip("^").split(",")]
            current.append(point)
            if word.endswith("^"):
                segments.append(current)
                current = [point]
        segments.append(current)
        strokes.append([np.array(segment) for segment in segments])
    return strokes


def curves(allograph: str) -> Strokes:
    """The strokes of an allograph as dense curves, (segments * POINTS_PER_SEGMENT, 2) each."""
    return [np.vstack([spline(segment) for segment in stroke]) for stroke in parse(allograph)]


def _families(table: Table):
    """digit -> [(relative frequency, members)]: members of equal shape can be mixed point by point."""
    digits = []
    for families in table:
        groups = []
        for family in families:
            by_shape: dict[tuple, list[Strokes]] = {}
            for strokes in map(curves, family):
                by_shape.setdefault(tuple(len(stroke) for stroke in strokes), []).append(strokes)
            groups += list(by_shape.values())
        frequency = np.array([len(members) for members in groups])
        digits.append((frequency / frequency.sum(), groups))
    return digits


class Writer:
    """Writes digits in the ways of a table of allographs."""

    def __init__(self, allographs: Table = ALLOGRAPHS):
        self.digits = _families(allographs)

    def write(self, digit: int, rng: np.random.Generator) -> Strokes:
        """Random strokes of `digit`: arrays (n, 2), about in the writing box, in the order of writing."""
        frequency, groups = self.digits[digit]
        members = groups[rng.choice(len(groups), p=frequency)]
        first, second = rng.integers(len(members), size=2)
        share = rng.uniform(0, 0.6)
        strokes = [a + share * (b - a) for a, b in zip(members[first], members[second], strict=True)]
        # A 1 that is stretched or turned far is a 7.
        calm = 0.5 if digit == 1 else 1.0
        return sample(fill(bend(strokes, rng, calm), rng), rng)


def bend(strokes: Strokes, rng: np.random.Generator, turning: float = 1.0, slant: float = 8.0) -> Strokes:
    """Give strokes a hand of their own: proportions, slips of the pen, slant, rotation and stretch.

    `turning` scales rotation and stretch; `slant` is the mean slant to the right in degrees.
    """
    strength = rng.choice([0.5, 1.0, 1.6], p=[0.3, 0.5, 0.2])
    strokes = [_slip(stroke, strength, rng) for stroke in strokes]
    strokes = [_end(_end(stroke, rng)[::-1], rng)[::-1] for stroke in strokes]
    lengths = np.cumsum([len(stroke) for stroke in strokes])[:-1]
    points = _warp(np.vstack(strokes), strength, rng)
    return np.split((points - 0.5) @ _affine(rng, turning, slant).T + 0.5, lengths)


def _slip(stroke, strength, rng):
    """One stroke shifted, scaled and wavering against the others."""
    centre = stroke.mean(axis=0)
    stroke = centre + (stroke - centre) * (1 + 0.06 * strength * rng.normal(size=2))
    t = np.linspace(0, 1, len(stroke))[:, None]
    waver = sum(rng.normal(size=2) * np.sin(np.pi * (n * t + rng.uniform(0, 2))) / n for n in (1, 2, 3, 4))
    return stroke + 0.025 * strength * (rng.normal(size=2) + waver)


def _end(stroke, rng):
    """The start of a stroke cut short, drawn too far, or with a small hook, as a pen that lands in motion."""
    kind = rng.uniform()
    if kind < 0.25:
        return stroke[int(rng.uniform(0, 0.12) * len(stroke)) :]
    if kind < 0.5:
        # Two points of one place are usual at sharp turns: look a few points ahead for the direction.
        direction = stroke[0] - stroke[3]
        direction = direction / max(np.linalg.norm(direction), 1e-6)
        angle = rng.normal(0, 0.3) if kind < 0.38 else rng.uniform(-2.5, 2.5)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        tip = stroke[0] + turn @ direction * rng.uniform(0.02, 0.11)
        return np.vstack([tip, (tip + stroke[0]) / 2, stroke])
    return stroke


def _warp(points, strength, rng):
    """A smooth change of proportions: other waists (a power of y and x), a low wave over the plane."""
    inside = points.clip(0, 1)
    power = np.exp(0.2 * strength * rng.normal(size=2))
    points = _proportion(points + inside**power - inside, strength, rng)
    frequency, phase = rng.uniform(0.2, 0.9, size=(3, 2)), rng.uniform(0, 2, size=3)
    wave = np.sin(np.pi * (points @ frequency.T * 2 + phase))
    return points + 0.025 * strength * wave @ rng.normal(size=(3, 2))


def _proportion(points, strength, rng):
    """One part grown at another's cost: the upper against the lower, the left against the right.

    u -> k u / (1 + (k - 1) u) keeps the box and draws what is near 0 k times as large, near 1 1/k times. Then
    the width grows or shrinks from top to bottom about a random upright line.
    """
    inside = points.clip(0, 1)
    k = np.exp(strength * np.clip(rng.normal(0, (0.2, 0.35)), -0.6, 0.6))
    points = points + k * inside / (1 + (k - 1) * inside) - inside
    taper = np.exp(0.2 * strength * np.clip(rng.normal(), -2, 2) * (2 * inside[:, 1] - 1))
    middle = rng.uniform(0.3, 0.7)
    return np.column_stack([middle + (points[:, 0] - middle) * taper, points[:, 1]])


def _affine(rng, turning, mean_slant):
    slant = np.clip(mean_slant + rng.normal(0, 15), -30, 45)
    angle = np.radians(turning * np.clip(rng.normal(0, 8), -20, 20))
    stretch = np.exp(turning * np.clip(rng.normal(-0.1, 0.28), -0.8, 0.5))
    shear = np.array([[1, -np.tan(np.radians(slant))], [0, 1]])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn @ shear @ np.diag([stretch, 1])


def fill(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """A quarter of all digits drawn as broad as high, or nearly: hands that fill the box they are given."""
    if rng.uniform() < 0.75:
        return strokes
    width, height = np.ptp(np.vstack(strokes), axis=0)
    factor = (height / max(width, 1e-6)) ** rng.uniform(0.5, 1)
    return [stroke * (np.clip(factor, 0.5, 12), 1) for stroke in strokes]


def sample(strokes: Strokes, rng: np.random.Generator, ordered: bool = True) -> Strokes:
    """What a screen notes of the strokes: all of them or a few points, at times the lifted pen as well.

    The way of the lifted pen is only known where the strokes are `ordered` as they were written.
    """
    if len(strokes) > 1 and rng.uniform() < 0.15:
        strokes = strokes[::-1]
    strokes = [stroke[::-1] if rng.uniform() < 0.06 else stroke for stroke in strokes]
    if rng.uniform() < 0.6:
        return _few_points(_join(strokes, 0.55 * ordered, rng), rng)
    strokes = [resample(stroke, int(rng.integers(24, 40))) for stroke in _join(strokes, 0.3 * ordered, rng)]
    tremor = rng.choice([0, 0.004, 0.01], p=[0.5, 0.35, 0.15])
    return [stroke + tremor * rng.normal(size=stroke.shape) for stroke in strokes]


def _few_points(strokes, rng):
    """What a slow screen notes: 7 to 14 points of the whole digit, at even times, corners cut."""
    rest = rng.uniform(0, 0.5)
    paces = [_pace(stroke, rest) for stroke in strokes]
    total = sum(pace[-1] for pace in paces)
    noted = min(rng.integers(7, 15, size=2))
    few = []
    for stroke, pace in zip(strokes, paces, strict=True):
        at = np.linspace(0, pace[-1], max(2, round(noted * pace[-1] / total)))
        few.append(np.column_stack([np.interp(at, pace, axis) for axis in stroke.T]))
    # Some drawing programs lay a curve through the points.
    return [spline(stroke, 24) for stroke in few] if rng.uniform() < 0.2 else few


def _pace(stroke, rest):
    """When the pen is at each point (n,) if it takes a length 1 in time 1, and `rest` for half a turn.

    A hand slows down where it turns, so that the screen notes more of a small loop than of a long stem.
    """
    steps = np.diff(stroke, axis=0)
    length = np.linalg.norm(steps, axis=1)
    moves = length > 1e-6
    heading = np.arctan2(steps[moves, 1], steps[moves, 0])
    turn = np.abs((np.diff(heading) + np.pi) % (2 * np.pi) - np.pi)
    length[np.flatnonzero(moves)[1:]] += rest * turn / np.pi
    return np.r_[0, np.cumsum(length)]


def _join(strokes, share, rng):
    """The way of the lifted pen as ink: not at all, all of it, or the part near one stroke."""
    kind = rng.uniform()
    if kind < share:
        return [np.vstack(strokes)]
    if not share or kind > share + 0.1:
        return strokes
    joined = [strokes[0]]
    for stroke in strokes[1:]:
        way = stroke[0] - joined[-1][-1]
        joined[-1] = np.vstack([joined[-1], joined[-1][-1] + way * rng.uniform(0, 0.5)])
        joined.append(np.vstack([stroke[0] - way * rng.uniform(0, 0.5), stroke]))
    return joined


def scribble(rng: np.random.Generator, writer: Writer) -> Strokes:
    """Strokes that are no digit: digits side by side, a letter or another sign, loose curves and lines."""
    kind = rng.uniform()
    if kind < 0.25:
        return _side_by_side(rng, writer)
    if kind < 0.65:
        sign = curves(NOT_DIGITS[rng.integers(len(NOT_DIGITS))])
        return sample(bend(sign, rng, turning=0.5, slant=0), rng, ordered=False)
    strokes = []
    for _ in range(rng.integers(1, 6)):
        controls = rng.uniform(0, 1, size=(rng.integers(4, 12), 2))
        strokes.append(spline(controls, 40) if rng.uniform() < 0.7 else controls)
    return strokes


def _side_by_side(rng, writer):
    placed = []
    for position in range(rng.integers(2, 4)):
        offset = np.array([0.9 * position + rng.normal(0, 0.1), rng.normal(0, 0.1)])
        placed += [stroke + offset for stroke in writer.write(int(rng.integers(10)), rng)]
    return placed


def place(strokes: Strokes, rng: np.random.Generator, canvas: int = 280) -> tuple[Strokes, float]:
    """Strokes and pen width in pixels of a square canvas: any size, any place, any pen."""
    points = np.vstack(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.exp(rng.uniform(np.log(40), np.log(270)))
    pen = np.clip(size * np.exp(rng.uniform(np.log(0.02), np.log(0.26))), 2, 45)
    scale = max(size - pen, size / 2) / max(*(high - low), 1e-6)
    room = np.maximum(canvas - pen - scale * (high - low), 0)
    corner = pen / 2 + room * rng.uniform(size=2)
    return [(stroke - low) * scale + corner for stroke in strokes], float(pen)
