"""Where the network puts a picture: the answers of its dense layer, 128 numbers, as a point among others.

Two pictures are near each other where these numbers are: distance(a, b) = sqrt(sum_j (a_j - b_j)^2). To be
looked at, the points are laid onto the two directions along which MNIST's 10,000 test digits differ most
(principal components; Pearson, 1901): place = (a - mean) axes^T.

The 5,000 neighbours are every twelfth of MNIST's 60,000 training digits: all of them would take 55 MB.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.digits.network import SHAPES, Network
from dlplay.digits.reading import GRID

FILE = MODELS / "digits-space.npz"
REBUILD = "python -m dlplay.training space"
UNITS = SHAPES["dense_bias"][0]
EVERY, NEIGHBOURS, TESTED = 12, 5000, 10000
BATCH = 200
PERCENTILES = 101


class Space(NamedTuple):
    """The points of the shipped network, read-only.

    pictures: uint8 (5000, 28, 28), training digits; digits: uint8 (5000,), which they are.
    codes: float16 (5000, 128), where the dense layer puts them.
    mean: float32 (128,), axes: float32 (2, 128), of the test digits; kept: float32 (2,), the share of their
    variance along each axis.
    tested: float32 (10000, 2), the test digits' places on these axes.
    usual: float32 (101,), how far the nearest neighbour of a test digit is, from the least to the most in
        hundredths of the test digits.
    """

    pictures: np.ndarray
    digits: np.ndarray
    codes: np.ndarray
    mean: np.ndarray
    axes: np.ndarray
    kept: np.ndarray
    tested: np.ndarray
    usual: np.ndarray

    def place(self, codes: np.ndarray) -> np.ndarray:
        """Where points (..., 128) lie on the two axes, (..., 2)."""
        return (codes - self.mean) @ self.axes.T

    def nearest(self, code: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The neighbours nearest to a point (128,): their numbers (count,) and distances (count,)."""
        distances = np.linalg.norm(self.codes.astype(np.float32) - code, axis=1)
        order = np.argsort(distances, kind="stable")[:count]
        return order, distances[order]


@cache
def load() -> Space:
    """As shipped for the shipped network, read once.

    Raises:
        AssetError: if `assets/models/digits-space.npz` is missing or not the recorded file.
    """
    shapes = {
        "pictures": (NEIGHBOURS, GRID, GRID),
        "digits": (NEIGHBOURS,),
        "codes": (NEIGHBOURS, UNITS),
        "mean": (UNITS,),
        "axes": (2, UNITS),
        "kept": (2,),
        "tested": (TESTED, 2),
        "usual": (PERCENTILES,),
    }
    return Space(**load_arrays(FILE, shapes, REBUILD))


def codes(network: Network, pictures: np.ndarray) -> np.ndarray:
    """Where the dense layer puts pictures, uint8 (n, 28, 28): float32 (n, 128)."""
    parts = [pictures[at : at + BATCH] / np.float32(255) for at in range(0, len(pictures), BATCH)]
    return np.concatenate([network(part).dense for part in parts])


def make(network: Network, pictures: np.ndarray, digits: np.ndarray, tested: np.ndarray) -> Space:
    """The space of a network.

    Args:
        pictures, digits: training digits, uint8 (n, 28, 28) and (n,), of which every twelfth stays.
        tested: test digits, uint8 (m, 28, 28).
    """
    kept, found = pictures[::EVERY], codes(network, tested).astype(np.float64)
    neighbours = codes(network, kept).astype(np.float16)
    mean = found.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(found - mean, rowvar=False))
    axes = directions[:, :-3:-1].T
    axes = axes * np.sign(axes.sum(axis=1, keepdims=True))  # which way they point is no matter of the data
    space = Space(
        kept,
        digits[::EVERY],
        neighbours,
        mean.astype(np.float32),
        axes.astype(np.float32),
        (variances[:-3:-1] / variances.sum()).astype(np.float32),
        ((found - mean) @ axes.T).astype(np.float32),
        np.zeros(PERCENTILES, np.float32),
    )
    away = [space.nearest(code, 1)[1][0] for code in found]
    return space._replace(usual=np.percentile(away, np.linspace(0, 100, PERCENTILES)).astype(np.float32))
