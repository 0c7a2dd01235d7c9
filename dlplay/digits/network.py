"""The shipped network that reads digits, run in numpy: Conv2D(32, 3x3, relu) -> MaxPooling2D(2x2) -> Flatten
-> Dense(128, relu) -> Dense(10, softmax).

Keras trained it (`python -m dlplay.training digits`); here it only answers, and hands out every number on
the way.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.assets import MODELS, load_arrays
from dlplay.layers import conv2d, dense, max_pool, softmax

WEIGHTS = MODELS / "digits.npz"
PACKED = MODELS / "digits-live.bin"  # for the browser, by `python -m dlplay.training live`
KERAS_FILE = MODELS / "digits.keras"
FACTS = MODELS / "digits.json"
REBUILD = "python -m dlplay.training digits"
SHAPES = {
    "conv_kernel": (3, 3, 1, 32),
    "conv_bias": (32,),
    "dense_kernel": (5408, 128),
    "dense_bias": (128,),
    "output_kernel": (128, 10),
    "output_bias": (10,),
}


@dataclass(frozen=True)
class Trace:
    """All that the network computed for one picture, float32."""

    conv_before: np.ndarray | None  # (26, 26, 32) before relu; None in a network without convolution
    conv: np.ndarray | None  # (26, 26, 32)
    pooled: np.ndarray  # (13, 13, 32); the picture itself without convolution
    dense_before: np.ndarray  # (128,) before relu
    dense: np.ndarray  # (128,)
    logits: np.ndarray  # (10,)
    probabilities: np.ndarray  # (10,)
    weights: dict[str, np.ndarray]  # of the network, as in `SHAPES`


@dataclass(frozen=True)
class Network:
    """Weights by the names of `SHAPES`; a dense network has none of a convolution.

    They never change, so threads may share a network.

    Attributes:
        activation: of the convolution and the hidden layer; a key of `dlplay.activations.ACTIVATIONS`.
        pool: side of the pooling windows; 1 leaves the convolution as it is.
    """

    weights: dict[str, np.ndarray]
    activation: str = "relu"
    pool: int = 2

    def __call__(self, picture: np.ndarray) -> Trace:
        """Read one picture of shape (28, 28), float32 in [0, 1], or several (n, 28, 28) at once."""
        weights = self.weights
        conv_before = conv = None
        pooled = picture[..., None]
        if "conv_kernel" in weights:
            conv_before = conv2d(pooled, weights["conv_kernel"], weights["conv_bias"])
            conv = self._activate(conv_before)
            pooled = max_pool(conv, self.pool)
        flat = pooled.reshape(*picture.shape[:-2], -1)
        dense_before = dense(flat, weights["dense_kernel"], weights["dense_bias"])
        hidden = self._activate(dense_before)
        logits = dense(hidden, weights["output_kernel"], weights["output_bias"])
        return Trace(conv_before, conv, pooled, dense_before, hidden, logits, softmax(logits), weights)

    def _activate(self, z: np.ndarray) -> np.ndarray:
        if self.activation == "relu":
            return np.maximum(z, 0)  # stays in float32, for speed
        return ACTIVATIONS[self.activation].function(z).astype(np.float32)


@cache
def load() -> Network:
    """The shipped network, read once.

    Raises:
        AssetError: if `assets/models/digits.npz` is missing or not the recorded file.
    """
    return Network(load_arrays(WEIGHTS, SHAPES, REBUILD))
