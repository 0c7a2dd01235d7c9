"""Train the network that finds digits on a sheet: boxes, digits and scores (`dlplay.detection`).

It learns from scenes of MNIST's training digits and of our own pen strokes (`scenes`).  Threshold, overlap
and recipe were chosen on sheets of the last training digits, which trained nothing; the test digits and the
pen set are only ever measured.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.detection.network import WEIGHTS
from dlplay.training.scenes import Habits

HABITS = Habits(
    pens=(0.012, 0.22),
    straight=0.07,
    signs=(0.8, 3.0),
    table=0.35,
    huge=0.14,
    huge_heights=(66.0, 230.0),
    near=0.2,
)


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    scenes: int = 24_000
    size: tuple[int, int] = (96, 128)  # height and width of a scene, in pixels
    epochs: int = 4
    batch_size: int = 8
    learning_rate: float = 2e-3  # Adam, with a warm-up and a cosine to nearly zero:
    cosine: bool = True
    averaging: float = 0.998  # momentum of the running mean of the weights, which ships
    boxes: float = 1.0  # what a box's error counts beside that of the scores
    pen: float = 0.5  # share of the scenes that are written with a pen
    habits: Habits = HABITS
    held_out: int = 5_000  # MNIST's last training digits: with their scenes settings are chosen


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training detection`."""
    parser.add_argument("--data", type=Path, help="mnist.npz or a folder of idx files (default: download)")
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the trained network")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--scenes", type=int, help="instead of the recipe's number")
    parser.add_argument("--processes", type=int, help="that draw scenes at once (default: one a CPU core)")
    parser.add_argument("--cache", type=Path, help="an .npz file that keeps the drawn scenes")
    parser.add_argument("--measure", action="store_true", help="train nothing: measure what is in --out anew")


def run(arguments):
    """Train as the options say, then write the network, its figures and their sha256 to --out."""
    from dlplay.training import detection_export, detection_fit, detection_scenes, mnist_data

    changed = {name: getattr(arguments, name) for name in ("epochs", "scenes")}
    recipe = replace(RECIPE, **{name: value for name, value in changed.items() if value is not None})
    mnist = mnist_data.fetch_mnist(arguments.data)
    if arguments.measure:
        detection_export.measure(recipe, mnist, arguments.out)
        return
    seed = arguments.seed
    scenes = detection_scenes.training_set(mnist, recipe, seed, arguments.processes, arguments.cache)
    before = _computed()
    network = detection_fit.fit(recipe, scenes, seed)
    detection_export.write(network, recipe, seed, _computed() - before, mnist, arguments.out)


def _computed() -> float:
    """Seconds that all cores have computed for this process and those that it started."""
    return sum(os.times()[:4])
