"""Weights of the textbook's reader rounded to few bits, and what it answers then.

Each kernel is rounded apart for each filter or unit, with a scale s of its own, W ≈ s q with whole numbers q:

    b = 8..2 bits:  Q = 2^(b-1) - 1,  s = max|W| / Q,  q = round(W / s), from -Q to Q
    b = 1 bit:      s = mean|W|,      q = sign(W), +1 for 0

At 2 bits the largest weight makes a step so wide that most weights become 0; 1 bit, whose scale is the mean,
keeps a sign of each.  Biases stay in float32.  Nothing is trained after the rounding, and the sums are those
of float32: this tells what few bits do to weights, not how fast a machine for them would be.

Sources: 8 to 2 bits as in LiteRT's kernels, symmetric and for each channel: Krishnamoorthi, "Quantizing deep
convolutional networks for efficient inference", 2018; 1 bit: Rastegari, Ordonez, Redmon and Farhadi,
"XNOR-Net", ECCV 2016.
"""

from functools import cache

import numpy as np

from dlplay.digits import network
from dlplay.digits.network import Network

BITS = (8, 7, 6, 5, 4, 3, 2, 1)
FLOAT = 4  # bytes of a float32


def levels(kernel: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers q, int8 of the kernel's shape, and the scale s of each filter or unit, float32 (units,).

    Args:
        kernel: (..., units).
        bits: of `BITS`.

    Raises:
        ValueError: for another number of bits.
    """
    if bits not in BITS:
        raise ValueError(f"bits must be from {min(BITS)} to {max(BITS)}, got {bits}")
    magnitude = np.abs(kernel).reshape(-1, kernel.shape[-1])
    if bits == 1:
        return np.where(kernel < 0, -1, 1).astype(np.int8), magnitude.mean(axis=0)
    largest = 2 ** (bits - 1) - 1
    scale = magnitude.max(axis=0) / np.float32(largest)
    return np.rint(kernel / np.where(scale, scale, 1)).astype(np.int8), scale


def rounded(weights: dict[str, np.ndarray], bits: int) -> dict[str, np.ndarray]:
    """A network's arrays with every kernel rounded, W -> s q; biases as they are."""
    new = dict(weights)
    for name in filter(is_kernel, weights):
        whole, scale = levels(weights[name], bits)
        new[name] = whole * scale
    return new


def size(weights: dict[str, np.ndarray], bits: int) -> int:
    """Bytes of a network's arrays: each weight of a kernel in so many bits, scales and biases in float32."""
    total = 0
    for name, array in weights.items():
        if is_kernel(name):
            total += -(-array.size * bits // 8) + FLOAT * array.shape[-1]
        else:
            total += FLOAT * array.size
    return total


def is_kernel(name: str) -> bool:
    """Whether an array of this name is a kernel, and no bias."""
    return name.endswith("_kernel")


def reader(bits: int) -> Network:
    """The shipped reader with its weights rounded.

    Raises:
        ValueError: for another number of bits than in `BITS`.
        AssetError: if the shipped weights are missing or damaged.
    """
    kept = _kept(bits)
    return Network(
        {
            name: kept[name][0] * kept[name][1] if name in kept else array
            for name, array in network.load().weights.items()
        }
    )


@cache
def _kept(bits: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The whole numbers and scales of its kernels: 0.7 MB for each number of bits, a quarter of floats."""
    return {name: levels(array, bits) for name, array in network.load().weights.items() if is_kernel(name)}


def answers(picture: np.ndarray) -> dict[int, np.ndarray]:
    """Probabilities, float32 (10,), of a picture (28, 28) in [0, 1], for each number of `BITS`."""
    return {bits: reader(bits)(picture).probabilities for bits in BITS}
