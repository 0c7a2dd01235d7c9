"""A step of the way through a network, and what every step is written from."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dlplay.backprop.names import Names
from dlplay.backprop.problem import Problem, Quantity, Run
from dlplay.network import JOINED
from dlplay.neuron import Dense

PHASES = ("forward", "loss", "backward", "update", "after")


class Line(NamedTuple):
    """One equation: name = symbols = ... = numbers = ... = value."""

    quantity: Quantity
    name: str
    symbols: tuple[str, ...]
    numbers: tuple[str, ...]
    value: float
    terms: tuple[tuple[float, ...], ...] = ()  # value is their sum, each the product of its factors
    condition: str = ""  # which case of a function defined by cases holds


@dataclass(frozen=True)
class Step:
    """What happens now, and what it is made of."""

    kind: str
    phase: str  # one of PHASES
    lines: tuple[Line, ...] = ()
    uses: tuple[Quantity, ...] = ()

    @property
    def quantity(self) -> Quantity | None:
        """What is computed, where it is a single number."""
        return self.lines[0].quantity if len(self.lines) == 1 else None


@dataclass(frozen=True)
class Walk:
    """A network whose numbers are known, on the way through them."""

    problem: Problem
    run: Run
    rate: float
    names: Names = field(init=False)
    layers: list[Dense] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.problem.sizes))
        object.__setattr__(self, "layers", self.problem.layers())

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.problem.sizes

    @property
    def last(self) -> int:
        """L."""
        return self.problem.depth

    @property
    def joined(self) -> bool:
        """Whether the loss is taken from the logits, so that its slope meets z at once."""
        return (self.problem.output, self.problem.loss) in JOINED

    @property
    def predictions(self) -> tuple[float, ...]:
        return tuple(float(one) for one in self.run.trace.a[-1][0])

    @property
    def outputs(self) -> list[tuple[str, str]]:
        """The names of every output's target and prediction."""
        return [
            (self.names.target(k), self.names.neuron(self.last, k)) for k in range(self.problem.sizes[-1])
        ]
