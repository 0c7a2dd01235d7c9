"""MNIST as it ships with the project: 60,000 digits to train on and 10,000 to test with.

Yann LeCun, Corinna Cortes, Christopher J. C. Burges, "The MNIST database of handwritten digits"
(http://yann.lecun.com/exdb/mnist/), CC BY-SA 3.0; the file has the names and shapes of Keras's `mnist.npz`.
"""

import io
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import DATA, load_arrays, parsing, read_checked

SHAPES = {"x_train": (60000, 28, 28), "y_train": (60000,), "x_test": (10000, 28, 28), "y_test": (10000,)}
REBUILD = "python -m dlplay.training mnist"


class Mnist(NamedTuple):
    """Pictures uint8 (n, 28, 28), white ink on black, and their digits uint8 (n,); read-only."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


@cache
def load_mnist() -> Mnist:
    """All of MNIST (55 MB unpacked), read once.

    Raises:
        AssetError: if `assets/data/mnist.npz` is missing or not the recorded file.
    """
    return Mnist(**load_arrays(DATA / "mnist.npz", SHAPES, REBUILD))


@cache
def load_test_digits() -> tuple[np.ndarray, np.ndarray]:
    """The test pictures and their digits alone, for those who show them: 8 MB instead of 55.

    Raises:
        AssetError: as `load_mnist`.
    """
    data = read_checked(DATA / "mnist.npz", REBUILD)
    with parsing(DATA / "mnist.npz", REBUILD), np.load(io.BytesIO(data), allow_pickle=False) as file:
        pictures, digits = file["x_test"], file["y_test"]
    pictures.flags.writeable = digits.flags.writeable = False
    return pictures, digits
