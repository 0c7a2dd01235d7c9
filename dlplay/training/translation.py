"""Train the translator of numbers and dates between Chinese, English words and digits.

A GRU encoder and decoder with attention (`dlplay.translation.network`) on examples that never end, drawn from
the seed; what a hash holds out is never among them. All six directions share one network: which language is
wanted it learns from the sign that the answer begins with.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.translation.shipped import FILE


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    updates: int = 9000
    batch: int = 64
    learning_rate: float = 3e-3
    warm_up: int = 200  # updates
    decay: float = 0.5  # the share of the updates over which the learning rate falls to zero at the end
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    tested: int = 200  # held-out examples of each direction and length


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training translation`."""
    parser.add_argument("--out", type=Path, default=FILE.parent, help="folder for the trained network")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--updates", type=int, help="instead of the recipe's number")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: one a core)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")


def run(arguments):
    """Train as the options say, then write the network, its figures and their sha256 to --out."""
    import time

    from dlplay.training import char_fit, translation_export, translation_fit

    recipe = RECIPE
    if arguments.updates is not None:
        recipe = replace(recipe, updates=arguments.updates)
    char_fit.use_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "translation.checkpoint.npz"
    begun = time.process_time()  # of all threads: what else the machine does is no part of it
    fitted = translation_fit.fit(recipe, arguments.seed, checkpoint, arguments.resume)
    seconds = round(time.process_time() - begun)
    translation_export.write(fitted, recipe, arguments.seed, seconds, arguments.out)
    checkpoint.unlink(missing_ok=True)
