"""The network that says which digit was spoken, forwards, with all that stands between.

Notation: the picture (96, 32) of `features`: 96 times, 32 bands; T = 24 stretches of 40 ms; S = 128 sizes.
    three convolutions 3x3 with relu, each followed by the largest of 2x2, 2x2 and 1x2: (24, 4, 64), said as
    (24, 256) h_t = relu(Σ_k u_{t+k} W[k] + b),    k = -2 ... 2          a stretch between its neighbours,
    (S,) s_t = h_t V + c                                            what speaks for each of 20 digits here
    a_t = exp(h_t · q) / Σ_i exp(h_i · q)                      how much this stretch counts
    z = Σ_t a_t s_t,   p = softmax of the ten z of the language
The shares a_t s_t add up to z exactly.  The first ten of the 20 are the English digits, the others the
Chinese. Computation is in float32; Keras trained it: `python -m dlplay.training speech`.
"""

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.layers import conv2d, max_pool, softmax
from dlplay.speech.features import BANDS, FRAMES

WEIGHTS, FACTS = MODELS / "speech.npz", MODELS / "speech.json"
REBUILD = "python -m dlplay.training speech"
LANGUAGES = ("en", "zh")
FILTERS = (24, 48, 64)
UNITS, WIDTH = 128, 5
STEPS = FRAMES // 4
DIGITS = 10


class Weights(NamedTuple):
    """Kernels (3, 3, C, F) and biases (F,) of the convolutions; W (5, 256, S), b; V (S, 20), c; q (S,)."""

    kernel_1: np.ndarray
    bias_1: np.ndarray
    kernel_2: np.ndarray
    bias_2: np.ndarray
    kernel_3: np.ndarray
    bias_3: np.ndarray
    kernel_time: np.ndarray
    bias_time: np.ndarray
    kernel_digit: np.ndarray
    bias_digit: np.ndarray
    attention: np.ndarray


class Trace(NamedTuple):
    """Everything the network computes on one picture, float32.

    first (96, 32, 24), second (48, 16, 48), third (24, 8, 64): after each convolution's relu.
    hidden: (T, S), h. scores: (T, 20), s. attention: (T,), a. logits: (20,), z.
    """

    first: np.ndarray
    second: np.ndarray
    third: np.ndarray
    hidden: np.ndarray
    scores: np.ndarray
    attention: np.ndarray
    logits: np.ndarray

    @property
    def summary(self) -> np.ndarray:
        """Σ_t a_t h_t, (S,): what the network makes of the whole word."""
        return self.attention @ self.hidden

    def probabilities(self, language: str) -> np.ndarray:
        """p, (10,), of the digits of a language."""
        return softmax(self.logits[_places(language)])

    def shares(self, language: str) -> np.ndarray:
        """a_t s_t, (T, 10): what each stretch adds to each z."""
        return self.attention[:, None] * self.scores[:, _places(language)]


def forward(picture: np.ndarray, weights: Weights) -> Trace:
    """Read a picture (96, 32)."""
    first = _convolution(picture[..., None], weights.kernel_1, weights.bias_1)
    second = _convolution(max_pool(first), weights.kernel_2, weights.bias_2)
    third = _convolution(max_pool(second), weights.kernel_3, weights.bias_3)
    rows = third.reshape(STEPS, -1, 2, FILTERS[2]).max(axis=2).reshape(STEPS, -1)  # (T, 256)
    hidden = np.maximum(_over_time(rows, weights.kernel_time) + weights.bias_time, 0)
    scores = hidden @ weights.kernel_digit + weights.bias_digit
    attention = softmax(hidden @ weights.attention)
    return Trace(first, second, third, hidden, scores, attention, attention @ scores)


def _convolution(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """A convolution 3x3 with zeros around (H, W, C), and relu: (H, W, F)."""
    return np.maximum(conv2d(x, kernel, bias, padding=1), 0)


def _over_time(rows: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Σ_k u_{t+k} W[k], zeros before and behind: (T, 256) to (T, S)."""
    around = np.pad(rows, ((WIDTH // 2, WIDTH // 2), (0, 0)))
    return sum(around[k : k + len(rows)] @ kernel[k] for k in range(WIDTH))


def _places(language: str) -> slice:
    start = DIGITS * LANGUAGES.index(language)
    return slice(start, start + DIGITS)


def array_shapes() -> dict[str, tuple[int, ...]]:
    """The arrays of the file."""
    a, b, c = FILTERS
    digits = DIGITS * len(LANGUAGES)
    return {
        "kernel_1": (3, 3, 1, a),
        "bias_1": (a,),
        "kernel_2": (3, 3, a, b),
        "bias_2": (b,),
        "kernel_3": (3, 3, b, c),
        "bias_3": (c,),
        "kernel_time": (WIDTH, c * BANDS // 8, UNITS),
        "bias_time": (UNITS,),
        "kernel_digit": (UNITS, digits),
        "bias_digit": (digits,),
        "attention": (UNITS,),
    }


def parameters() -> int:
    """How many numbers training sets."""
    return sum(math.prod(shape) for shape in array_shapes().values())


@cache
def load() -> Weights:
    """The shipped network, read once.

    Raises:
        AssetError: if its file is missing or not the recorded one.
    """
    arrays = load_arrays(WEIGHTS, array_shapes(), REBUILD)
    weights = Weights(**{name: array.astype(np.float32) for name, array in arrays.items()})
    for array in weights:
        array.flags.writeable = False  # threads share what is loaded once
    return weights
