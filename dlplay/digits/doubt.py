"""A second network that doubts: it knows the ten digits, and that a drawing may be none of them.

Conv2D(24, 5x5, stride 2, relu) -> Conv2D(48, 3x3, stride 2, relu) -> Conv2D(64, 3x3, relu) -> Flatten
-> Dense(64, relu) -> Dense(11, softmax). Keras trained it (`python -m dlplay.training doubt`). Its kernels
are kept in 8 bits, W = s q with a scale s for each filter or neuron, and the browser has the same numbers.

The reader must give one of ten answers to anything; it was never taught that there is anything but digits.
"""

from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.layers import conv2d, dense, softmax

WEIGHTS = MODELS / "doubt.npz"
FACTS = MODELS / "doubt.json"
REBUILD = "python -m dlplay.training doubt"
NONE = 10  # the eleventh answer: no digit
CONVOLUTIONS = {"conv_1": 2, "conv_2": 2, "conv_3": 1}  # by their strides
KERNELS: dict[str, tuple[int, ...]] = {
    "conv_1": (5, 5, 1, 24),
    "conv_2": (3, 3, 24, 48),
    "conv_3": (3, 3, 48, 64),
    "dense": (576, 64),
    "output": (64, NONE + 1),
}
PARAMETERS = sum(prod(shape) + shape[-1] for shape in KERNELS.values())
SHAPES = {f"{name}_kernel": shape for name, shape in KERNELS.items()}
SHAPES |= {f"{name}_{part}": shape[-1:] for name, shape in KERNELS.items() for part in ("scale", "bias")}
SHAPES["threshold"] = ()


@dataclass(frozen=True)
class Doubt:
    """The network, and how much doubt is too much.

    Attributes:
        weights: float32, `<name>_kernel` and `<name>_bias` for each of `KERNELS`.
        threshold: the most probable that "none" may be of what is taken for a digit.
    """

    weights: dict[str, np.ndarray]
    threshold: float

    def __call__(self, picture: np.ndarray) -> np.ndarray:
        """Probabilities of the ten digits and of none, float32 (11,), of a picture (28, 28) in [0, 1]."""
        x = picture[..., None]
        for name, stride in CONVOLUTIONS.items():
            x = np.maximum(conv2d(x, *self._of(name), stride), 0)
        hidden = np.maximum(dense(x.reshape(*picture.shape[:-2], -1), *self._of("dense")), 0)
        return softmax(dense(hidden, *self._of("output")))

    def rejects(self, picture: np.ndarray) -> bool:
        """Whether a picture (28, 28) is more probably none than the threshold allows."""
        return bool(self(picture)[NONE] > self.threshold)

    def _of(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        return self.weights[f"{name}_kernel"], self.weights[f"{name}_bias"]


def unpacked(arrays: dict[str, np.ndarray]) -> Doubt:
    """The network from the arrays of its file, by the names of `SHAPES`."""
    weights = {f"{name}_bias": arrays[f"{name}_bias"] for name in KERNELS}
    for name in KERNELS:
        weights[f"{name}_kernel"] = arrays[f"{name}_kernel"] * arrays[f"{name}_scale"]
    for array in weights.values():
        array.flags.writeable = False
    return Doubt(weights, float(arrays["threshold"]))


@cache
def load_packed() -> dict[str, np.ndarray]:
    """The arrays of the shipped file, read once.

    Raises:
        AssetError: if `assets/models/doubt.npz` is missing or not the recorded file.
    """
    return load_arrays(WEIGHTS, SHAPES, REBUILD)


@cache
def load() -> Doubt:
    """The shipped network. Raises as `load_packed`."""
    return unpacked(load_packed())
