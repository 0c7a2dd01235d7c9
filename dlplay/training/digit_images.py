"""Training pictures for the digit reader: pen strokes and warped MNIST digits, as `dlplay.digits` reads them.

Every picture goes through the same `render` and `read` as a drawing on the page, so that the network learns
from what it will see. Pictures are uint8 of shape (28, 28).
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from dlplay.digits.pen import render
from dlplay.digits.reading import GRID, read
from dlplay.digits.warp import KNOTS, bilinear, smooth_weights
from dlplay.training.ink_strokes import strokes_in
from dlplay.training.pen_strokes import Writer, bend, fill, place, resample, sample, scribble

# Pictures a task. Each task has a seed of its own, so that the number of processes changes nothing.
CHUNK = 1000
NO_DIGIT = -1
CANVAS = 56  # MNIST digits are warped on a grid twice as fine as their own
Pictures = tuple[np.ndarray, np.ndarray]  # uint8 (n, 28, 28) and labels int8 (n,)


def pen_digit(digit: int, rng: np.random.Generator, writer: Writer) -> np.ndarray:
    """`digit` written by a random hand, drawn on the canvas with a random pen, and read."""
    return read_drawing(*place(writer.write(digit, rng), rng))


def read_drawing(strokes, pen_width) -> np.ndarray:
    """The network's input for strokes on the canvas, as uint8 (28, 28).

    Only the part of the canvas around the ink is drawn, shifted by whole pixels: the same picture, sooner.
    """
    points = np.vstack(strokes)
    corner = np.floor(points.min(axis=0) - pen_width / 2 - 2)
    size = int(np.ceil(max(points.max(axis=0) - corner) + pen_width / 2 + 2))
    drawing = render([stroke - corner for stroke in strokes], pen_width, size)
    return _bytes(read(drawing, paper=0)[-1].image)


def no_digit(rng: np.random.Generator, writer: Writer) -> np.ndarray:
    """Something that is no digit: a scribble, several digits at once, grey noise, or nothing at all."""
    kind = rng.uniform()
    if kind < 0.85:
        return read_drawing(*place(scribble(rng, writer), rng))
    if kind < 0.97:
        cells = int(rng.integers(4, GRID + 1))
        noise = rng.uniform(size=(cells, cells))
        noise[rng.uniform(size=noise.shape) > rng.uniform(0.05, 0.95)] = 0
        return _bytes(read(_bytes(noise))[-1].image)
    return np.full((GRID, GRID), 0 if kind < 0.985 else 255, np.uint8)


def warped(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An MNIST digit turned, slanted, stretched and bent, then read like a drawing.

    Half of the digits keep the thickness they have; `read` would bring all of them near the same one.
    """
    angle, slant = np.radians(np.clip(rng.normal((0, 4), 9), -25, 30))
    stretch = np.exp(rng.normal(0, 0.13, size=2))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    # Rows are (x, y) of the source for a step to the right and for a step down in the result.
    backward = turn @ np.array([[1, np.tan(slant)], [0, 1]]) @ np.diag(1 / stretch)
    axis = (np.arange(CANVAS) + 0.5) * (1.3 * GRID / CANVAS) - 0.65 * GRID
    x, y = np.meshgrid(axis, axis)
    shift = rng.uniform(0, 1.2) * rng.normal(size=(2, KNOTS, KNOTS))
    smooth = smooth_weights(CANVAS)
    x, y = np.stack([x, y]) + smooth @ shift @ smooth.T
    x, y = np.tensordot(backward, np.stack([x, y]), axes=1) + (GRID - 1) / 2
    result = bilinear(image[None] / np.float32(255), x[None], y[None])[0]
    kept = {"thickness"} if rng.uniform() < 0.5 else set()
    return _bytes(read(_bytes(result), skip=kept)[-1].image)


def redrawn(strokes: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Strokes found in an MNIST digit (`ink_strokes`), bent and drawn again with a random pen, and read."""
    strokes = [resample(stroke, 40) for stroke in strokes]
    strokes = fill(bend(strokes, rng, turning=0.6, slant=0), rng)
    return read_drawing(*place(sample(strokes, rng, ordered=False), rng))


def _bytes(picture: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def pen_chunk(seed: tuple[int, ...], count: int) -> Pictures:
    """`count` pen digits with their labels; each digit equally often."""
    rng, writer = np.random.default_rng(seed), Writer()
    labels = rng.permutation(np.arange(count) % 10)
    return np.stack([pen_digit(int(label), rng, writer) for label in labels]), labels.astype(np.int8)


def no_digit_chunk(seed: tuple[int, ...], count: int) -> Pictures:
    """`count` pictures of no digit, labelled `NO_DIGIT`."""
    rng, writer = np.random.default_rng(seed), Writer()
    return np.stack([no_digit(rng, writer) for _ in range(count)]), np.full(count, NO_DIGIT, np.int8)


def warped_chunk(seed: tuple[int, ...], images: np.ndarray, labels: np.ndarray) -> Pictures:
    """Each of some MNIST digits warped once."""
    rng = np.random.default_rng(seed)
    return np.stack([warped(image, rng) for image in images]), labels.astype(np.int8)


def redrawn_chunk(seed: tuple[int, ...], images: np.ndarray, labels: np.ndarray) -> Pictures:
    """Each of some MNIST digits drawn again with a pen; those in which no stroke is found are left out."""
    rng = np.random.default_rng(seed)
    found = [(strokes, label) for strokes, label in zip(strokes_in(images), labels, strict=True) if strokes]
    drawn = np.stack([redrawn(strokes, rng) for strokes, _ in found])
    return drawn, np.array([label for _, label in found], np.int8)


def training_set(
    images: np.ndarray,
    labels: np.ndarray,
    recipe,
    seed: int,
    processes: int | None = None,
    cache: Path | None = None,
) -> Pictures:
    """All pictures of a recipe: some MNIST digits as they are, and what is made by a rule.

    Args:
        images: MNIST digits, uint8 (n, 28, 28), with their `labels`.
        recipe: see `digits.Recipe`.
        seed: decides what is drawn.
        processes: that draw at once; one a core where it is None.
        cache: an .npz file to take the drawn pictures from, if it has those of this recipe and seed; else
            they are drawn, and written to it.
    """
    tasks = _tasks(images, labels, recipe, seed)
    copies = np.tile(images, (recipe.copies, 1, 1)), np.tile(labels.astype(np.int8), recipe.copies)
    if not tasks:
        return copies
    made_of = repr((recipe.pen_digits, recipe.warps, recipe.redrawn, recipe.no_digits, len(images), seed))
    drawn = kept_pictures(tasks, processes, cache, made_of)
    return np.concatenate([copies[0], drawn[0]]), np.concatenate([copies[1], drawn[1]])


def kept_pictures(
    tasks: list[tuple], processes: int | None = None, cache: Path | None = None, made_of: str = ""
) -> Pictures:
    """What `make_pictures` draws: from the file `cache` if that was `made_of` the same, else kept there."""
    if cache and cache.exists():
        with np.load(cache, allow_pickle=False) as file:
            if file["made_of"] == made_of:
                return file["images"], file["labels"]
    images, labels = make_pictures(tasks, processes)
    if cache:
        np.savez(cache, made_of=made_of, images=images, labels=labels)
    return images, labels


def _tasks(images, labels, recipe, seed):
    tasks: list[tuple[Any, ...]] = [
        (pen_chunk, (seed, 0, index), count) for index, count in chunks(recipe.pen_digits)
    ]
    tasks += [(no_digit_chunk, (seed, 1, index), count) for index, count in chunks(recipe.no_digits)]
    for index, count in chunks(len(images)):
        part = slice(index * CHUNK, index * CHUNK + count)
        for copy in range(recipe.warps):
            tasks.append((warped_chunk, (seed, 2, index, copy), images[part], labels[part]))
        for copy in range(recipe.redrawn):
            tasks.append((redrawn_chunk, (seed, 3, index, copy), images[part], labels[part]))
    return tasks


def chunks(total: int) -> list[tuple[int, int]]:
    """(index, size) of the parts of at most CHUNK that make `total`."""
    return [(start // CHUNK, min(CHUNK, total - start)) for start in range(0, total, CHUNK)]


def make_pictures(tasks: list[tuple], processes: int | None = None) -> Pictures:
    """Run tasks `(function, *arguments)` in several processes; their pictures and labels, joined in order."""
    # One thread a process: the matrices are small, and the threads of several processes wait for each other.
    limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    before = {name: os.environ.get(name) for name in limits}
    os.environ.update(limits)
    start, parts = time.monotonic(), []
    try:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            for future in [pool.submit(*task) for task in tasks]:
                parts.append(future.result())
                left = time_left((time.monotonic() - start) / len(parts) * (len(tasks) - len(parts)))
                print(f"pictures {len(parts)}/{len(tasks)}  {left} left     ", end="\r", flush=True)
    finally:
        print()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return np.concatenate([images for images, _ in parts]), np.concatenate([labels for _, labels in parts])


def time_left(seconds: float) -> str:
    """Seconds as minutes and seconds, 75 -> `1:15`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
