"""What the experiments of the shipped lessons show, computed from a step's own settings.

A step names one of these functions in `outcome`. It gets the settings of the step as they stand in the
address, runs the topic's own arithmetic and returns the right answer and the numbers that the text names. A
test runs every step of every lesson and compares; the page shows what the file says and computes nothing.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from dlplay.classroom.lesson import Said


class Outcome(NamedTuple):
    """What a run gives."""

    right: Said | None  # the answer; None where a step asks nothing
    numbers: Mapping[str, float] = {}


Compute = Callable[[Mapping[str, str]], Outcome]
OUTCOMES: dict[str, Compute] = {}


def outcome(name: str) -> Callable[[Compute], Compute]:
    """Enter a function under "lesson.step"."""

    def enter(compute: Compute) -> Compute:
        if name in OUTCOMES:
            raise ValueError(f"there are two outcomes {name}")
        OUTCOMES[name] = compute
        return compute

    return enter


def compute(name: str, query: Mapping[str, str]) -> Outcome:
    """Run the function under "lesson.step"; each lesson's stand in a module of its name."""
    import_module(f"{__name__}.{name.partition('.')[0]}")
    return OUTCOMES[name](query)
