"""The pass back through the digit reader: how each of its answers changes with each pixel of the picture.

Keras's own rules where a derivative does not exist: relu has none below 0 and at 0, and of equal numbers in a
pooling window the first, row by row, takes all.  Left out: gradients of the weights, which training has.
"""

from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.digits.network import Network, Trace


class Gradient(NamedTuple):
    """The derivative of one number S with respect to all that the network computed on the way to it.

    Each has the shape of what it belongs to in `Trace`, after N leading axes of several pictures.
    """

    picture: np.ndarray  # (N, 28, 28)
    conv: np.ndarray | None  # (N, 26, 26, 32), dS / d conv after relu; None in a network without convolution
    pooled: np.ndarray  # (N, 13, 13, 32)
    dense: np.ndarray  # (N, 128), dS / d dense after relu


def pass_back(network: Network, trace: Trace, at_logits: np.ndarray) -> Gradient:
    """dS / dx by the chain rule, from the ten dS / dz of the logits down to the picture.

    Args:
        trace: what `network` made of one picture, or of several at once.
        at_logits: dS / dz, (N, 10): 1 for one class and 0 for the others explains that class's logit;
            `probabilities - one_hot` is that of the cross-entropy.
    """
    hidden = at_logits @ network.weights["output_kernel"].T
    below = pass_back_from_units(network, trace, hidden * _slope(network, trace.dense_before))
    return below._replace(dense=hidden)


def pass_back_from_units(network: Network, trace: Trace, at_dense_before: np.ndarray) -> Gradient:
    """The same from the hidden units' sums down, of a number S that knows the picture by them alone.

    Args:
        at_dense_before: dS / d dense_before, (N, 128): 1 for one unit and 0 for the others explains its sum.

    Returns:
        `dense` is what it was given.
    """
    weights = network.weights
    pooled = (at_dense_before @ weights["dense_kernel"].T).reshape(trace.pooled.shape)
    if trace.conv is None or trace.conv_before is None:
        return Gradient(pooled[..., 0], None, pooled, at_dense_before)
    conv = max_pool_back(pooled, trace.conv, network.pool)
    picture = conv2d_back(conv * _slope(network, trace.conv_before), weights["conv_kernel"])
    return Gradient(picture[..., 0], conv, pooled, at_dense_before)


def conv2d_back(at_z: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """dS / dx[i, j, c] = sum_abf dS / dz[i - a, j - b, f] W[a, b, c, f]: `layers.conv2d` read backwards.

    Args:
        at_z: (N, H - A + 1, W - B + 1, F).
        kernel: (A, B, C, F).

    Returns:
        (N, H, W, C).
    """
    height, width, channels, filters = kernel.shape
    rows, columns = at_z.shape[-3:-1]
    shares = (at_z.reshape(-1, filters) @ kernel.reshape(-1, filters).T).reshape(
        *at_z.shape[:-1], height, width, channels
    )
    at_x = np.zeros((*at_z.shape[:-3], rows + height - 1, columns + width - 1, channels), at_z.dtype)
    for a in range(height):
        for b in range(width):
            at_x[..., a : a + rows, b : b + columns, :] += shares[..., a, b, :]
    return at_x


def max_pool_back(at_pooled: np.ndarray, x: np.ndarray, size: int) -> np.ndarray:
    """Each window's dS / dy goes to the first of its largest numbers, and 0 to all others.

    Args:
        at_pooled: (N, ⌊H / size⌋, ⌊W / size⌋, C).
        x: what was pooled, (N, H, W, C).

    Returns:
        (N, H, W, C).
    """
    height, width = (side * size for side in at_pooled.shape[-3:-1])
    at_x = np.zeros_like(x)
    corners = [
        (..., slice(i, height, size), slice(j, width, size), slice(None)) for i, j in np.ndindex(size, size)
    ]
    won = np.stack([x[corner] for corner in corners]).argmax(axis=0)
    for number, corner in enumerate(corners):
        at_x[corner] = at_pooled * (won == number)
    return at_x


def _slope(network: Network, z: np.ndarray) -> np.ndarray:
    if network.activation == "relu":
        return z > 0
    return ACTIVATIONS[network.activation].derivative(z).astype(np.float32)
