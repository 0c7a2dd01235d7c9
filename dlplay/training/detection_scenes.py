"""The scenes from which the network that finds digits learns, drawn by several processes without Keras."""

from pathlib import Path
from typing import Any

import numpy as np

from dlplay.digits.mnist import Mnist
from dlplay.training.digit_images import chunks, kept_pictures
from dlplay.training.pen_strokes import Writer
from dlplay.training.scenes import Digits, training_scene

MOST = 24  # digits of a sheet
NONE = -1  # the label of a row without digit


def training_set(
    mnist: Mnist, recipe, seed: int, processes: int | None = None, cache: Path | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """All scenes of a recipe: images uint8 (n, H, W), and their digits as `rows_of` writes them.

    Each part of the scenes has its own of MNIST's training digits, of which the last train nothing.
    """
    kept = len(mnist.x_train) - recipe.held_out
    parts = chunks(recipe.scenes)
    tasks: list[tuple[Any, ...]] = []
    for index, count in parts:
        own = slice(index * kept // len(parts), (index + 1) * kept // len(parts))
        tasks.append((scene_chunk, (seed, index), count, mnist.x_train[own], mnist.y_train[own], recipe))
    return kept_pictures(
        tasks, processes, cache, repr((recipe.scenes, recipe.size, recipe.pen, recipe.habits, kept, seed))
    )


def scene_chunk(seed, count: int, pictures: np.ndarray, labels: np.ndarray, recipe):
    """`count` scenes: images uint8 (count, H, W) and rows float32 (count, 24, 5)."""
    random, digits = np.random.default_rng(seed), Digits(pictures, labels, Writer(), recipe.pen)
    made = [training_scene(random, digits, recipe.size, habits=recipe.habits) for _ in range(count)]
    images = np.stack([np.rint(one.image * 255).astype(np.uint8) for one in made])
    return images, np.stack([rows_of(one.labels, one.boxes) for one in made])


def rows_of(labels: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Label, x0, y0, x1, y1 of each digit, float32 (24, 5); the rows that are left over have the label -1."""
    rows = np.full((MOST, 5), NONE, np.float32)
    rows[: len(labels), 0], rows[: len(labels), 1:] = labels[:MOST], boxes[:MOST]
    return rows
