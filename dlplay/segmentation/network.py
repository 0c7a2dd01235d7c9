"""A U-Net in numpy: an encoder that makes the sheet coarser, a decoder that makes it fine again, and between
the two of each size a skip connection that hands the encoder's map over.

At each of the `LEVELS` sizes of the encoder two convolutions (3x3, ReLU), then max pooling (2x2); two more at
the bottom; in the decoder upsampling (2x2), the skip connection's map joined to it as further channels, two
convolutions; at last a 1x1 convolution to eleven numbers a pixel and their softmax.  A second network is the
same but for the skip connections.  Keras trained both (`python -m dlplay.training segmentation`).

Source: Ronneberger, Fischer and Brox, "U-Net: Convolutional networks for biomedical image segmentation",
2015; with a border of zeros, so that the answer is as large as the sheet.

Notation: H, W the sheet's height and width in pixels; both are multiples of 2 ** `LEVELS`.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.layers import conv2d, max_pool, softmax, upsample

CHANNELS = (8, 16, 32, 64)  # of the maps at each size, the sheet's own first
BOTTOM = 128  # channels of the coarsest maps
LEVELS = len(CHANNELS)
KERNEL = 3  # pixels along a side
CLASSES = 11  # the digits 0 to 9, and the ground
GROUND = 10

FACTS = MODELS / "segmentation.json"
REBUILD = "python -m dlplay.training segmentation"
NAMES = {True: "segmentation", False: "segmentation-plain"}  # with skip connections, and without


@dataclass(frozen=True)
class Trace:
    """All that the network computed for one sheet, float32.

    encoder: the maps of each size before pooling, (H / 2^k, W / 2^k, `CHANNELS`[k]).
    bottom: (H / 2^LEVELS, W / 2^LEVELS, `BOTTOM`).
    upsampled: what comes up from below at each size, the sheet's own first, (H / 2^k, W / 2^k, channels).
    decoder: the maps of each size, as `encoder`.
    probabilities: (H, W, `CLASSES`).
    """

    encoder: tuple[np.ndarray, ...]
    bottom: np.ndarray
    upsampled: tuple[np.ndarray, ...]
    decoder: tuple[np.ndarray, ...]
    logits: np.ndarray
    probabilities: np.ndarray

    @property
    def classes(self) -> np.ndarray:
        """The most probable class at each pixel, (H, W) int8: a digit, -1 for the ground."""
        best = self.probabilities.argmax(axis=-1).astype(np.int8)
        return np.where(best == GROUND, np.int8(-1), best)


@dataclass(frozen=True)
class Network:
    """Weights by the names of `shapes`; they never change, so threads may share a network."""

    weights: dict[str, np.ndarray]
    skips: bool = True

    def __call__(self, sheet: np.ndarray) -> Trace:
        """Read a sheet (H, W), float32 in [0, 1], ink on 0.

        Raises:
            ValueError: for sides that are no multiples of 2 ** `LEVELS`.
        """
        if any(side % 2**LEVELS or not side for side in sheet.shape):
            raise ValueError(f"sheet must have sides that {2**LEVELS} divides, got {sheet.shape}")
        x = sheet[..., None]
        encoder = []
        for level in range(LEVELS):
            encoder.append(self._pair(x, f"encoder{level}"))
            x = max_pool(encoder[-1])
        x = bottom = self._pair(x, "bottom")
        upsampled, decoder = [], []
        for level in reversed(range(LEVELS)):
            x = upsample(x)
            upsampled.append(x)
            joined = np.concatenate([x, encoder[level]], axis=-1) if self.skips else x
            x = self._pair(joined, f"decoder{level}")
            decoder.append(x)
        logits = conv2d(x, self.weights["output_kernel"], self.weights["output_bias"])
        return Trace(
            tuple(encoder), bottom, tuple(upsampled[::-1]), tuple(decoder[::-1]), logits, softmax(logits)
        )

    def _pair(self, x: np.ndarray, name: str) -> np.ndarray:
        """Two convolutions, each with ReLU."""
        for which in "ab":
            kernel, bias = self.weights[f"{name}{which}_kernel"], self.weights[f"{name}{which}_bias"]
            x = np.maximum(conv2d(x, kernel, bias, padding=KERNEL // 2), 0)
        return x


def layers(skips: bool) -> dict[str, tuple[int, int, int]]:
    """Of each convolution by its name: side of the kernel, channels that it reads, channels that it makes."""
    found = {}

    def pair(name: str, reads: int, makes: int) -> None:
        found[f"{name}a"], found[f"{name}b"] = (KERNEL, reads, makes), (KERNEL, makes, makes)

    below = 1
    for level, channels in enumerate(CHANNELS):
        pair(f"encoder{level}", below, channels)
        below = channels
    pair("bottom", below, BOTTOM)
    below = BOTTOM
    for level, channels in reversed(list(enumerate(CHANNELS))):
        pair(f"decoder{level}", below + channels * skips, channels)
        below = channels
    return found | {"output": (1, below, CLASSES)}


def shapes(skips: bool) -> dict[str, tuple[int, ...]]:
    """Of each array by its name, for `load_arrays`."""
    found: dict[str, tuple[int, ...]] = {}
    for name, (side, reads, makes) in layers(skips).items():
        found[f"{name}_kernel"], found[f"{name}_bias"] = (side, side, reads, makes), (makes,)
    return found


@cache
def load(skips: bool = True) -> Network:
    """A shipped network, read once.

    Raises:
        AssetError: if its file is missing or not the recorded one.
    """
    stored = load_arrays(MODELS / f"{NAMES[skips]}.npz", shapes(skips), REBUILD)
    weights = {name: array.astype(np.float32) for name, array in stored.items()}
    for array in weights.values():
        array.flags.writeable = False  # threads share them
    return Network(weights, skips)
