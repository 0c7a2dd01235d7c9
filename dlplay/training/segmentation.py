"""Train the two networks that colour a sheet's pixels by their digits: a U-Net, and one without its skips.

They learn from generated sheets (`dlplay.training.scenes`).  The settings were chosen on sheets with
training digits that had not trained; test digits and the pen set are only ever measured.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.assets import MODELS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    sheets: int = 12_000
    epochs: int = 3
    batch_size: int = 4
    learning_rate: float = 4e-3  # Adam, with a warm-up and a cosine to nearly zero:
    cosine: bool = True
    ground: float = 0.1  # weight of a pixel without ink in the loss; one with ink has 1
    held_out: int = 5_000  # the last training digits, which never train: for choices between recipes


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training segmentation`."""
    parser.add_argument("--out", type=Path, default=MODELS, help="folder for the trained networks")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--sheets", type=int, help="instead of the recipe's number")
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--processes", type=int, help="that draw sheets at once (default: one a CPU core)")


def run(arguments):
    """Train as the options say, then write the networks, their figures and their sha256 to --out."""
    from dlplay.training import segmentation_export, segmentation_fit, segmentation_sheets

    changed = {name: getattr(arguments, name) for name in ("sheets", "epochs")}
    recipe = replace(RECIPE, **{name: value for name, value in changed.items() if value is not None})
    sheets = segmentation_sheets.training_set(recipe, arguments.seed, arguments.processes)
    trained = {skips: segmentation_fit.fit(recipe, skips, *sheets, arguments.seed) for skips in (True, False)}
    segmentation_export.write(trained, recipe, arguments.seed, arguments.out)
