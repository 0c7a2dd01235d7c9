"""What the board draws, as few bytes: every neuron's picture, the output surface and the weights, at moments.

A picture is one byte a square: 128 is 0, and 1 and 255 are the ends of a scale that is symmetric about it;
between them the byte follows the square root, so that even a pale picture has a smooth border.
The surface of three and more classes has 25 numbers for each class, the larger the surer. Pictures are sent
as differences, to the moment before and to the square on the left, which pack to a third. The first row is
the lowest x2.
"""

import base64
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.playground import Moment, Training
from dlplay.playground.pictures import pictures

SURFACE = 72  # squares along the output surface
TILES = {16: 24, 42: 18, 1000: 12}  # neurons in all -> squares along each one's picture
SHADES = 25  # of a class, of which there are ten at most
LARGEST = 32767  # of a weight's number
HUGE = 1e30  # what is beyond would overflow in a sum of float32


def tile_side(training: Training) -> int:
    """Squares along a neuron's picture: fewer where there are many of them."""
    neurons = sum(training.sizes[1:])
    return next(side for most, side in TILES.items() if neurons <= most)


def inputs(training: Training) -> dict[str, Any]:
    """The pictures of the features, which stay the same."""
    side = tile_side(training)
    pooled = _pooled(pictures(training.layers, training.recipe.features, SURFACE)[0], side)
    scales = np.abs(pooled).max(axis=(1, 2))
    return {"blob": _packed(_bytes(pooled / scales[:, None, None])[None]), "scales": _short(scales)}


def moments_of(training: Training) -> list[Moment]:
    """The timeline, ending with the run as it stands."""
    now = training.now()
    return [*(one for one in training.moments if one.step < now.step), now]


def curves(moments: Sequence[Moment]) -> dict[str, list]:
    """Losses and shares of right answers over the moments; None stands for what does not exist."""
    steps, *columns = zip(*(one[:6] for one in moments), strict=True)
    names = ("epoch", "train", "test", "trainRight", "testRight")
    return {"step": list(steps)} | dict(zip(names, (_short(one, 6) for one in columns), strict=True))


def frames(training: Training, moments: Sequence[Moment]) -> dict[str, Any]:
    """Weights and pictures at these moments; `blob` holds the weights, the neurons, then the surfaces."""
    side = tile_side(training)
    weights = np.stack([one.weights for one in moments])
    # a power of two stays the same over many moments, and so do most of the numbers below it
    powers = np.ceil(np.log2(np.maximum(np.abs(weights).max(axis=1), 1e-12)))
    tops = 2.0 ** np.minimum(powers, 1023)
    tiles, surfaces, scales = [], [], []
    for moment in moments:
        answers = pictures(training.at(moment), training.recipe.features, SURFACE)[1:]
        hidden = [_pooled(one, side) for one in answers[:-1]]
        scales.append([max(1.0, float(np.abs(tile).max())) for layer in hidden for tile in layer])
        signed = np.concatenate([*hidden, np.zeros((0, side, side))])
        signed = signed / np.array(scales[-1]).reshape(-1, 1, 1)
        small = np.concatenate([_bytes(signed), _output(_pooled(answers[-1], side), training)])
        tiles.append(small & 0xFE)  # seven bits are enough for a small picture, and pack better
        surfaces.append(_surface(answers[-1], training))
    numbers = (weights / tops[:, None]).clip(-1, 1) * LARGEST
    return {
        "count": len(moments),
        "tops": tops.tolist(),
        "scales": [_short(row) for row in scales],
        "blob": _packed(np.stack(tiles), np.stack(surfaces), first=_planes(numbers.round().astype("<i2"))),
    }


def _surface(output: np.ndarray, training: Training) -> np.ndarray:
    """One byte a square of the big picture."""
    if training.problem.task != "classes":
        return _output(output, training)[0]
    even = 1 / len(output)
    sure = (output.max(axis=0) - even) / (1 - even)
    return (output.argmax(axis=0) * SHADES + np.clip(sure * SHADES, 0, SHADES - 1)).astype(np.uint8)


def _output(output: np.ndarray, training: Training) -> np.ndarray:
    """The last layer's pictures: 255 p for several classes, else between the two ends of the scale."""
    if training.problem.task == "classes":
        return (255 * output.clip(0, 1)).round().astype(np.uint8)
    return _bytes(2 * output - 1 if training.activations[-1] == "sigmoid" else output)


def _pooled(whole: np.ndarray, side: int) -> np.ndarray:
    """The means of squares: (units, SURFACE, SURFACE) -> (units, side, side)."""
    k = SURFACE // side
    finite = whole.clip(-HUGE, HUGE)
    return finite.reshape(len(whole), side, k, side, k).mean(axis=(2, 4))


def _bytes(signed: np.ndarray) -> np.ndarray:
    signed = signed.clip(-1, 1)
    return (128 + 127 * np.sign(signed) * np.sqrt(np.abs(signed))).round().astype(np.uint8)


def _planes(numbers: np.ndarray) -> bytes:
    """16-bit numbers (moments, n) as differences to the moment before: all low bytes, then all high ones."""
    steps = np.diff(numbers, axis=0, prepend=np.zeros_like(numbers[:1]))
    return steps.view(np.uint8).reshape(-1, 2).T.tobytes()


def _packed(*stacks: np.ndarray, first: bytes = b"") -> str:
    """Stacks (moments, ..., side, side) as differences, one after the other, compressed, as text."""
    parts = [first]
    for stack in stacks:
        by_time = np.diff(stack, axis=0, prepend=np.zeros_like(stack[:1]))
        parts.append(np.diff(by_time, axis=-1, prepend=np.zeros_like(by_time[..., :1])).tobytes())
    return base64.b64encode(zlib.compress(b"".join(parts))).decode()


def _short(numbers: Sequence[float], digits: int = 4) -> list[float | None]:
    """Numbers as the board needs them: a few digits, and None for what is not finite."""
    return [float(f"{one:.{digits}g}") if np.isfinite(one) else None for one in numbers]
