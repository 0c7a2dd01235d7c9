"""What a class answers with a number on a slider or a point in the plane: a grid of places.

A vote is the number of a place, as that of an option is: along the first axis first, then along the second.
A scale stands in the database as JSON where a question's options would.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.rooms_bounds import Refused

MOST_PLACES = 32_767  # what the column of a vote holds
FARTHEST = 1e9
LONGEST_WORD = 60  # of an axis's name or unit
GRAIN = 10  # decimals: 0.1 * 3 is 0.3
FINEST = 1e-6  # of a step: far above the grain, so that no two places are the same number


class Along(NamedTuple):
    """One axis: the numbers from `low` to `high` in steps of `step`; `high` itself is always one of them."""

    low: float
    high: float
    step: float
    name: str = ""
    unit: str = ""

    @property
    def places(self) -> int:
        return math.ceil((self.high - self.low) / self.step - 1e-6) + 1

    def value(self, place: int) -> float:
        """The last one is `high` itself, whatever its decimals."""
        return self.high if place >= self.places - 1 else round(self.low + place * self.step, GRAIN)

    def place(self, value: float) -> int:
        """The nearest one."""
        if value >= self.high:
            return self.places - 1
        return min(max(round((value - self.low) / self.step), 0), self.places - 1)


@dataclass(frozen=True)
class Scale:
    """One axis for a number, two for a point.

    Attributes:
        right: the right answer, if there is one, which need not be on the grid.
        tolerance: how far from it still is right; of a point in parts of each axis's length.
    """

    axes: tuple[Along, ...]
    right: tuple[float, ...] | None = None
    tolerance: float = 0.0

    @property
    def places(self) -> int:
        return math.prod(axis.places for axis in self.axes)

    def point(self, place: int) -> tuple[float, ...]:
        """The numbers of a place."""
        values = []
        for axis in self.axes:
            place, here = divmod(place, axis.places)
            values.append(axis.value(here))
        return tuple(values)

    def place(self, point: Sequence[float]) -> int:
        """The place of numbers, or the one that is nearest."""
        found = 0
        for axis, value in zip(reversed(self.axes), reversed(point), strict=True):
            found = found * axis.places + axis.place(value)
        return found

    def is_right(self, place: int) -> bool:
        """Whether it is near enough to the right answer; never where there is none."""
        if self.right is None:
            return False
        off = [value - right for value, right in zip(self.point(place), self.right, strict=True)]
        if len(off) == 1:
            return abs(off[0]) <= self.tolerance + 1e-9
        parts = [one / (axis.high - axis.low) for one, axis in zip(off, self.axes, strict=True)]
        return sum(part**2 for part in parts) <= self.tolerance**2 + 1e-9

    def hidden(self) -> "Scale":
        """The same as who votes may know it."""
        return replace(self, right=None, tolerance=0.0)

    def written(self) -> str:
        """As it stands in the database."""
        return json.dumps({"axes": self.axes, "right": self.right, "tolerance": self.tolerance})


def read_scale(written: object) -> Scale | None:
    """The scale in a question's options, of which JSON has been read; None where they are texts."""
    if not isinstance(written, dict):
        return None
    right = written["right"]
    axes = tuple(Along(*axis) for axis in written["axes"])
    return Scale(axes, None if right is None else tuple(right), written["tolerance"])


def checked(scale: Scale) -> Scale:
    """A scale on which a class can vote, its words in one line.

    Raises:
        Refused: "scale".
    """
    if not 1 <= len(scale.axes) <= 2:
        raise Refused("scale")
    axes = tuple(map(_axis, scale.axes))
    found = replace(scale, axes=axes)
    if found.places > MOST_PLACES:
        raise Refused("scale")
    if found.right is not None:
        longest = 1.0 if len(axes) == 2 else axes[0].high - axes[0].low
        there = len(found.right) == len(axes) and all(
            axis.low <= value <= axis.high for value, axis in zip(found.right, axes, strict=True)
        )
        if not there or not 0 <= found.tolerance <= longest:
            raise Refused("scale")
        return replace(found, right=tuple(map(float, found.right)), tolerance=float(found.tolerance))
    return found


def _axis(axis: Along) -> Along:
    numbers = (axis.low, axis.high, axis.step)
    if not all(math.isfinite(one) and abs(one) <= FARTHEST for one in numbers):
        raise Refused("scale")
    if not axis.low < axis.high or not FINEST <= axis.step <= axis.high - axis.low:
        raise Refused("scale")
    if (axis.high - axis.low) / axis.step > MOST_PLACES:
        raise Refused("scale")
    name, unit = (bounds.text_of(one, LONGEST_WORD, "scale") if one else "" for one in (axis.name, axis.unit))
    return Along(float(axis.low), float(axis.high), float(axis.step), name, unit)
