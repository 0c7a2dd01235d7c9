"""An attack that the settings mean, and what it makes of a picture at all that the slider reaches."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.digits import network
from dlplay.digits.adversary import attack, random_push
from dlplay.digits.reading import GRID
from dlplay.digits.robustness import EPSILONS, smallest_fooling
from dlplay.ui.digit_lab.charts_break import Pushed
from dlplay.ui.digit_lab.settings import ANY, STEPS

SHARED = 40  # runs kept for whoever asks for the same


class Attack(NamedTuple):
    """Which attack it is: how many steps, and whether it leads to a digit or only away from the answer."""

    steps: int
    label: int
    targeted: bool

    @classmethod
    def of(cls, method: str, towards: str, answer: int) -> "Attack":
        """The one that the settings mean, on a picture with this answer."""
        targeted = towards != ANY
        return cls(STEPS[method], int(towards) if targeted else answer, targeted)


class Run(NamedTuple):
    """What an attack, and chance, have made of a picture at each of `EPSILONS`."""

    pushed: Pushed
    attacked: np.ndarray  # probabilities (n, 10)
    active: np.ndarray  # how many units of the dense layer the attack leaves active (n,)
    chance: np.ndarray  # probabilities (n, 10)

    def first(self, how: Attack) -> float | None:
        """The smallest epsilon that reaches what the attack wants."""
        return smallest_fooling(self.attacked.argmax(axis=1), how.label, targeted=how.targeted)


@lru_cache(SHARED)
def run_of(ink: bytes, how: Attack) -> Run:
    """The attack on a picture (28, 28), given as the bytes of its ink."""
    read, start = network.load(), np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32)
    attacked = attack(read, start, EPSILONS, how.label, targeted=how.targeted, steps=how.steps)
    chance = random_push(start, EPSILONS)
    trace = read(attacked)
    active = (trace.dense > 0).sum(axis=1)
    return Run(Pushed(start, attacked, chance), trace.probabilities, active, read(chance).probabilities)
