"""A kernel slides over a picture: how far it reaches, where it stops, and what it finds at each place."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

PADDINGS = ("valid", "same")  # or a number of pixels


@dataclass(frozen=True)
class Sliding:
    """How a window moves over a picture; along both sides alike.

    Attributes:
        kernel: weights along a side, k.
        stride: pixels from one place to the next, s.
        padding: zeros around the picture: "valid" for none, "same" for as many as make ⌈n / s⌉ places, or a
            number of pixels on every side, p.
        dilation: pixels from one weight to the next, d.

    Raises:
        ValueError: for kernel, stride or dilation below 1, and a padding that is none of these.
    """

    kernel: int
    stride: int = 1
    padding: str | int = "valid"
    dilation: int = 1

    def __post_init__(self) -> None:
        for name in ("kernel", "stride", "dilation"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        known = self.padding in PADDINGS if isinstance(self.padding, str) else self.padding >= 0
        if not known:
            raise ValueError(f"padding must be one of {PADDINGS} or at least 0, got {self.padding!r}")

    @property
    def reach(self) -> int:
        """Pixels from the window's first to its last one: d (k - 1) + 1."""
        return self.dilation * (self.kernel - 1) + 1

    def border(self, n: int) -> tuple[int, int]:
        """Zeros before and after a side of n pixels; where "same" needs an odd number, the last is after."""
        if self.padding == "valid":
            return 0, 0
        if self.padding == "same":
            places = -(-n // self.stride)
            missing = max((places - 1) * self.stride + self.reach - n, 0)
            return missing // 2, missing - missing // 2
        return int(self.padding), int(self.padding)

    def size(self, n: int) -> int:
        """Places along a side of n pixels: ⌊(n + 2p - d (k - 1) - 1) / s⌋ + 1, with the border for 2p.

        Raises:
            ValueError: where the window does not fit.
        """
        room = n + sum(self.border(n)) - self.reach
        if room < 0:
            raise ValueError(f"n must be at least {n - room} for a window of {self.reach} pixels, got {n}")
        return room // self.stride + 1


class Window(NamedTuple):
    """What is computed at one place.

    patch, products: (k, k, C), the pixels below the window, and each times its weight.
    total: of the products; z: with the bias; a: max(0, z), ReLU.
    """

    patch: np.ndarray
    products: np.ndarray
    total: float
    z: float
    a: float


def bordered(x: np.ndarray, slide: Sliding) -> np.ndarray:
    """The picture (H, W, C) with its border of zeros."""
    around = [slide.border(side) for side in x.shape[:2]]
    return np.pad(x, [*around, (0, 0)])


def convolve(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, slide: Sliding) -> np.ndarray:
    """z[i, j, f] = sum_abc x[s i + d a - p, s j + d b - p, c] W[a, b, c, f] + b[f]; outside, x is 0.

    Args:
        x: (H, W, C).
        kernel: (k, k, C, F).
        bias: (F,).

    Returns:
        (H', W', F), H' and W' as `Sliding.size` says; before any activation.

    Raises:
        ValueError: where the window does not fit, or the kernel's shape is another.
    """
    if kernel.shape[:3] != (slide.kernel, slide.kernel, x.shape[2]):
        expected = (slide.kernel, slide.kernel, x.shape[2])
        raise ValueError(f"kernel must be of shape {expected} and filters, got {kernel.shape}")
    for side in x.shape[:2]:
        slide.size(side)
    reach, step = slide.reach, slide.stride
    places = sliding_window_view(bordered(x, slide), (reach, reach), axis=(0, 1))  # (i, j, C, reach, reach)
    patches = places[::step, ::step, :, :: slide.dilation, :: slide.dilation]  # (H', W', C, k, k)
    return np.einsum("ijcab,abcf->ijf", patches, kernel) + bias


def window(x: np.ndarray, kernel: np.ndarray, bias: float, slide: Sliding, place: tuple[int, int]) -> Window:
    """The arithmetic of one filter, (k, k, C), at a place of its map, the row first.

    Raises:
        ValueError: for a place outside of the map.
    """
    row, column = place
    if not (0 <= row < slide.size(x.shape[0]) and 0 <= column < slide.size(x.shape[1])):
        raise ValueError(f"place must be within the map, got {place}")
    top, left = slide.stride * row, slide.stride * column
    rows, columns = (slice(start, start + slide.reach, slide.dilation) for start in (top, left))
    patch = bordered(x, slide)[rows, columns]
    products = patch * kernel
    total = float(products.sum())
    z = total + bias
    return Window(patch, products, total, z, max(z, 0.0))
