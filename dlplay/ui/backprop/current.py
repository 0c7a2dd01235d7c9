"""Where the student stands: the network of the settings, its numbers now, and the rounds that led to them.

The address holds the start weights and how many rounds were trained from there. Whoever changes anything
within a training goes on from the weights of that moment: they become the new start.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from dlplay.activations import CURVES
from dlplay.backprop import loss_formulas
from dlplay.backprop.names import Names
from dlplay.backprop.problem import NETWORKS, History, Problem, Quantity, Run, train
from dlplay.backprop.steps import steps
from dlplay.backprop.walk import Step
from dlplay.neuron import number_of_weights, place
from dlplay.ui.experiment import Experiment

DECIMALS = 6  # of a weight in the address
LIMIT = 1e6  # of any number in the address
MOST_ROUNDS = 100
CROSS_ENTROPY = "categorical_crossentropy"
COMMON = ("sigmoid", "tanh", "relu", "leaky_relu", "linear", "elu", "gelu", "softplus")
HIDDEN = (*COMMON, *(name for name in CURVES if name not in COMMON))
OUTPUTS = (*HIDDEN, "softmax")
LOSSES = (*loss_formulas.RULES, CROSS_ENTROPY)
# what each network starts with: ordinary weights, and a prediction that is wrong
START: dict[str, tuple[float, ...]] = {
    "2-1": (0.8, -0.6, -0.5),
    "1-1-1": (0.9, 0.2, -1.1, 0.3),
    "2-2-1": (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -1.3, 0.8, -0.3),
    "2-3-1": (0.6, -0.4, 0.3, 0.9, 0.7, -0.8, 0.1, -0.2, 0.2, -1.3, 0.8, 0.5, -0.3),
    "2-2-2": (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -1.3, 0.9, 0.8, -0.6, 0.2, -0.1),
    "1-1-1-1": (0.9, 0.2, 1.4, -0.3, -1.1, 0.3),
    "2-2-2-1": (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, 1.1, -0.9, 0.5, 0.8, 0.2, -0.1, -1.3, 0.8, -0.3),
}
PARTS = tuple(f"w{n}" for n in range(1, 11)) + tuple(f"b{n}" for n in range(1, 6))
NOW = "backprop:now"  # the weights on the screen, for a change that goes on from them


@dataclass(frozen=True)
class Row:
    """A network's weights and biases, in the address joined by underscores; none: those it starts with."""

    longest: int

    def read(self, text: str) -> tuple[float, ...]:
        parts = text.split("_", self.longest) if text else []
        if len(parts) > self.longest or any(len(part) > 32 for part in parts):
            raise ValueError(f"{text[:32]!r} holds more than {self.longest} numbers")
        values = [float(part) for part in parts]
        if not all(-LIMIT <= value <= LIMIT for value in values):
            raise ValueError(f"{text[:32]!r} holds a number beyond {LIMIT:g}")
        return rounded(values)

    def write(self, value: tuple[float, ...]) -> str:
        return "_".join(f"{one:.12g}" for one in value)


def rounded(values: Any) -> tuple[float, ...]:
    return tuple(round(float(one), DECIMALS) + 0.0 for one in values)  # + 0.0: no minus zero


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


def of(settings: Any) -> Current:
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


def mend(experiment: Experiment) -> list[str]:
    """Make settings that a link has put together fit each other; the names of those that were changed."""
    settings, wrong = experiment.settings, []
    sizes = NETWORKS[settings.net]
    if settings.w and len(settings.w) != number_of_weights(sizes):
        experiment.set(w=())
        wrong.append("w")
    if settings.output == "softmax" and sizes[-1] == 1:
        experiment.set(output="sigmoid")
        wrong.append("output")
    if settings.loss == CROSS_ENTROPY and experiment.settings.output != "softmax":
        experiment.set(loss="mean_squared_error")
        wrong.append("loss")
    return wrong


def outputs(net: str) -> tuple[str, ...]:
    """The output activations that a network can have: softmax needs two outputs."""
    return OUTPUTS if NETWORKS[net][-1] > 1 else HIDDEN


def losses(output: str) -> tuple[str, ...]:
    """The losses that an output can have."""
    return LOSSES if output == "softmax" else LOSSES[:-1]


def hold(experiment: Experiment) -> None:
    """Before a change within a training: go on from the weights on the screen."""
    if experiment.settings.rounds:
        experiment.set(w=rounded(st.session_state[NOW]), rounds=0)
