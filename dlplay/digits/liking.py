"""What each part of the digit reader likes most: test digits that excite it, and a picture made for it.

A part is one of 32 filters, 128 hidden units or 10 outputs, in this order.  How much a picture excites it: of
a filter the mean of its map after relu, of a unit its sum before relu, of an output its logit.

The picture is made by gradient ascent (activation maximisation) from faint noise, its pixels kept in [0, 1]:
    x <- clip(x + rate g / max|g|),  g = d excitement / dx
Source: Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network", 2009.
Left out: priors that make such pictures look natural.  A filter needs no ascent: it sees 3 x 3 pixels, and
likes ink where its weight is above 0 and paper elsewhere.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.digits.gradient import pass_back_from_units
from dlplay.digits.network import SHAPES, Network
from dlplay.digits.reading import GRID

FILE = MODELS / "digits-liking.npz"
REBUILD = "python -m dlplay.training liking"
FILTERS, UNITS, OUTPUTS = (SHAPES[f"{layer}_bias"][0] for layer in ("conv", "dense", "output"))
SHOWN = 8  # test digits a part
BATCH = 250  # pictures at once: their maps take 40 MB
STEPS, RATE, FAINT = 64, 0.1, 0.2


class Liking(NamedTuple):
    """What each part likes, read-only.

    digits: uint16 (170, 8), places of the test digits that excite it most, the most first.
    excitements: float32 (170, 8), how much.
    made: uint8 (138, 28, 28), the picture made for each unit, then for each output; 255 is ink.
    """

    digits: np.ndarray
    excitements: np.ndarray
    made: np.ndarray


@cache
def load() -> Liking:
    """As shipped for the shipped network, read once.

    Raises:
        AssetError: if `assets/models/digits-liking.npz` is missing or not the recorded file.
    """
    parts = FILTERS + UNITS + OUTPUTS
    shapes = {"digits": (parts, SHOWN), "excitements": (parts, SHOWN), "made": (UNITS + OUTPUTS, GRID, GRID)}
    return Liking(**load_arrays(FILE, shapes, REBUILD))


def excitements(network: Network, pictures: np.ndarray) -> np.ndarray:
    """How much each picture (n, 28, 28), float32, excites each part: (n, 170)."""
    found = []
    for start in range(0, len(pictures), BATCH):
        trace = network(pictures[start : start + BATCH])
        if trace.conv is None:
            raise ValueError("network must have a convolution")
        found.append(np.hstack([trace.conv.mean(axis=(1, 2)), trace.dense_before, trace.logits]))
    return np.concatenate(found)


def favourites(excited: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of (n, parts) the places of the largest for each part and how large they are, (parts, 8) each."""
    order = np.argsort(-excited, axis=0, kind="stable")[:SHOWN]
    return order.T.astype(np.uint16), np.take_along_axis(excited, order, axis=0).T.astype(np.float32)


def best_patch(network: Network, number: int) -> np.ndarray:
    """What a filter likes best of all patches in [0, 1]: (3, 3) of 0 and 1."""
    return (network.weights["conv_kernel"][:, :, 0, number] > 0).astype(np.float64)


def make_for_all(network: Network, seed: int = 0) -> np.ndarray:
    """The picture made for each unit, then for each output, float32 (138, 28, 28) in [0, 1]."""
    parts = UNITS + OUTPUTS
    start = np.random.default_rng(seed).uniform(0, FAINT, (GRID, GRID))
    pictures = np.tile(start.astype(np.float32), (parts, 1, 1))
    for _ in range(STEPS):
        slope = uphill(network, pictures)
        steepest = np.abs(slope).max(axis=(1, 2), keepdims=True)
        pictures = np.clip(pictures + RATE * slope / np.where(steepest > 0, steepest, 1), 0, 1)
    return pictures


def uphill(network: Network, pictures: np.ndarray) -> np.ndarray:
    """d excitement / d picture, where picture number n is that of unit n, and those after them of outputs."""
    trace = network(pictures)
    at_sums = np.eye(len(pictures), UNITS, dtype=np.float32)
    at_sums[UNITS:] = network.weights["output_kernel"].T * (trace.dense_before[UNITS:] > 0)
    return pass_back_from_units(network, trace, at_sums).picture
