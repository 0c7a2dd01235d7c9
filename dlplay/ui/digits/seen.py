"""What was read: the drawing, how, by which network, and what it made of it."""

import time
from collections.abc import Callable, Collection
from typing import NamedTuple, Self

import numpy as np

from dlplay.digits import SWITCHABLE, Classification, classify
from dlplay.ui.own_network import OwnNetwork


class Drawing(NamedTuple):
    """What there is to read: uint8 (H, W[, 3 or 4]), and the grey level of its paper, 0 to 255."""

    image: np.ndarray
    paper: int


class Seen(NamedTuple):
    """A drawing and its reading.

    Attributes:
        skip: names of the reading steps that were left out.
        network: None for the shipped one.
        milliseconds: that the reading took.
    """

    drawing: Drawing
    skip: frozenset[str]
    network: OwnNetwork | None
    reading: Classification
    milliseconds: float

    @classmethod
    def by(cls, drawing: Drawing, steps: Collection[str], network: OwnNetwork | None) -> Self:
        """Read a drawing in these steps."""
        skip = frozenset(SWITCHABLE).difference(steps)
        start = time.perf_counter()
        reading = classify(drawing.image, skip=skip, paper=drawing.paper, network=network)
        return cls(drawing, skip, network, reading, 1000 * (time.perf_counter() - start))


Follow = Callable[[Seen, int | None], None]  # draws what follows a drawing and, once told, its true digit
