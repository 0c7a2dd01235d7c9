"""Scenes to train on: digits of MNIST's training set and of our own pen, with what stands on sheets besides.

The distractors are signs that are no digit, ruled lines, frames, specks, and digits and signs too large or
too small to be read at this size: of what is too large a picture shows parts, of which many look like a 1. At
last the whole sheet is blurred, made paler and given grain, as small pictures of sheets are.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from dlplay.scenes import GROUND, SIZE, Glyph, Scene, mnist_glyph, pen_glyph, scene
from dlplay.training.not_digits import character, letter, lines, sign, transformed
from dlplay.training.pen_strokes import Strokes, Writer, spline

HEIGHTS = 11.0, 52.0  # of a hand's digits on one sheet, in pixels
PEN = 0.03, 0.22  # width of a pen as a share of a digit's height
WEIGHTS = np.arange(-2, 5)  # of an MNIST digit's stroke
SIGNS = sign, character, lines, letter, transformed
SEVERAL = 0.55  # share of the sheets on which one hand writes in lines, as a telephone number


@dataclass(frozen=True)
class Digits:
    """Where a scene's digits come from: MNIST's, uint8 (n, 28, 28), with their labels; and a writer's."""

    pictures: np.ndarray
    labels: np.ndarray
    writer: Writer
    pen: float = 0.5  # share of the sheets that are written with a pen


@dataclass(frozen=True)
class Habits:
    """What hands do on a training's sheets, and how often.

    Attributes:
        pens: least and largest width of a pen, as a share of a digit's height.
        straight: share of a pen's digits that are 1s of one straight stroke, beside those of its ten digits.
        signs: mean number of signs on a sheet that is written in lines, and on another.
        table: share of the signs that are of the table `signs.txt`, beside those of all kinds.
        huge: share of the sheets with a digit or sign far too large under the others.
        huge_heights: least and largest of those, in pixels.
        near: share of the sheets with nothing else, as large writing is seen at a sheet's finest scale.
    """

    pens: tuple[float, float] = PEN
    straight: float = 0.0
    signs: tuple[float, float] = (0.5, 2.5)
    table: float = 0.0
    huge: float = 0.14
    huge_heights: tuple[float, float] = (75.0, 170.0)
    near: float = 0.0


HABITS = Habits()


def training_scene(
    random: np.random.Generator,
    digits: Digits,
    size: tuple[int, int] = SIZE,
    heights: tuple[float, float] = HEIGHTS,
    huge: bool = True,
    habits: Habits = HABITS,
) -> Scene:
    """One random sheet.

    Args:
        heights: least and largest, of the digits of a hand.
        huge: whether digits far taller, and some far smaller, are among what is no digit.
        habits: of the hands.
    """
    base = float(np.exp(random.uniform(*np.log(heights))))
    if habits.near and random.uniform() < habits.near:
        return _near(random, _Hand(random, digits, base, habits), size)
    in_line = random.uniform() < SEVERAL
    most = 1.2 * size[0] * size[1] / base**2
    count = 0 if random.uniform() < 0.04 else int(random.integers(1, int(min(max(most, 2), 24)) + 1))
    hand = _Hand(random, digits, base, habits)
    digit_glyphs = [hand.digit(0.08 if in_line else 0.3) for _ in range(count)]
    others = [hand.sign() for _ in range(random.poisson(habits.signs[0 if in_line else 1]))]
    if in_line and random.uniform() < 0.25:
        for at in sorted(random.integers(0, count + 1, 2))[::-1]:
            digit_glyphs.insert(int(at), _dash(random, base))
    glyphs = [*digit_glyphs, *others]
    if not in_line:
        random.shuffle(glyphs)
    under = _under(random, hand, size, huge)
    made = scene(random, glyphs, size, "line" if in_line else "anywhere", under)
    return Scene(_as_seen(random, made.image), made.mask, made.boxes, made.labels)


class _Hand:
    """One hand on one sheet: a pen or MNIST's, its size and its width of stroke."""

    def __init__(self, random: np.random.Generator, digits: Digits, height: float, habits: Habits):
        self.random, self.digits, self.height, self.habits = random, digits, height, habits
        self.width = float(np.exp(random.uniform(*np.log(habits.pens))))
        self.weight = int(random.choice(WEIGHTS))
        self.mixed = random.uniform() < 0.15
        self.pen = random.uniform() < digits.pen

    def digit(self, spread: float) -> Glyph:
        random, digits = self.random, self.digits
        height = max(self.height * np.exp(np.clip(random.normal(0, spread), -0.7, 0.7)), 7)
        if self.pen if not self.mixed else random.uniform() < digits.pen:
            if self.habits.straight and random.uniform() < self.habits.straight:
                return pen_glyph([straight(random)], 1, height, self.width)
            label = int(random.integers(10))
            return pen_glyph(digits.writer.write(label, random), label, height, self.width)
        at = int(random.integers(len(digits.labels)))
        weight = int(np.clip(self.weight + random.integers(-1, 2), -2, 6))
        return mnist_glyph(digits.pictures[at], int(digits.labels[at]), height, weight)

    def sign(self) -> Glyph:
        random = self.random
        height = self.height * np.exp(random.uniform(-0.9, 0.5))
        return pen_glyph(self.no_digit(), None, max(height, 6), self.width)

    def no_digit(self) -> Strokes:
        """The strokes of a sign."""
        random = self.random
        if self.habits.table and random.uniform() < self.habits.table:
            return sign(random, self.digits.writer)
        if random.uniform() < 0.25:
            return [spline(random.uniform(0, 1, (random.integers(5, 9), 2)), 40)]
        return SIGNS[random.integers(len(SIGNS))](random, self.digits.writer)


def straight(random: np.random.Generator) -> np.ndarray:
    """A 1 of one stroke (n, 2): upright or a little slanted, hardly bent, in few points or many."""
    along = np.linspace(0, 1, int(random.integers(2, 20)))
    lean = np.tan(np.radians(np.clip(random.normal(7, 9), -14, 28)))
    bow = random.normal(0, 0.015) * np.sin(np.pi * along)
    return np.column_stack([bow - lean * along, along])


def _dash(random: np.random.Generator, height: float) -> Glyph:
    """Between the groups of a telephone number: a dash, or the dot that a pen leaves."""
    length, thick = height * random.uniform(0.1, 0.5), max(height * random.uniform(0.04, 0.15), 1)
    ink = np.zeros((round(height * random.uniform(0.4, 0.7)), max(round(length), 1)), np.float32)
    ink[: max(round(thick), 1)] = 1
    return Glyph(ink, None)


def _under(random: np.random.Generator, hand: _Hand, size: tuple[int, int], huge: bool) -> np.ndarray:
    """What is on the sheet already: mostly nothing; ruled lines, a frame, specks, a huge digit."""
    ink = np.zeros(size, np.float32)
    kind = random.uniform()
    if kind < 0.08:
        strength = random.uniform(0.3, 1)
        ink[random.integers(4, 20) :: random.integers(12, 40)] = strength
        if random.uniform() < 0.4:
            ink[:, random.integers(4, 20) :: random.integers(12, 40)] = strength
    elif kind < 0.14:
        top, left = random.integers(0, size[0] // 3), random.integers(0, size[1] // 3)
        bottom, right = size[0] - random.integers(1, size[0] // 3), size[1] - random.integers(1, size[1] // 3)
        thick = random.integers(1, 4)
        ink[top:bottom, left:right] = 1
        ink[top + thick : bottom - thick, left + thick : right - thick] = 0
    elif kind < 0.2:
        at = random.integers(0, size, (random.integers(3, 40), 2))
        ink[at[:, 0], at[:, 1]] = random.uniform(0.3, 1, len(at))
    elif kind < 0.2 + hand.habits.huge and huge:
        _huge(random, hand, ink)
    elif kind < 0.32 + hand.habits.huge and huge:
        _tiny(random, hand.digits, ink)
    return ink


def _near(random: np.random.Generator, hand: _Hand, size: tuple[int, int]) -> Scene:
    """A sheet seen from too near: parts of one to three digits or signs, and nothing that is to be read."""
    ink = np.zeros(size, np.float32)
    for _ in range(int(random.integers(1, 4))):
        _huge(random, hand, ink)
    return Scene(
        _as_seen(random, ink), np.full(size, GROUND, np.int8), np.zeros((0, 4), np.float32), np.zeros(0, int)
    )


def _huge(random: np.random.Generator, hand: _Hand, ink: np.ndarray) -> None:
    """What is far taller than the digits to be read, and may be cut by the edge: its strokes are no 1s."""
    habits, writer = hand.habits, hand.digits.writer
    height = float(np.exp(random.uniform(*np.log(habits.huge_heights))))
    digit = random.uniform() < 0.6
    strokes = writer.write(int(random.integers(10)), random) if digit else hand.no_digit()
    big = pen_glyph(strokes, None, height, float(np.exp(random.uniform(*np.log(habits.pens))))).ink
    top, left = (
        int(random.integers(-side // 2, max(room - side // 2, 1)))
        for side, room in zip(big.shape, ink.shape, strict=True)
    )
    seen = ink[max(top, 0) : top + big.shape[0], max(left, 0) : left + big.shape[1]]
    part = big[max(-top, 0) :, max(-left, 0) :][: seen.shape[0], : seen.shape[1]]
    np.maximum(seen, part, out=seen)


def _tiny(random: np.random.Generator, digits: Digits, ink: np.ndarray) -> None:
    """Lines of digits so small that several of them together are as large as one that is to be read."""
    height, pen = random.uniform(3, 7.5), float(random.uniform(0.08, 0.2))
    written = [
        pen_glyph(digits.writer.write(int(random.integers(10)), random), None, height, pen)
        for _ in range(random.integers(4, 24))
    ]
    room = ink.shape[0], int(random.integers(int(4 * height), ink.shape[1] + 1))
    small = scene(random, written, room, "line").image
    left = int(random.integers(ink.shape[1] - room[1] + 1))
    ink[:, left : left + room[1]] = small


def _as_seen(random: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """A sheet that was made small: sharper or softer, its ink paler, with a little grain."""
    if random.uniform() < 0.4:
        soft = Image.fromarray(np.rint(image * 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(random.uniform(0.2, 0.8))
        )
        image = np.asarray(soft, np.float32) / 255
    strongest = max(float(image.max()), 1e-6)
    image = (image / strongest) ** random.uniform(0.7, 1.4) * random.uniform(0.7, 1)
    if random.uniform() < 0.3:
        image = image + random.normal(0, random.uniform(0.01, 0.06), image.shape)
    return image.clip(0, 1).astype(np.float32)
