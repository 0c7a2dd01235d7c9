"""The first training digits of MNIST, to show what a network will learn from, without all 60,000."""

import io
import zipfile
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import DATA, parsing, read_checked
from dlplay.digits.mnist import REBUILD, Mnist
from dlplay.digits.reading import GRID

SHOWN = 1000  # read; they hold more than 80 of each class
OF_EACH = 40


class FirstDigits(NamedTuple):
    """What there is to show.

    digits: the first 40 training digits of each class, in MNIST's order, without test digits.
    available: (10,) how many training digits of each class MNIST has.
    """

    digits: Mnist
    available: np.ndarray


@cache
def first_digits() -> FirstDigits:
    """Read once; 0.3 MB.

    Raises:
        AssetError: if `assets/data/mnist.npz` is missing or not the recorded file.
    """
    file = DATA / "mnist.npz"
    data = read_checked(file, REBUILD)
    with parsing(file, REBUILD), zipfile.ZipFile(io.BytesIO(data)) as archive:
        labels = np.lib.format.read_array(io.BytesIO(archive.read("y_train.npy")), allow_pickle=False)
        with archive.open("x_train.npy") as member:
            np.lib.format.read_magic(member)
            np.lib.format.read_array_header_1_0(member)
            pictures = np.frombuffer(member.read(SHOWN * GRID * GRID), np.uint8)
        pictures = pictures.reshape(-1, GRID, GRID)
    chosen = np.sort(
        np.concatenate([np.flatnonzero(labels[:SHOWN] == digit)[:OF_EACH] for digit in range(10)])
    )
    none = np.empty((0, GRID, GRID), np.uint8), np.empty(0, np.uint8)
    return FirstDigits(Mnist(pictures[chosen], labels[chosen], *none), np.bincount(labels, minlength=10))
