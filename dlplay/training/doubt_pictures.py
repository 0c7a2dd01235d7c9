"""The pictures from which the network that doubts learns: digits by their number, and what is none."""

from pathlib import Path
from typing import Any

import numpy as np

from dlplay.digits.doubt import NONE
from dlplay.digits.mnist import Mnist
from dlplay.training import digit_images
from dlplay.training.digit_images import Pictures, chunks
from dlplay.training.not_digits import HALF, MIRRORED, QUARTER, not_digit_chunk


def training_set(
    mnist: Mnist, recipe, seed: int, processes: int | None = None, cache: Path | None = None
) -> Pictures:
    """All pictures of a recipe, uint8 (n, 28, 28), and their labels: a digit, or `NONE`.

    Args:
        recipe: see `doubt.Recipe`.
        seed: decides what is drawn.
        processes, cache: as for `digit_images.training_set`.
    """
    kept = len(mnist.x_train) - recipe.held_out
    images, labels = mnist.x_train[:kept], mnist.y_train[:kept].astype(np.int8)
    counts = recipe.not_digits, recipe.pen_digits, recipe.redrawn, recipe.warped
    made_of = repr((*counts, kept, seed))
    drawn = digit_images.kept_pictures(_tasks(images, labels, recipe, seed), processes, cache, made_of)
    parts = (images, labels), drawn, mirrored(images[-recipe.mirrored :], labels[-recipe.mirrored :])
    pictures, given = (np.concatenate(side) for side in zip(*parts, strict=True))
    return pictures, np.where(given < 0, NONE, given)


def mirrored(images: np.ndarray, labels: np.ndarray) -> Pictures:
    """MNIST digits mirrored, turned by 90° either way or by 180°, of those that are none then."""
    ways = (
        (images[:, :, ::-1], MIRRORED),
        (np.rot90(images, 1, (1, 2)), QUARTER),
        (np.rot90(images, 3, (1, 2)), QUARTER),
        (images[:, ::-1, ::-1], HALF),
    )
    chosen = [
        pictures[way :: len(ways)][np.isin(labels[way :: len(ways)], digits)]
        for way, (pictures, digits) in enumerate(ways)
    ]
    pictures = np.concatenate(chosen)
    return pictures, np.full(len(pictures), digit_images.NO_DIGIT, np.int8)


def _tasks(images, labels, recipe, seed):
    tasks: list[tuple[Any, ...]] = [
        (not_digit_chunk, (seed, 0, index), count) for index, count in chunks(recipe.not_digits)
    ]
    tasks += [(digit_images.pen_chunk, (seed, 1, index), count) for index, count in chunks(recipe.pen_digits)]
    for kind, chunk, total in (
        (2, digit_images.redrawn_chunk, recipe.redrawn),
        (3, digit_images.warped_chunk, recipe.warped),
    ):
        for index, count in chunks(total):
            part = slice(index * digit_images.CHUNK, index * digit_images.CHUNK + count)
            tasks.append((chunk, (seed, kind, index), images[part], labels[part]))
    return tasks
