"""Drawings as a canvas hands them out, for tests that read each of them in two ways."""

import base64
import zlib
from collections.abc import Iterator
from itertools import chain, combinations

import numpy as np

from dlplay.digits import SWITCHABLE, pen, samples
from dlplay.training import pen_set

SIZE = 280
INK = np.array([20, 33, 61])  # as on the page: dark blue on white
SKIPS = tuple(chain.from_iterable(combinations(SWITCHABLE, n) for n in range(len(SWITCHABLE) + 1)))


def on_paper(share: np.ndarray) -> np.ndarray:
    """Ink from 0 to 255, (280, 280) -> RGBA bytes (280, 280, 4): dark blue on opaque white."""
    share = share[..., None] / 255
    colours = np.rint(255 * (1 - share) + INK * share).astype(np.uint8)
    return np.concatenate([colours, np.full((*colours.shape[:2], 1), 255, np.uint8)], axis=2)


def drawn(*strokes: list, width: float = 16) -> np.ndarray:
    """Strokes of points (x, y) in canvas pixels, drawn with a round pen."""
    return on_paper(pen.render([np.array(stroke, float) for stroke in strokes], width, SIZE))


def as_text(image: np.ndarray, skip: tuple[str, ...]) -> dict:
    """One of `three_hundred` for JavaScript: its bytes deflated, in base64."""
    pixels = base64.b64encode(zlib.compress(image.tobytes(), 1)).decode()
    return {"pixels": pixels, "height": image.shape[0], "width": image.shape[1], "skip": skip}


def three_hundred() -> Iterator[tuple[np.ndarray, tuple[str, ...]]]:
    """(RGBA bytes (280, 280, 4), the reading steps that are skipped) for 300 different drawings."""
    images, _ = pen_set.drawings(seed=7)
    others = list(pen_set.draw(pen_set.load_pen_set().not_digits, seed=7))
    for ink in images[::12][:150]:
        yield on_paper(ink), ()
    for ink in others[::6][:36]:
        yield on_paper(ink), ()
    for number, skip in enumerate(SKIPS):
        yield on_paper(255 - samples.drawing(number % 10, number % samples.HANDS, "corner")), skip
        yield on_paper(255 - samples.drawing(number % 7, number % samples.HANDS, "thick")), skip
    for number, image in enumerate(oddities()):
        yield image, ()
        yield image, SKIPS[1 + number % (len(SKIPS) - 1)]


def oddities() -> Iterator[np.ndarray]:
    """What a hand or a browser may make of a canvas that is no fine digit."""
    rng = np.random.default_rng(5)
    yield np.zeros((SIZE, SIZE, 4), np.uint8)  # before the canvas has painted its paper
    yield on_paper(np.zeros((SIZE, SIZE)))  # blank
    yield on_paper(np.full((SIZE, SIZE), 255))  # all ink
    yield on_paper(np.full((SIZE, SIZE), 5))  # ink too faint to see
    yield on_paper(4 * rng.integers(0, 2, (SIZE, SIZE)))  # invisible noise
    yield on_paper(
        pen.render([np.array([[80, 60], [200, 60], [120, 220]])], 18) // 3
    )  # faint, to be stretched
    yield on_paper(rng.integers(0, 256, (SIZE, SIZE)))  # noise
    yield rng.integers(0, 256, (SIZE, SIZE, 4)).astype(np.uint8)
    for radius in (1, 4, 9, 20, 120):
        yield drawn([[140, 140]], width=2 * radius)  # dots and blots
    yield drawn([[0, 0]], width=20)  # a dot in the corner, cut by the edge
    yield drawn([[-40, 140], [320, 140]], width=30)  # from edge to edge
    yield drawn([[140, 0], [140, 280]], width=4)
    yield drawn([[20, 40], [60, 40], [30, 220]], [[120, 60], [120, 220]], [[200, 60], [260, 60], [220, 220]])
    yield drawn([[60, 60], [60, 220]], [[200, 60], [200, 220]], width=12)  # 11
    yield drawn([[140, 40], [140, 120]], [[140, 160], [160, 240]], width=12)  # 1 over 1
    yield drawn(*[[[30 * n, 40 * m]] for n in range(1, 5) for m in range(1, 3)], width=10)  # many dots
    yield drawn([[x, 60 + 160 * (n % 2)] for n, x in enumerate(range(20, 261, 12))], width=4)  # hatching
    yield drawn([[140, 120], [140, 141]], width=3)  # about 20 pixels tall, as MNIST's own digits
    yield drawn([[140, 130], [149, 146]], width=4)
    transparent = np.zeros((SIZE, SIZE, 4), np.uint8)
    transparent[..., 3] = pen.render([np.array([[80, 60], [200, 60], [120, 220]])], 18)
    yield transparent  # strokes on no paper
    half = drawn([[80, 60], [200, 60], [120, 220]])
    half[..., 3] = 128
    yield half  # a paper that shines through
