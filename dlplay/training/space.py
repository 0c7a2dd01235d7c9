"""Find where the digit reader puts MNIST's digits: training digits to compare with, a map of the test set."""

from pathlib import Path

import numpy as np

from dlplay.digits import network
from dlplay.digits.explanations import space
from dlplay.digits.mnist import load_mnist
from dlplay.training.recording import record_sums

FILE = space.FILE.name


def add_arguments(parser):
    """The options of `python -m dlplay.training space`."""
    parser.add_argument("--out", type=Path, default=space.FILE.parent, help="folder for the file")


def run(arguments):
    """Ask the shipped network, and record the file's sha256."""
    write(network.load().weights, arguments.out)


def write(weights: dict[str, np.ndarray], out: Path) -> None:
    """Write `digits-space.npz` and its line in `SHA256SUMS` to `out`."""
    mnist = load_mnist()
    found = space.make(network.Network(weights), mnist.x_train, mnist.y_train, mnist.x_test)
    np.savez_compressed(out / FILE, allow_pickle=False, **found._asdict())
    record_sums(out, [FILE])
