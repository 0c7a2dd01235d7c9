"""The network that finds digits: a convolution has no fixed size, so it reads a sheet of any.

    ink (H, W, 1)
    conv_1  3x3, stride 2, 16   conv_2  3x3, 24     (H/2, W/2)
    conv_3  3x3, stride 2, 48   conv_4  3x3, 48     (H/4, W/4)
    conv_5  3x3, stride 2, 96   conv_6, conv_7  96  (H/8, W/8)
    near = conv_4 W + b, far = upsample(conv_7 V + c), both 64 channels
    merged = relu(near + far),  conv_8  3x3, 64     (H/4, W/4)
    scores  1x1, 10, sigmoid;  shapes  1x1, 4

Each convolution has a border of zeros and ReLU. Of each cell of 4 x 4 pixels with its middle (x, y) it says,
for each digit, how sure it is that one has its centre here, and four numbers (a, b, c, d): the box of that
digit has its centre at (x + 4 a, y + 4 b), the width 16 exp(c) and the height 16 exp(d).

Source: X. Zhou, D. Wang and P. Krähenbühl, "Objects as points", 2019 (CenterNet); here with several cells a
digit, of which non-maximum suppression keeps one.  Keras trained it: `python -m dlplay.training detection`.
"""

from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.layers import conv2d, dense, sigmoid, upsample

WEIGHTS, FACTS = MODELS / "detection.npz", MODELS / "detection.json"
REBUILD = "python -m dlplay.training detection"
CELL = 4  # pixels
UNIT = 16.0  # pixels: exp(0) times this is the width or height of a box
KERNELS: dict[str, tuple[int, ...]] = {
    "conv_1": (3, 3, 1, 16),
    "conv_2": (3, 3, 16, 24),
    "conv_3": (3, 3, 24, 48),
    "conv_4": (3, 3, 48, 48),
    "conv_5": (3, 3, 48, 96),
    "conv_6": (3, 3, 96, 96),
    "conv_7": (3, 3, 96, 96),
    "near": (48, 64),
    "far": (96, 64),
    "conv_8": (3, 3, 64, 64),
    "scores": (64, 10),
    "shapes": (64, 4),
}
STRIDES = {"conv_1": 2, "conv_3": 2, "conv_5": 2}
PARAMETERS = sum(prod(shape) + shape[-1] for shape in KERNELS.values())
SHAPES = {f"{name}_kernel": shape for name, shape in KERNELS.items()}
SHAPES |= {f"{name}_bias": shape[-1:] for name, shape in KERNELS.items()}


@dataclass(frozen=True)
class Maps:
    """What the network says of each cell.

    Attributes:
        scores: float32 (h, w, 10) in [0, 1], how sure it is that a digit's centre is here.
        boxes: float32 (h, w, 4), x0, y0, x1, y1 of that digit's box, in pixels of the picture.
    """

    scores: np.ndarray
    boxes: np.ndarray


@dataclass(frozen=True)
class Network:
    """Weights float32 by the names of `SHAPES`."""

    weights: dict[str, np.ndarray]

    def __call__(self, ink: np.ndarray) -> Maps:
        """Read a picture float32 (H, W), 1 for ink, whose sides are multiples of 8."""
        quarter = self._convolved(ink[..., None], "conv_1", "conv_2", "conv_3", "conv_4")
        eighth = self._convolved(quarter, "conv_5", "conv_6", "conv_7")
        near, far = dense(quarter, *self._of("near")), dense(eighth, *self._of("far"))
        merged = self._convolved(np.maximum(near + upsample(far), 0), "conv_8")
        scores = sigmoid(dense(merged, *self._of("scores")))
        return Maps(scores, boxes_of(dense(merged, *self._of("shapes"))))

    def _convolved(self, x: np.ndarray, *names: str) -> np.ndarray:
        for name in names:
            x = conv2d(x, *self._of(name), STRIDES.get(name, 1), padding=1)
            np.maximum(x, 0, out=x)
        return x

    def _of(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        return self.weights[f"{name}_kernel"], self.weights[f"{name}_bias"]


def boxes_of(shapes: np.ndarray) -> np.ndarray:
    """The boxes (h, w, 4) that the four numbers (h, w, 4) of each cell stand for."""
    height, width = shapes.shape[:2]
    middles = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1) + np.float32(0.5)
    centres = (middles.astype(np.float32) + shapes[..., :2]) * CELL
    # a network that is out of its mind must not overflow
    half = np.exp(shapes[..., 2:].clip(-4, 4)) * np.float32(UNIT / 2)
    return np.concatenate([centres - half, centres + half], axis=-1)


@cache
def load() -> Network:
    """The shipped network, its weights kept in 16 bits.

    Raises:
        AssetError: if `assets/models/detection.npz` is missing or not the recorded file.
    """
    arrays = load_arrays(WEIGHTS, SHAPES, REBUILD)
    weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    for array in weights.values():
        array.flags.writeable = False
    return Network(weights)
