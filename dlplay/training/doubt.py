"""Train the network that doubts: it tells the ten digits from drawings that are none of them.

A small convolutional network with eleven answers (`dlplay.digits.doubt`), trained on MNIST, on digits drawn
with a pen and on drawings that are no digit (`not_digits`). How much doubt is too much is set on digits that
trained nothing: MNIST's last training digits, and pen digits of a seed of their own.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.digits.doubt import WEIGHTS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    epochs: int = 12
    batch_size: int = 256
    learning_rate: float = 2e-3
    cosine: bool = True  # warm-up, then a cosine to nearly zero
    dropout: float = 0.1  # before the dense layer
    weight_decay: float = 0.0
    averaging: float = 0.999  # momentum of the running mean of the weights, which ships
    fresh: float = 0.5  # share of the pictures that are warped a little each time they come up
    pen_digits: int = 40_000
    redrawn: int = 13_000  # of MNIST's training digits, the first, drawn again with a pen
    warped: int = 10_000
    mirrored: int = 15_000  # mirrored or turned so that they are no digit any more
    not_digits: int = 80_000
    held_out: int = 5_000  # MNIST's last training digits; with these they set the threshold:
    drawn_out: int = 1_000  # pen digits; and as many drawings of no digit, which are only measured
    doubted: float = 0.015  # of those, the share that may be doubted though the reader is sure


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training doubt`."""
    parser.add_argument("--data", type=Path, help="mnist.npz or a folder of idx files (default: download)")
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the trained network")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--processes", type=int, help="that draw pictures at once (default: one a CPU core)")
    parser.add_argument("--cache", type=Path, help="an .npz file that keeps the drawn pictures")


def run(arguments):
    """Train as the options say, then write the network, its figures and their sha256 to --out."""
    from dlplay.training import doubt_export, doubt_fit, doubt_pictures, mnist_data

    recipe = RECIPE
    if arguments.epochs is not None:
        recipe = replace(recipe, epochs=arguments.epochs)
    mnist = mnist_data.fetch_mnist(arguments.data)
    seed = arguments.seed
    images, labels = doubt_pictures.training_set(mnist, recipe, seed, arguments.processes, arguments.cache)
    network = doubt_fit.fit(recipe, images, labels, seed)
    doubt_export.write(network, recipe, seed, mnist, arguments.out)
