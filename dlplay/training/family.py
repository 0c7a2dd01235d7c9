"""Train and export the family of digit readers: small ones, and the shipped one pruned and in fewer bits.

`linear`, `mlp` and `tiny` learn from MNIST. `pruned_50`, `_80` and `_95` are the shipped reader with the
smallest weights of its kernels set to zero, trained on with those held at zero (Han, Pool, Tran and Dally,
"Learning both weights and connections for efficient neural networks", 2015). `float16` and `int8` are the
shipped reader in fewer bits. The figures of all are measured on the files; the test digits decide nothing.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.digits.family.members import FACTS, MEMBERS

DERIVED = [key for key, member in MEMBERS.items() if member.derived]
MADE = [key for key in MEMBERS if key != "textbook"]


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    epochs: int
    learning_rate: float
    batch_size: int = 128
    cosine: bool = True  # warm-up, then a cosine to nearly zero
    weight_decay: float = 0.0
    averaging: float = 0.0  # momentum of the running mean of the weights, which ships; 0: the last ones ship
    fresh: float = 0.0  # share of the pictures that are warped a little each time they come up
    pen_digits: int = 0  # pictures of synthetic pen strokes, beside MNIST
    held_out: int = 5_000  # MNIST's last training digits, for choices between recipes


PRUNED = Recipe(epochs=1, learning_rate=5e-4, batch_size=256, fresh=0.5, pen_digits=10_000)
RECIPES = {
    "linear": Recipe(epochs=8, learning_rate=2e-3),
    "mlp": Recipe(epochs=8, learning_rate=2e-3),
    "tiny": Recipe(epochs=10, learning_rate=5e-3, fresh=0.5),
    "pruned_50": PRUNED,
    "pruned_80": PRUNED,
    "pruned_95": replace(PRUNED, epochs=2, learning_rate=2e-3),
}


def add_arguments(parser):
    """The options of `python -m dlplay.training family`."""
    parser.add_argument("--data", type=Path, help="mnist.npz or a folder of idx files (default: download)")
    parser.add_argument("--out", type=Path, default=FACTS.parent, help="folder for the files")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only",
        nargs="+",
        choices=["derived", *MADE],
        help="make these alone, `derived` for all that come from the shipped reader, and measure all",
    )
    parser.add_argument("--processes", type=int, help="that draw pictures at once (default: one a CPU core)")


def run(arguments):
    """Make the members that the options name, then measure all of them."""
    from dlplay.training import family_export, mnist_data

    only = set(arguments.only or MADE)
    if "derived" in only:
        only |= {*DERIVED}
    mnist, out = mnist_data.fetch_mnist(arguments.data), arguments.out
    out.mkdir(parents=True, exist_ok=True)
    for key in (key for key in MADE if key in only):
        print(key)
        family_export.make(MEMBERS[key], RECIPES.get(key), mnist, arguments.seed, arguments.processes, out)
    family_export.record(RECIPES, mnist, arguments.seed, out)
