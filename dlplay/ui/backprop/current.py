"""Where the student stands: the network of the settings, its numbers now, and the rounds that led to them.

The address holds the start weights and how many rounds were trained from there. Whoever changes anything
within a training goes on from the weights of that moment: they become the new start.
"""

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from dlplay.backprop.names import Names
from dlplay.backprop.problem import NETWORKS, History, Problem, Quantity, Run, train
from dlplay.backprop.steps import steps
from dlplay.backprop.walk import Step
from dlplay.neuron import place
from dlplay.ui.backprop.settings import (
    HIDDEN,
    LOSSES,
    OUTPUTS,
    START,
    BackpropSettings,
    rounded,
)
from dlplay.ui.experiment import Experiment

NOW = "backprop:now"  # the weights on the screen, for a change that goes on from them


@dataclass(frozen=True)
class Current:
    """Everything that the page shows of the small network, from its settings."""

    start: Problem
    history: History
    rate: float

    @property
    def problem(self) -> Problem:
        """After the rounds trained so far."""
        return self.history.problems[-1]

    @property
    def names(self) -> Names:
        return Names(self.start.sizes)

    @property
    def parts(self) -> dict[str, Quantity]:
        """Every weight and bias by its key."""
        return self.names.parts()

    def place(self, part: Quantity) -> int:
        """Where a weight or bias stands in the row."""
        source = part.source if part.letter == "w" else None
        return place(self.start.sizes, part.layer, source, part.unit)

    def value(self, part: Quantity) -> float:
        """A weight or bias as it is now."""
        return self.problem.weights[self.place(part)]


@lru_cache(maxsize=64)
def computed(problem: Problem) -> Run:
    """The numbers of a network: the same for every visitor with the same one."""
    return problem.run()


@lru_cache(maxsize=64)
def trained(problem: Problem, rate: float, rounds: int) -> History:
    return train(problem, rate, rounds)


@lru_cache(maxsize=64)
def way(problem: Problem, rate: float) -> tuple[Step, ...]:
    return tuple(steps(problem, computed(problem), rate))


def of(settings: BackpropSettings) -> Current:
    """The network, its training, the learning rate."""
    sizes = NETWORKS[settings.net]
    x, y = settings.x[: sizes[0]], settings.y[: sizes[-1]]
    if settings.output == "softmax":  # its targets are probabilities of two classes
        y = (settings.y[0], round(1 - settings.y[0], 2))
    problem = Problem(
        sizes, settings.w or START[settings.net], settings.hidden, settings.output, settings.loss, x, y
    )
    history = trained(problem, settings.rate, settings.rounds)
    st.session_state[NOW] = history.problems[-1].weights
    return Current(problem, history, settings.rate)


def outputs(net: str) -> tuple[str, ...]:
    """The output activations that a network can have: softmax needs two outputs."""
    return OUTPUTS if NETWORKS[net][-1] > 1 else HIDDEN


def losses(output: str) -> tuple[str, ...]:
    """The losses that an output can have."""
    return LOSSES if output == "softmax" else LOSSES[:-1]


def hold(experiment: Experiment[BackpropSettings]) -> None:
    """Before a change within a training: go on from the weights on the screen."""
    if experiment.settings.rounds:
        experiment.set(w=rounded(st.session_state[NOW]), rounds=0)
