"""What can happen to a digit on its way to the network, each as a function of one strength.

    DISTORTIONS["rotate"].apply(picture, np.arange(-180, 181, 5))   # (73, 28, 28)

A picture is (28, 28) in [0, 1], ink 1 on paper 0, and is paper beyond its edges.  At the strength `neutral`
it is as it was.  Results are float32 (n, 28, 28) in [0, 1], one picture for each of the n strengths.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlplay.digits.warp import bilinear

SEED = 7  # of the noise: the same grains at every strength, only larger
BEYOND = 28  # pixels on either side of a place that its weights may reach


@dataclass(frozen=True)
class Distortion:
    """One way to change a picture, and the strengths that a slider reaches."""

    name: str
    low: float
    high: float
    step: float
    neutral: float
    apply: Callable[[np.ndarray, np.ndarray], np.ndarray]

    @property
    def strengths(self) -> np.ndarray:
        """All of them, from low to high (n,)."""
        steps = round((self.high - self.low) / self.step)
        return np.round(self.low + self.step * np.arange(steps + 1), 10)


def shift(picture: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """To the right by so many pixels, between whole ones by linear interpolation; what leaves is gone."""
    here = np.arange(len(picture), dtype=float)
    columns = _weights(here - np.asarray(pixels, float)[:, None], _triangle)
    return _reduced(picture @ columns.swapaxes(1, 2))


def rotate(picture: np.ndarray, degrees: np.ndarray) -> np.ndarray:
    """Around the middle, anticlockwise, by bilinear interpolation."""
    turn = np.deg2rad(np.asarray(degrees, float))[:, None, None]
    middle = (len(picture) - 1) / 2
    axis = np.arange(len(picture)) - middle
    x, y = axis, axis[:, None]  # y down
    from_x = np.cos(turn) * x - np.sin(turn) * y + middle
    from_y = np.sin(turn) * x + np.cos(turn) * y + middle
    copies = np.broadcast_to(picture, (len(turn), *picture.shape))
    return _reduced(bilinear(copies, from_x, from_y))


def scale(picture: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """So many times as large, around the middle; where it shrinks, a pixel is a mean of those it replaces."""
    factors = np.asarray(factors, float)[:, None, None]
    middle = (len(picture) - 1) / 2
    places = (np.arange(len(picture)) - middle) / factors[:, 0] + middle
    sides = _weights(places, _triangle, np.maximum(1, 1 / factors))
    return _reduced(sides @ picture @ sides.swapaxes(1, 2))


def blur(picture: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """Mixed with its surroundings by a Gaussian of so many pixels of standard deviation."""
    here = np.broadcast_to(np.arange(len(picture), dtype=float), (len(deviations), len(picture)))
    wide = np.maximum(np.asarray(deviations, float), 1e-3)[:, None, None]
    sides = _weights(here, _gaussian, wide)
    return _reduced(sides @ picture @ sides.swapaxes(1, 2))


def thicken(picture: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """Strokes thicker by so many pixels on each side, thinner if negative.

    Thicker: y[p] = max_q w(|p - q|) x[q] with w(d) = min(1, max(0, pixels + 1 - d)): a dilation by a disc
    whose edge is soft.  Thinner: the same for the paper, 1 - x.
    """
    return np.stack([_grown(picture, by) if by >= 0 else 1 - _grown(1 - picture, -by) for by in pixels])


def noise(picture: np.ndarray, deviations: np.ndarray, seed: int = SEED) -> np.ndarray:
    """Each pixel moved by a Gaussian number of this standard deviation, then cut to [0, 1]."""
    grains = np.random.default_rng(seed).normal(size=picture.shape)
    return _reduced(picture + np.asarray(deviations, float)[:, None, None] * grains)


def invert(picture: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """(1 - s) x + s (1 - x): at s = 1 ink and paper have changed places, at 1/2 all is one grey."""
    shares = np.asarray(shares, float)[:, None, None]
    return _reduced((1 - shares) * picture + shares * (1 - picture))


DISTORTIONS = {
    one.name: one
    for one in (
        Distortion("shift", -14.0, 14.0, 0.5, 0.0, shift),
        Distortion("rotate", -180, 180, 5, 0, rotate),
        Distortion("scale", 0.2, 2.0, 0.05, 1.0, scale),
        Distortion("thicken", -1.0, 4.0, 0.1, 0.0, thicken),
        Distortion("noise", 0.0, 1.0, 0.02, 0.0, noise),
        Distortion("blur", 0.0, 5.0, 0.1, 0.0, blur),
        Distortion("invert", 0.0, 1.0, 0.02, 0.0, invert),
    )
}


def _triangle(distance: np.ndarray) -> np.ndarray:
    return np.maximum(0, 1 - np.abs(distance))


def _gaussian(distance: np.ndarray) -> np.ndarray:
    return np.exp(-0.5 * distance**2)


def _weights(
    places: np.ndarray, falling: Callable[[np.ndarray], np.ndarray], width: np.ndarray | float = 1.0
) -> np.ndarray:
    """How much each place takes of each pixel, (n, side, side): in sum 1, but for what lies beyond them.

    Args:
        places: (n, side), in pixels.
        falling: with the distance, in widths.
    """
    pixels, around = np.arange(places.shape[1]), np.arange(-BEYOND, BEYOND + 2)
    all_of_it = falling(((places % 1)[..., None] - around) / width).sum(axis=-1, keepdims=True)
    return falling((places[..., None] - pixels) / width) / all_of_it


def _grown(picture: np.ndarray, by: float) -> np.ndarray:
    reach, side = int(np.ceil(by)), len(picture)
    padded = np.pad(picture, reach, mode="edge")  # beyond the edge there is what is at it
    grown = np.array(picture, np.float32)
    for row, column in np.ndindex(2 * reach + 1, 2 * reach + 1):
        weight = min(1, by + 1 - np.hypot(row - reach, column - reach))
        if weight > 0:
            np.maximum(grown, weight * padded[row : row + side, column : column + side], out=grown)
    return grown


def _reduced(pictures: np.ndarray) -> np.ndarray:
    return pictures.clip(0, 1).astype(np.float32)
