"""Find what each part of the digit reader likes most: test digits, and pictures made for it."""

from pathlib import Path

import numpy as np

from dlplay.digits import liking, network
from dlplay.digits.mnist import load_test_digits
from dlplay.training.recording import record_sums

FILE = liking.FILE.name


def add_arguments(parser):
    """The options of `python -m dlplay.training liking`."""
    parser.add_argument("--out", type=Path, default=liking.FILE.parent, help="folder for the file")


def run(arguments):
    """Ask the shipped network, and record the file's sha256."""
    write(network.load().weights, arguments.out)


def write(weights: dict[str, np.ndarray], out: Path) -> None:
    """Write `digits-liking.npz` and its line in `SHA256SUMS` to `out`."""
    reader, (pictures, _) = network.Network(weights), load_test_digits()
    digits, excited = liking.favourites(liking.excitements(reader, (pictures / 255).astype(np.float32)))
    made = np.rint(liking.make_for_all(reader) * 255).astype(np.uint8)
    np.savez_compressed(out / FILE, allow_pickle=False, digits=digits, excitements=excited, made=made)
    record_sums(out, [FILE])
