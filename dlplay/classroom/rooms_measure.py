"""The class's own test set: how often networks read its drawings right, where they err, which one fools most.

A network's readings are a dictionary, id of the drawing -> digit; it may lack those that came later.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

import numpy as np


class Drawn(Protocol):
    """A drawing of the class, as on `rooms_board.Board`: its id, what it is meant to be, and its pixels."""

    @property
    def id(self) -> int: ...
    @property
    def label(self) -> int: ...
    @property
    def pixels(self) -> np.ndarray: ...


One = TypeVar("One", bound=Drawn)


class Score(NamedTuple):
    """So many right of those that were read."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The accuracy in [0, 1]; NaN of none."""
        return self.right / self.of if self.of else float("nan")


class Hardest(NamedTuple, Generic[One]):
    """A drawing, and how many of the networks that read it were wrong."""

    drawing: One
    wrong: int
    of: int


def readings(read: Callable[[np.ndarray], np.ndarray], drawings: Sequence[Drawn]) -> dict[int, int]:
    """What a network reads in each drawing.

    Args:
        read: float32 (n, 28, 28) in [0, 1] -> probabilities (n, 10).
    """
    if not drawings:
        return {}
    pictures = np.stack([one.pixels for one in drawings]).astype(np.float32) / 255
    labels = read(pictures).argmax(axis=1)
    return {one.id: int(label) for one, label in zip(drawings, labels, strict=True)}


def score(drawings: Sequence[Drawn], read: Mapping[int, int]) -> Score:
    """How many of the drawings that were read are what who drew them says."""
    seen = [one for one in drawings if one.id in read]
    return Score(sum(read[one.id] == one.label for one in seen), len(seen))


def cells(drawings: Sequence[One], read: Mapping[int, int]) -> dict[tuple[int, int], list[One]]:
    """The drawings in the cells of a confusion grid: (meant, read) -> those, in their order."""
    found: dict[tuple[int, int], list[One]] = {}
    for one in drawings:
        if one.id in read:
            found.setdefault((one.label, read[one.id]), []).append(one)
    return found


def means(marks: Mapping[tuple[int, int], int], items: int) -> list[tuple[float, int]]:
    """Mean and number of the marks of each thing; NaN of none.

    Args:
        marks: (member, item) -> value.
    """
    values: list[list[int]] = [[] for _ in range(items)]
    for (_, item), value in marks.items():
        values[item].append(value)
    return [(float(np.mean(one)) if one else float("nan"), len(one)) for one in values]


def hardest(drawings: Sequence[One], networks: Sequence[Mapping[int, int]]) -> Hardest[One] | None:
    """The drawing that most networks read wrong, the earliest of several; None where none is read wrong."""
    counted = [
        Hardest(
            one,
            sum(read.get(one.id, one.label) != one.label for read in networks),
            sum(one.id in read for read in networks),
        )
        for one in drawings
    ]
    most = max(counted, key=lambda one: one.wrong, default=None)
    return most if most and most.wrong else None
