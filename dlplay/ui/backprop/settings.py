"""What a student sets on the backpropagation page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from dlplay.activations import CURVES
from dlplay.backprop import loss_formulas
from dlplay.backprop.depth import INITIALS
from dlplay.backprop.problem import NETWORKS
from dlplay.neuron import number_of_weights
from dlplay.ui.settings import Choice, Number, Settings, setting
from dlplay.ui.weights import Weights

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
MEASURES = ("deltas", "slopes", "change")


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


def rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(one), DECIMALS) + 0.0 for one in values)  # + 0.0: no minus zero


@dataclass(frozen=True)
class BackpropSettings(Settings):
    view: str = setting("steps", Choice(("steps", "check", "deep")))
    net: str = setting("2-2-1", Choice(tuple(NETWORKS)))
    hidden: str = setting("sigmoid", Choice(HIDDEN))
    output: str = setting("sigmoid", Choice(OUTPUTS))
    loss: str = setting("mean_squared_error", Choice(LOSSES))
    x: tuple[float, ...] = setting((1.0, 0.5), Weights(2, 100.0, 0.05))
    y: tuple[float, ...] = setting((1.0, 0.0), Weights(2, 100.0, 0.05))
    w: tuple[float, ...] = setting((), Row(max(map(len, START.values()))))
    rate: float = setting(1.0, Number(0.01, 10.0, 0.01))
    rounds: int = setting(0, Number(0, MOST_ROUNDS))
    step: int = setting(7, Number(0, 99))
    part: str = setting("w5", Choice(PARTS))
    epsilon: int = setting(4, Number(1, 15))
    deep_activation: str = setting("sigmoid", Choice(HIDDEN))
    deep_depth: int = setting(8, Number(1, 10))
    deep_width: int = setting(6, Number(1, 8))
    deep_initial: str = setting("glorot_uniform", Choice(tuple(INITIALS)))
    deep_scale: float = setting(1.0, Number(-5.0, 5.0, 0.1))
    deep_seed: int = setting(0, Number(0, 999))
    deep_measure: str = setting("deltas", Choice(MEASURES))

    def fitting(self) -> Self:
        sizes = NETWORKS[self.net]
        w = self.w if len(self.w) == number_of_weights(sizes) else ()
        output = "sigmoid" if self.output == "softmax" and sizes[-1] == 1 else self.output
        loss = "mean_squared_error" if self.loss == CROSS_ENTROPY and output != "softmax" else self.loss
        return replace(self, w=w, output=output, loss=loss)
