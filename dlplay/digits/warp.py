"""Small fresh changes to pictures while training: no two epochs show the network the same pixels.

A random affine map and a smooth random field of shifts: P. Y. Simard, D. Steinkraus and J. C. Platt, "Best
practices for convolutional neural networks applied to visual document analysis", ICDAR 2003.
"""

import numpy as np

KNOTS = 5  # the field is a random shift at 5 x 5 places, smooth between them


def smooth_weights(size: int, knots: int = KNOTS) -> np.ndarray:
    """(size, knots): a Gaussian around each of some evenly spaced knots, each row summing to 1."""
    at, places = np.linspace(0, 1, size)[:, None], np.linspace(0, 1, knots)
    weights = np.exp(-0.5 * ((at - places) * (knots - 1) / 0.6) ** 2)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def warp(pictures: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """Each of some pictures turned, slanted, stretched, moved and bent a little.

    Args:
        pictures: float32 (n, size, size), 0 outside.
        strength: 1 for rotations and slants around 5°, sizes around 8 %, shifts around half a pixel.

    Returns:
        float32 of the same shape: result[y, x] = pictures[A (x, y) + shift(x, y)], by bilinear interpolation.
    """
    count, size, _ = pictures.shape
    a = (np.eye(2) + strength * rng.normal(0, 0.08, (count, 2, 2))).astype(np.float32)
    axis = np.arange(size, dtype=np.float32) - (size - 1) / 2
    weights = smooth_weights(size)
    bend = rng.uniform(0, 1.1, (count, 1, 1)) * rng.normal(size=(2, count, KNOTS, KNOTS))
    move = rng.normal(0, 0.5, (2, count, 1, 1))
    field = strength * (weights @ bend @ weights.T + move).astype(np.float32) + np.float32((size - 1) / 2)
    x = a[:, 0, 0, None, None] * axis + a[:, 0, 1, None, None] * axis[:, None] + field[0]
    y = a[:, 1, 0, None, None] * axis + a[:, 1, 1, None, None] * axis[:, None] + field[1]
    return bilinear(pictures, x, y)


def bilinear(pictures: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Values of pictures (n, size, size) at places (x, y) in pixels, (n, ...) each; 0 outside."""
    size = pictures.shape[1]
    padded = np.pad(pictures, ((0, 0), (1, 2), (1, 2))).reshape(-1)
    x, y = (x + 1).clip(0, size + 1), (y + 1).clip(0, size + 1)
    column, row = x.astype(np.int32), y.astype(np.int32)
    right, down = x - column.astype(x.dtype), y - row.astype(y.dtype)
    width = size + 3
    first = np.arange(len(pictures), dtype=np.int32).reshape(-1, *[1] * (x.ndim - 1)) * width**2
    at = first + row * width + column
    above = padded[at] * (1 - right) + padded[at + 1] * right
    below = padded[at + width] * (1 - right) + padded[at + width + 1] * right
    return above * (1 - down) + below * down
