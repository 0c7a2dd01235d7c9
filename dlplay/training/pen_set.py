"""Measure the digit reader on the held-out pen set: 320 digits and 36 other drawings, each shape by hand.

`assets/data/pen_digits.json` holds pen strokes in a box of about 0..100, y down. They were drawn for this
measurement alone, apart from the strokes that the training makes: no training may read them, nor those of
`pen_proportions.json`, forty shapes of a 9, 7, 4 and 6 in proportions that readers confuse. A third of the
320 are `regional`: shapes that are ordinary in one place and rare in another, or rare everywhere (a 9 with
a flat foot, a 4 in one stroke, a 7 with a long serif).

Left out on purpose: a list of the shapes misread. Whoever mends them one by one no longer has a held-out set.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dlplay.digits.pen import render
from dlplay.digits.verdict import SURE_MARGIN, SURE_PROBABILITY

PATH = Path(__file__).parents[2] / "assets" / "data" / "pen_digits.json"
PROPORTIONS = PATH.with_name("pen_proportions.json")
CANVAS = 280
SIZES = (60, 100, 150, 200, 250)  # the longer side of the pen's path, in pixels
PEN_WIDTHS = (4, 8, 14, 20, 28)
PLACES = ((0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))  # the centre and towards each corner
CONDITIONS = len(SIZES) + 1
# A broader pen fills the loops of a small digit, and no reader could tell a 6 from a blob.
BROADEST_PEN = 0.2  # as a share of the size
MAX_SLANT = 12  # degrees
MAX_ROTATION = 6
STRETCH = 1.2  # narrower or wider by up to this factor
BEND = (0.02, 0.01)  # standard deviations as shares of the size: of a half wave, of a whole one
STROKE_JITTER, POINT_JITTER = 0.008, 0.003  # standard deviations as shares of the size
# A screen that lags records at a slow rate; a pen of speed 1 takes these times, in shares of the size.
SPARSE_INTERVAL = (0.35, 0.42)
REST_AT_TURN = 0.5  # at 180 degrees


@dataclass(frozen=True)
class PenShape:
    """One way to write one sign: `strokes` are arrays (n, 2); `digit` is None for what is no digit."""

    name: str
    strokes: tuple[np.ndarray, ...]
    digit: int | None = None
    regional: bool = False


@dataclass(frozen=True)
class PenSet:
    digits: tuple[PenShape, ...]
    not_digits: tuple[PenShape, ...]


@dataclass(frozen=True)
class Condition:
    """How a shape is drawn: size and pen width in pixels, all its points or few (`sparse`).

    `place` is in -1..1 of the free room: (-1, -1) is the upper left corner.
    """

    size: int
    pen_width: int
    place: tuple[int, int]
    sparse: bool


@dataclass(frozen=True)
class PenScore:
    """Shares in 0..1. `confusion[t, r]` counts drawings of digit t that were read as r."""

    accuracy: float
    regional: float
    sparse: float
    by_digit: tuple[float, ...]
    by_size: Mapping[int, float]
    by_pen_width: Mapping[int, float]
    confusion: np.ndarray
    sure: float  # of the digits, right or wrong
    sure_but_wrong: float  # of the digits
    not_digits_sure: float  # of the drawings of other things: each is a mistake


def load_pen_set(path: Path = PATH) -> PenSet:
    """Read the strokes of the pen set."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    return PenSet(
        digits=tuple(
            PenShape(row["style"], _arrays(row), row["digit"], row["regional"]) for row in data["digits"]
        ),
        not_digits=tuple(PenShape(row["name"], _arrays(row)) for row in data["not_digits"]),
    )


def _arrays(row: dict) -> tuple[np.ndarray, ...]:
    return tuple(np.array(stroke, dtype=np.float64) for stroke in row["strokes"])


def conditions(index: int) -> list[Condition]:
    """The six ways in which shape number `index` is drawn: each size once with all points, one with few.

    Places and pen widths turn with the index, so that over the set each meets each size.
    """
    chosen = []
    for turn in range(CONDITIONS):
        sparse = turn == len(SIZES)
        size = SIZES[index % len(SIZES) if sparse else turn]
        pens = [width for width in PEN_WIDTHS if width <= BROADEST_PEN * size]
        place = PLACES[(index + turn) % len(PLACES)]
        chosen.append(Condition(size, pens[(index // len(SIZES) + turn) % len(pens)], place, sparse))
    return chosen


def drawings(
    seed: int = 0, pen_set: PenSet | None = None, roughness: float = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Draw every digit of the set (the shipped one, if None) under its six conditions.

    Returns:
        images uint8 (N, 280, 280), white ink on black, and labels int64 (N,); N = 6 x 320.
    """
    shapes = (pen_set or load_pen_set()).digits
    labels = np.repeat([shape.digit for shape in shapes], CONDITIONS)
    return np.stack(list(draw(shapes, seed, roughness))), labels


def draw(shapes: Sequence[PenShape], seed: int = 0, roughness: float = 1) -> Iterator[np.ndarray]:
    """Each shape under its `conditions`, shape by shape; the seed decides slant, rotation and jitter.

    `roughness` multiplies all three: 0 draws the shapes as they are, 2 goes past what one is sure to read.
    """
    random = np.random.default_rng(seed)
    for index, shape in enumerate(shapes):
        for condition in conditions(index):
            strokes = _few_points(shape.strokes, random) if condition.sparse else shape.strokes
            placed = _place(vary(strokes, random, roughness), condition, random)
            yield render(placed, condition.pen_width, size=CANVAS)


def vary(strokes: Sequence[np.ndarray], random: np.random.Generator, roughness: float) -> list[np.ndarray]:
    """The same shape from another hand: narrower or wider, bent, slanted, turned, and with a tremor."""
    slant = roughness * np.radians(random.uniform(-MAX_SLANT, MAX_SLANT))
    angle = roughness * np.radians(random.uniform(-MAX_ROTATION, MAX_ROTATION))
    width = STRETCH ** (roughness * random.uniform(-1, 1))
    shear = np.array([[width, -np.tan(slant)], [0, 1]])  # y points down: a positive slant leans to the right
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    size = extent.max()
    half, whole = random.normal(0, 1, (2, 2)) * np.array(BEND)[:, None]  # of x along y, of y along x
    varied = []
    for stroke in strokes:
        phase = np.pi * ((stroke - low) / size)[:, ::-1]
        offset = half * np.sin(phase) + whole * np.sin(2 * phase)
        offset += random.normal(0, STROKE_JITTER, 2) + random.normal(0, POINT_JITTER, stroke.shape)
        varied.append((stroke + roughness * size * offset) @ (rotation @ shear).T)
    return varied


def _place(
    strokes: Sequence[np.ndarray], condition: Condition, random: np.random.Generator
) -> list[np.ndarray]:
    """Scale to the condition's size and move to its place, with all ink inside the canvas."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = condition.size / extent.max()
    room = (CANVAS - condition.pen_width - scale * extent) / 2  # to each side, (2,)
    centre = CANVAS / 2 + room * np.array(condition.place) * random.uniform(0.6, 1, 2)
    return [(stroke - low - extent / 2) * scale + centre for stroke in strokes]


def _few_points(strokes: Sequence[np.ndarray], random: np.random.Generator) -> list[np.ndarray]:
    """What a touch screen that lags records: about 6 points of a 1, 10 of a 2, 13 of an 8."""
    size = np.ptp(np.concatenate(strokes), axis=0).max()
    interval = size * random.uniform(*SPARSE_INTERVAL)
    return [recorded(stroke, interval, REST_AT_TURN * size) for stroke in strokes]


def recorded(stroke: np.ndarray, interval: float, rest_at_turn: float) -> np.ndarray:
    """What a screen records of a stroke: where the pen is every `interval`, from its first point to its last.

    The pen moves one unit of length in one of time and rests at each turn for `rest_at_turn` · angle / 180°:
    a hand slows down at a corner, so that a slow screen records the corner too.

    Args:
        stroke: points of shape (n, 2), n >= 2.
    """
    steps = np.diff(stroke, axis=0)  # (n - 1, 2)
    travel = np.linalg.norm(steps, axis=1)
    heading = np.arctan2(steps[:, 1], steps[:, 0])
    turn = np.abs((np.diff(heading) + np.pi) % (2 * np.pi) - np.pi)
    rest = np.r_[0, rest_at_turn * turn / np.pi, 0]  # (n,)
    arrive = np.r_[0, np.cumsum(travel + rest[:-1])]
    times = np.column_stack([arrive, arrive + rest]).ravel()  # (2n,): each point is reached, then left
    samples = np.linspace(0, times[-1], max(2, 1 + round(times[-1] / interval)))
    points = np.repeat(stroke, 2, axis=0)
    return np.column_stack([np.interp(samples, times, points[:, axis]) for axis in (0, 1)])


def stands_out(images: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Whether the page would call the answers sure by their probabilities (N, 10) alone: bool (N,)."""
    second, first = np.sort(probabilities, axis=1)[:, -2:].T
    return (first >= SURE_PROBABILITY) & (first - second >= SURE_MARGIN)


def evaluate(
    predict: Callable[[np.ndarray], np.ndarray],
    is_sure: Callable[[np.ndarray, np.ndarray], np.ndarray] = stands_out,
    seed: int = 0,
    pen_set: PenSet | None = None,
    roughness: float = 1,
) -> PenScore:
    """Score a reader of drawings on the pen set.

    Args:
        predict: uint8 images (N, 280, 280), white on black -> probabilities (N, 10).
        is_sure: these images and probabilities -> bool (N,): whether the page would call the answers sure.
        seed: decides slant, rotation and jitter of the drawings.
        pen_set: the shipped one, if None.
        roughness: see `draw`; above 1 it tells apart two readers that both read nearly all.

    Raises:
        ValueError: if `predict` returns another shape.
    """
    pen_set = pen_set or load_pen_set()
    chosen = [condition for index in range(len(pen_set.digits)) for condition in conditions(index)]
    size = np.array([condition.size for condition in chosen])
    pen_width = np.array([condition.pen_width for condition in chosen])
    sparse = np.array([condition.sparse for condition in chosen])
    regional = np.repeat([shape.regional for shape in pen_set.digits], CONDITIONS)
    images, labels = drawings(seed, pen_set, roughness)
    others = np.stack(list(draw(pen_set.not_digits, seed, roughness)))
    probabilities = _probabilities(predict, images)
    sure = np.asarray(is_sure(images, probabilities))
    read = probabilities.argmax(axis=1)
    right = read == labels
    confusion = np.zeros((10, 10), dtype=np.int64)
    np.add.at(confusion, (labels, read), 1)
    return PenScore(
        accuracy=float(right.mean()),
        regional=float(right[regional].mean()),
        sparse=float(right[sparse].mean()),
        by_digit=tuple(float(right[labels == digit].mean()) for digit in range(10)),
        by_size={value: float(right[size == value].mean()) for value in SIZES},
        by_pen_width={value: float(right[pen_width == value].mean()) for value in PEN_WIDTHS},
        confusion=confusion,
        sure=float(sure.mean()),
        sure_but_wrong=float((sure & ~right).mean()),
        not_digits_sure=float(np.mean(is_sure(others, _probabilities(predict, others)))),
    )


def _probabilities(predict: Callable[[np.ndarray], np.ndarray], images: np.ndarray) -> np.ndarray:
    probabilities = np.asarray(predict(images))
    if probabilities.shape != (len(images), 10):
        raise ValueError(f"predict must return shape ({len(images)}, 10), got {probabilities.shape}")
    return probabilities


def report(score: PenScore) -> str:
    """The score as lines of text, in percent."""
    shares = {
        "pen set": score.accuracy,
        "  regional shapes": score.regional,
        "  few points": score.sparse,
        **{f"  digit {digit}": share for digit, share in enumerate(score.by_digit)},
        **{f"  size {size}": share for size, share in score.by_size.items()},
        **{f"  pen {width}": share for width, share in score.by_pen_width.items()},
        "sure": score.sure,
        "sure but wrong": score.sure_but_wrong,
        "no digit, yet sure": score.not_digits_sure,
    }
    lines = [f"{name:20}{share:8.2%}" for name, share in shares.items()]
    lines += ["", "confusion (row: drawn, column: read)", " " * 4 + "".join(f"{d:5}" for d in range(10))]
    lines += [f"{digit:4}" + "".join(f"{n:5}" for n in row) for digit, row in enumerate(score.confusion)]
    return "\n".join(lines)


def add_arguments(parser):
    parser.add_argument("--seed", type=int, default=0, help="decides slant, rotation and jitter (default 0)")
    parser.add_argument("--roughness", type=float, default=1, help="multiplies these (default 1)")


def run(arguments):
    # The shipped weights are read on this import's first use; `--help` must answer without them.
    from dlplay.digits import classify

    def predict(images):
        return np.stack([classify(image).probabilities for image in images])

    def is_sure(images, probabilities):
        return np.array([classify(image).verdict == "sure" for image in images])

    print(report(evaluate(predict, is_sure, arguments.seed, roughness=arguments.roughness)))
