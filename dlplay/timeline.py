"""A training that someone watches: it is advanced in slices of time, and its timeline stays short."""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np


class Stepped(Protocol):
    """Something that was kept after some steps."""

    @property
    def step(self) -> int: ...


Kept = TypeVar("Kept", bound=Stepped)


class Advancing(ABC):
    """A training that goes on step by step; what a slice of time leaves out, the next one makes."""

    step_count: int

    @property
    @abstractmethod
    def ended(self) -> bool:
        """Whether no further step is possible."""

    @abstractmethod
    def _step(self) -> None:
        """Make one step, and count it unless it was the last."""

    def advance(self, steps: float = math.inf, seconds: float = math.inf) -> int:
        """Train for a number of steps or a time, whichever ends first; returns the steps made."""
        deadline, before = time.perf_counter() + seconds, self.step_count
        with np.errstate(over="ignore", invalid="ignore"):  # an explosion is a result; it ends the run
            while not self.ended and self.step_count - before < steps and time.perf_counter() < deadline:
                self._step()
        return self.step_count - before


def thinned(moments: Sequence[Kept], interval: int, most: int) -> tuple[list[Kept], int]:
    """The moments to keep and the steps between two: twice as many where there are more than `most`."""
    if len(moments) <= most:
        return list(moments), interval
    return [one for one in moments if one.step % (2 * interval) == 0], 2 * interval
