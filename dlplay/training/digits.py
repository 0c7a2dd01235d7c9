"""Train the digit reader: a small convolutional network on MNIST and synthetic pen strokes.

Conv2D(32, 3x3, relu) on (28, 28, 1) -> MaxPooling2D(2x2) -> Flatten -> Dense(128, relu) ->
Dense(10, softmax), Adam, sparse categorical cross-entropy.  The recipe `plain` is the textbook's: MNIST, five
epochs.  The recipe `pen` has the same network and more pictures: MNIST as it is, warped, and drawn again with
a pen; and digits that a rule writes as people in many countries do.  The test digits are only ever measured.
"""

from dataclasses import dataclass, replace
from pathlib import Path

MODELS_FOLDER = Path(__file__).parents[2] / "assets" / "models"


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    epochs: int
    batch_size: int
    learning_rate: float
    cosine: bool = False  # warm-up, then a cosine to nearly zero; else constant
    dropout: tuple[float, float] = (0.0, 0.0)  # while training, before and after the hidden layer
    weight_decay: float = 0.0
    averaging: float = 0.0  # momentum of the running mean of the weights, which ships; 0: the last ones ship
    copies: int = 1  # of each MNIST digit as it is
    pen_digits: int = 0  # pictures of synthetic pen strokes
    warps: int = 0  # warped copies of each MNIST digit
    redrawn: int = 0  # copies of each MNIST digit drawn again with a pen
    no_digits: int = 0  # scribbles and the like, with labels drawn anew for each use
    fresh: float = 0.0  # share of the pictures that are warped a little each time they come up
    held_out: int = 0  # the last training digits, for choices between recipes


RECIPES = {
    "plain": Recipe(epochs=5, batch_size=64, learning_rate=1e-3),
    "pen": Recipe(
        epochs=8,
        batch_size=256,
        learning_rate=2.5e-3,
        cosine=True,
        dropout=(0.0, 0.05),
        averaging=0.999,
        copies=6,
        pen_digits=160_000,
        warps=1,
        redrawn=1,
        no_digits=16_000,
        fresh=0.75,
    ),
}


def add_arguments(parser):
    """The options of `python -m dlplay.training digits`."""
    parser.add_argument("--recipe", choices=sorted(RECIPES), default="pen")
    parser.add_argument("--data", type=Path, help="mnist.npz or a folder of idx files (default: download)")
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER, help="folder for the trained model")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--processes", type=int, help="that draw pictures at once (default: one a CPU core)")
    parser.add_argument("--cache", type=Path, help="an .npz file that keeps the drawn pictures")


def run(arguments):
    """Train as the options say, then write the model, its figures and its sha256 to --out."""
    from dlplay.training import digit_export, digit_fit, digit_images, mnist_data

    recipe = RECIPES[arguments.recipe]
    if arguments.epochs is not None:
        recipe = replace(recipe, epochs=arguments.epochs)
    mnist = mnist_data.fetch_mnist(arguments.data)
    kept = len(mnist.x_train) - recipe.held_out
    images, labels = digit_images.training_set(
        mnist.x_train[:kept],
        mnist.y_train[:kept],
        recipe,
        arguments.seed,
        arguments.processes,
        arguments.cache,
    )
    held_out = (mnist.x_train[kept:], mnist.y_train[kept:]) if recipe.held_out else None
    network = digit_fit.fit(recipe, images, labels, arguments.seed, held_out)
    digit_export.write(network, arguments.recipe, recipe, arguments.seed, mnist, held_out, arguments.out)
