"""Networks of the family as lists of layers: from one list come shapes, counts, the answer, the Keras model.

A convolution has no padding and relu, a dense layer relu but the last, which has softmax; names and meanings
are Keras's.  Left out: all that the family does not need (strides, padding, other activations).

Notation: k side of a filter or a window, C channels, F filters, H' W' places where a filter stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from dlplay.digits.reading import GRID
from dlplay.layers import conv2d, dense, max_pool, softmax

Shape = tuple[int, ...]
CLASSES = 10


@dataclass(frozen=True)
class Layer:
    """One layer.

    Attributes:
        kind: "conv", "pool", "flatten" or "dense".
        name: of its weights, `<name>_kernel` and `<name>_bias`; "" where it has none.
        size: k of a convolution or of pooling.
        units: filters F of a convolution, units of a dense layer.
    """

    kind: str
    name: str = ""
    size: int = 0
    units: int = 0

    def kernel(self, shape: Shape) -> Shape | None:
        """Shape of its kernel for an input of this shape: (k, k, C, F), or (n_in, units); None for none."""
        if self.kind == "conv":
            return (self.size, self.size, shape[-1], self.units)
        return (shape[0], self.units) if self.kind == "dense" else None

    def output(self, shape: Shape) -> Shape:
        """Shape of what it gives for one picture: (H', W', channels), or (numbers,)."""
        match self.kind:
            case "conv":
                return (shape[0] - self.size + 1, shape[1] - self.size + 1, self.units)
            case "pool":
                return (shape[0] // self.size, shape[1] // self.size, shape[2])
            case "flatten":
                return (prod(shape),)
        return (self.units,)


def conv(name: str, size: int, filters: int) -> Layer:
    """Conv2D(filters, size, relu)."""
    return Layer("conv", name, size, filters)


def pool(size: int = 2) -> Layer:
    """MaxPooling2D(size)."""
    return Layer("pool", size=size)


def hidden(name: str, units: int) -> Layer:
    """Dense(units, relu), softmax where it is the last."""
    return Layer("dense", name, units=units)


FLATTEN = Layer("flatten")
ARCHITECTURES: dict[str, tuple[Layer, ...]] = {
    "linear": (FLATTEN, hidden("output", CLASSES)),
    "mlp": (FLATTEN, hidden("dense", 128), hidden("output", CLASSES)),
    "textbook": (conv("conv", 3, 32), pool(), FLATTEN, hidden("dense", 128), hidden("output", CLASSES)),
    "tiny": (
        conv("conv_1", 3, 8),
        pool(),
        conv("conv_2", 3, 24),
        pool(),
        conv("conv_3", 3, 24),
        FLATTEN,
        hidden("output", CLASSES),
    ),
}


@dataclass(frozen=True)
class Work:
    """What one layer with weights does for one picture.

    Its kernel stands at `places` places (H' W' of a convolution, 1 of a dense layer), and at each place every
    weight is multiplied once and added: multiply_adds = places · weights.

    Attributes:
        kernel: shape of its kernel.
        output: shape of what it gives.
    """

    layer: Layer
    kernel: Shape
    output: Shape

    @property
    def places(self) -> int:
        """H' W', or 1."""
        return prod(self.output[:-1])

    @property
    def weights(self) -> int:
        """Of the kernel: k k C F, or n_in · units."""
        return prod(self.kernel)

    @property
    def biases(self) -> int:
        """One a filter or unit."""
        return self.kernel[-1]

    @property
    def multiply_adds(self) -> int:
        """places · weights."""
        return self.places * self.weights


def work(layers: Sequence[Layer]) -> tuple[Work, ...]:
    """What each layer with weights does for a picture of 28 x 28 pixels, in order."""
    shape: Shape = (GRID, GRID, 1)
    found = []
    for layer in layers:
        kernel, shape = layer.kernel(shape), layer.output(shape)
        if kernel:
            found.append(Work(layer, kernel, shape))
    return tuple(found)


def shapes(layers: Sequence[Layer]) -> dict[str, Shape]:
    """The arrays of a network by their names."""
    named: dict[str, Shape] = {}
    for one in work(layers):
        named |= {f"{one.layer.name}_kernel": one.kernel, f"{one.layer.name}_bias": (one.biases,)}
    return named


def forward(layers: Sequence[Layer], weights: dict[str, np.ndarray], pictures: np.ndarray) -> np.ndarray:
    """Probabilities (..., 10) of pictures (..., 28, 28), float32 in [0, 1]."""
    x = pictures[..., None]
    for layer in layers:
        match layer.kind:
            case "pool":
                x = max_pool(x, layer.size)
            case "flatten":
                x = x.reshape(*pictures.shape[:-2], -1)
            case kind:
                kernel, bias = weights[f"{layer.name}_kernel"], weights[f"{layer.name}_bias"]
                x = (conv2d if kind == "conv" else dense)(x, kernel, bias)
                if layer is not layers[-1]:
                    x = np.maximum(x, 0)
    return softmax(x)
