"""Sheets with several digits, composed so that the truth is known: each digit's box, each pixel's digit.

A scene is made of glyphs, each the ink of one sign cut out at its box, which are laid on a sheet in lines or
anywhere. Where two overlap, a pixel shows the stronger ink and belongs to the digit that it came from.

Left out: where the strokes of pens come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from dlplay.digits.pen import render
from dlplay.digits.reading import ink_box

SIZE = 96, 160  # height and width
INKED = 0.25  # from here a pixel belongs to a sign, on a scale from 0 to 1: boxes and masks end there
GROUND = -1  # in a mask, a pixel without a digit
TRIES = 40  # places that are tried for a sign before it is left out
HIDDEN = 0.5  # of a sign's pixels: if fewer would be its own, there is no room for it either
TOUCH = 0.12  # of the smaller of two boxes: so much may lie in the other, where signs stand anywhere
FINE = 4  # an MNIST digit's stroke is changed on a grid so many times as fine
THINNEST = 200  # of 255: a stroke that is thinned to less would be gone
THINNEST_PEN = 0.9  # pixels
HARD = 3  # and its edges, a pixel wide there, are made so many times as steep: a pen's are


@dataclass(frozen=True)
class Glyph:
    """One sign, cut out: its ink float32 (h, w) in [0, 1], and the digit that it is; None for no digit."""

    ink: np.ndarray
    label: int | None


@dataclass(frozen=True)
class Scene:
    """A sheet and the truth about it.

    Attributes:
        image: float32 (H, W), 0 without ink and 1 with full ink.
        mask: int8 (H, W), the digit at each pixel, -1 for the ground and for signs that are no digit.
        boxes: float32 (n, 4), x0, y0, x1, y1 of each digit in pixels; x1 and y1 are the first ones outside.
        labels: int64 (n,), the digits, in the order of writing.
    """

    image: np.ndarray
    mask: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray


def glyph(ink: np.ndarray, label: int | None) -> Glyph:
    """A sign cut out at the box around all that is inked.

    Raises:
        ValueError: where nothing is.
    """
    if not (ink >= INKED).any():
        raise ValueError("ink must reach 0.25 somewhere, got none that does")
    return Glyph(np.asarray(ink[ink_box(ink >= INKED)], np.float32), label)


def mnist_glyph(picture: np.ndarray, label: int, height: float, weight: int = 0) -> Glyph:
    """An MNIST digit of any height, its stroke thicker or thinner.

    Args:
        picture: uint8 (28, 28), white on black.
        height: of the glyph, in pixels.
        weight: added to either side of the stroke, in quarters of MNIST's pixels; from -2 to 6.
    """
    rows, columns = ink_box(picture >= INKED * 255)
    digit = Image.fromarray(np.pad(picture[rows, columns], 4))
    fine = digit.resize((digit.width * FINE, digit.height * FINE), Image.Resampling.BICUBIC)
    if weight:
        change = ImageFilter.MaxFilter if weight > 0 else ImageFilter.MinFilter
        changed = fine.filter(change(2 * abs(weight) + 1))
        fine = changed if np.asarray(changed).max() > THINNEST else fine
    ink = ((np.asarray(fine, np.float32) / 255 - 0.5) * HARD + 0.5).clip(0, 1)
    ink = ink[ink_box(ink >= INKED)]
    return glyph(_scaled(ink, height / ink.shape[0]), label)


def pen_glyph(strokes: Sequence[np.ndarray], label: int | None, height: float, width: float) -> Glyph:
    """Strokes as the pen of the page's canvas draws them.

    Args:
        strokes: points (n, 2) of any size.
        height: of the glyph, in pixels; of what is wider than three times that, a third of its width.
        width: of the pen, as a share of the height.
    """
    points = np.vstack(strokes)
    low, (wide, high) = points.min(axis=0), np.ptp(points, axis=0)
    pen = max(width * height, THINNEST_PEN)
    scale = max(height - pen, 1) / max(high, wide / 3, 1e-6)
    placed = [(stroke - low) * scale + pen / 2 + 1 for stroke in strokes]
    side = int(np.ceil(max(high, wide) * scale + pen + 3))
    ink = render(placed, pen, side).astype(np.float32) / 255
    return glyph(ink / ink.max(), label)


def _scaled(ink: np.ndarray, scale: float) -> np.ndarray:
    """Ink made larger or smaller, with a pixel around it on which its edges can fade out."""
    edge = 1 / scale
    pad = int(np.ceil(edge))
    height, width = (max(1, round(side * scale)) + 2 for side in ink.shape)
    right, bottom = (side + 2 * pad - (pad - edge) for side in reversed(ink.shape))
    small = Image.fromarray(np.pad(ink, pad)).resize(
        (width, height), Image.Resampling.BILINEAR, box=(pad - edge, pad - edge, right, bottom)
    )
    full = np.asarray(small).clip(0, 1)
    return full / max(float(full.max()), INKED)  # what is thin is pale when it is small


def scene(
    random: np.random.Generator,
    glyphs: Sequence[Glyph],
    size: tuple[int, int] = SIZE,
    layout: str = "anywhere",
    under: np.ndarray | None = None,
) -> Scene:
    """Lay signs on a sheet.

    Args:
        glyphs: in the order of writing; those for which there is no room are left out.
        size: height and width of the sheet.
        layout: of `LAYOUTS`, "line" for side by side in one line or several, "anywhere" for free places.
        under: ink float32 (H, W) that is on the sheet already and belongs to no digit.
    """
    image = np.zeros(size, np.float32) if under is None else under.astype(np.float32)
    mask = np.full(size, GROUND, np.int8)
    boxes, labels = [], []
    places = LAYOUTS[layout](random, [one.ink.shape for one in glyphs], size)
    for one, place in zip(glyphs, places, strict=True):
        if place is None:
            continue
        top, left = place
        bottom, right = top + one.ink.shape[0], left + one.ink.shape[1]
        seen = image[top:bottom, left:right]
        own = (one.ink >= INKED) & (one.ink > seen)
        if own.sum() < HIDDEN * (one.ink >= INKED).sum():
            continue
        mask[top:bottom, left:right][own] = GROUND if one.label is None else one.label
        np.maximum(seen, one.ink, out=seen)
        if one.label is not None:
            boxes.append((left, top, right, bottom))
            labels.append(one.label)
    return Scene(image, mask, np.array(boxes, np.float32).reshape(-1, 4), np.array(labels, int))


Place = tuple[int, int] | None  # top and left, or nowhere


def _in_lines(
    random: np.random.Generator, shapes: Sequence[tuple[int, int]], size: tuple[int, int]
) -> list[Place]:
    """Side by side from the left, in a new line where one is full; no two hands keep the same distance."""
    if not shapes:
        return []
    height = float(np.mean([high for high, _ in shapes]))
    gap, slope, leading = random.uniform(-0.06, 0.5), random.uniform(-0.06, 0.06), random.uniform(1.15, 1.8)
    lines: list[list[tuple[int, float]]] = [[]]
    x = 0.0
    for index, (_, width) in enumerate(shapes):
        if lines[-1] and x + width > size[1] - 2:
            lines.append([])
            x = 0.0
        lines[-1].append((index, x))
        x += max(width + height * (gap + random.normal(0, 0.05)), 0.5 * width)
    places: list[Place] = [None] * len(shapes)
    room = size[0] - height * (1 + leading * (len(lines) - 1))
    base = height + max(room, 0) * random.uniform()
    for number, line in enumerate(lines):
        last, end = line[-1]
        shift = random.uniform() * max(size[1] - end - shapes[last][1], 0)
        for index, x in line:
            drop = slope * (x - size[1] / 2) + 0.06 * height * random.normal()
            top, left = round(base + number * leading * height + drop - shapes[index][0]), round(x + shift)
            if _inside((top, left), shapes[index], size):
                places[index] = top, left
    return places


def _anywhere(
    random: np.random.Generator, shapes: Sequence[tuple[int, int]], size: tuple[int, int]
) -> list[Place]:
    """At random places, where no box lies in another by more than a little."""
    places: list[Place] = []
    taken = np.zeros((0, 4))
    for high, wide in shapes:
        places.append(None)
        if high > size[0] or wide > size[1]:
            continue
        for _ in range(TRIES):
            top, left = int(random.integers(size[0] - high + 1)), int(random.integers(size[1] - wide + 1))
            box = np.array([left, top, left + wide, top + high])
            sides = np.minimum(taken[:, 2:], box[2:]) - np.maximum(taken[:, :2], box[:2])
            smaller = np.minimum((taken[:, 2:] - taken[:, :2]).prod(axis=1), high * wide)
            if (sides.clip(0).prod(axis=1) <= TOUCH * smaller).all():
                places[-1] = top, left
                taken = np.vstack([taken, box])
                break
    return places


def _inside(place: tuple[int, int], shape: tuple[int, int], size: tuple[int, int]) -> bool:
    return all(at >= 0 and at + side <= most for at, side, most in zip(place, shape, size, strict=True))


LAYOUTS = {"line": _in_lines, "anywhere": _anywhere}
