"""Train the two networks that colour a sheet's pixels by their digits: a U-Net, and one without its skips.

They learn in three steps: the encoder what single digits look like; the whole network to colour mosaics of
them; then generated sheets (`dlplay.training.scenes`).  Of sheets alone many thousands go by before one digit
is told from another.  The two train side by side, each on one core.  The settings were chosen on sheets with
training digits that had not trained; test digits and the pen set are only ever measured.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from dlplay.assets import MODELS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    digits_batch: int = 64  # single digits: each once
    digits_rate: float = 4e-3  # learning rates are those of Adam, with a warm-up and a cosine to nearly zero
    mosaics: int = 8_800
    mosaics_batch: int = 11
    mosaics_rate: float = 3e-3
    sheets: int = 8_000
    epochs: int = 2
    batch_size: int = 4
    learning_rate: float = 1.5e-3
    cosine: bool = True
    ground: float = 0.1  # weight of a pixel without ink in the loss; one with ink has 1
    held_out: int = 5_000  # the last training digits, which never train: for choices between recipes


RECIPE = Recipe()
ONE_THREAD = "TF_NUM_INTRAOP_THREADS", "1"  # maps are small: two threads of one network wait for each other


def add_arguments(parser):
    """The options of `python -m dlplay.training segmentation`."""
    parser.add_argument("--out", type=Path, default=MODELS, help="folder for the trained networks")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--sheets", type=int, help="instead of the recipe's number")
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--mosaics", type=int, help="instead of the recipe's number")
    parser.add_argument("--processes", type=int, help="that draw sheets at once (default: one a CPU core)")
    parser.add_argument("--checkpoints", type=Path, help="folder to keep each epoch in, and to go on from")


def run(arguments):
    """Train as the options say, then write the networks, their figures and their sha256 to --out."""
    from dlplay.training import segmentation_export, segmentation_fit, segmentation_sheets

    changed = {name: getattr(arguments, name) for name in ("sheets", "epochs", "mosaics")}
    recipe = replace(RECIPE, **{name: value for name, value in changed.items() if value is not None})
    sheets = segmentation_sheets.training_set(recipe, arguments.seed, arguments.processes)
    given = recipe, sheets, arguments.seed, arguments.checkpoints
    with ProcessPoolExecutor(2, get_context("spawn"), os.putenv, ONE_THREAD) as pool:
        fitted = {skips: pool.submit(segmentation_fit.fit, skips, *given) for skips in (True, False)}
        trained = {skips: one.result() for skips, one in fitted.items()}
    segmentation_export.write(trained, recipe, arguments.seed, arguments.out)
