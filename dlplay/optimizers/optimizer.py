r"""What every optimizer has: an update rule, its hyperparameters, its formula, its paper.

Notation: w weights, g gradient, t the step's number from 1 on; eta learning rate; m a running mean of
gradients or steps, v a running mean or sum of squared gradients. All rules work element by element, so an
array may hold one weight, all weights of a network, or many races at once.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from dlplay.activations.activation import Paper, Parameter
from dlplay.numbers import bracketed

# Everything that one step computed, by name: "t", "g", "w" and the rule's own quantities. The next step reads
# some of it; a page shows all of it.
State = dict[str, Any]


class Line(NamedTuple):
    """One line of an update rule: what it computes and how.

    In `formula` a quantity of this step is `@m`, one of the step before `@m0` (the weights: `@w0`), and a
    hyperparameter has its name, `@beta_1`.
    """

    quantity: str  # its name in the state
    formula: str


SYMBOLS = {  # quantity -> LaTeX of the quantity at this step
    "w": "w_t",
    "g": "g_t",
    "t": "t",
    "m": "m_t",
    "v": "v_t",
    "s": "s_t",
    "u": "u_t",
    "c": "c_t",
    "d": r"\Delta_t",
    "mu": r"\mu_t",
    "mu_next": r"\mu_{t+1}",
    "product": r"\Pi_t",
    "m_hat": r"\hat m_t",
    "v_hat": r"\hat v_t",
}
RATE = Parameter("learning_rate", r"\eta", 0.001, 1e-5, 100.0, 1e-5)
EPSILON = Parameter("epsilon", r"\epsilon", 1e-7, 1e-8, 1.0, 1e-8)


def rate(default: float) -> Parameter:
    """The learning rate with another default."""
    return Parameter(RATE.name, RATE.symbol, default, RATE.low, RATE.high, RATE.step)


@dataclass(frozen=True)
class Optimizer:
    """An update rule with Keras 3.15's semantics and default hyperparameters."""

    name: str  # the key in OPTIMIZERS
    title: str  # as papers write it
    keras_class: str  # the class in keras.optimizers
    rule: Callable[..., State]
    lines: tuple[Line, ...]
    parameters: tuple[Parameter, ...]
    paper: Paper
    keras_options: Mapping[str, Any] = field(default_factory=dict)  # what makes this rule out of the class
    defaults: Mapping[str, float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "defaults", {one.name: one.default for one in self.parameters})

    def step(
        self,
        weights: np.ndarray,
        gradient: np.ndarray,
        state: State | None = None,
        **hyperparameters: float | np.ndarray,
    ) -> tuple[np.ndarray, State]:
        """One update: the new weights, and the state that the next step needs. Its arguments stay unchanged.

        Args:
            weights, gradient: of one shape, float64 or float32; the result has the same.
            state: what the last step returned; None at the start.
            hyperparameters: those of `parameters` that differ from their defaults; a number, or an array that
                broadcasts to the weights.

        Returns:
            w_t, and the quantities of the step by name: "t", "g", "w" and those of `lines`. Beyond the range
            of float64 they become inf or nan without a word, as in Keras.

        Raises:
            TypeError: an unknown hyperparameter.
            ValueError: a gradient of another shape, a hyperparameter that is not finite.
        """
        if np.shape(gradient) != np.shape(weights):
            raise ValueError(
                f"gradient of shape {np.shape(gradient)} does not fit weights of shape {np.shape(weights)}"
            )
        if hyperparameters:
            self._check(hyperparameters)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            after = self.rule(weights, gradient, state, **{**self.defaults, **hyperparameters})
        after["g"] = gradient
        return after["w"], after

    def before(self, state: State | None, **hyperparameters: Any) -> State:
        """What a step finds, by the names that `lines` give it: "m0", "v0" and so on."""
        first = {
            "v": {**self.defaults, **hyperparameters}.get("initial_accumulator_value", 0.0),
            "product": 1.0,
        }
        names = [line.quantity for line in self.lines if line.quantity != "w"]
        return {f"{name}0": state[name] if state else first.get(name, 0.0) for name in names}

    def keras_call(self, **hyperparameters: Any) -> str:
        """The Keras object with these hyperparameters; defaults are left out. Text is written as it is."""
        told = {
            name: value
            for name, value in hyperparameters.items()
            if name in self.keras_options or value != self.defaults[name]
        }
        arguments = ", ".join(f"{name}={value}" for name, value in {**told, **self._untold(told)}.items())
        return f"keras.optimizers.{self.keras_class}({arguments})"

    def latex(self, line: Line) -> str:
        """A line with symbols."""
        formula = re.sub(r"@(\w+)", self._symbol, line.formula)
        return f"{SYMBOLS[line.quantity]} &= {formula}"

    def substituted(self, line: Line, values: Mapping[str, float]) -> str:
        """The formula of a line with numbers in the place of the symbols.

        Args:
            values: by name, those of the step before with a 0 at the end: "m0".
        """
        return re.sub(r"@(\w+)", lambda match: bracketed(float(values[match[1]])), line.formula)

    def _untold(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in self.keras_options.items() if name not in told}

    def _symbol(self, match: re.Match) -> str:
        for one in self.parameters:
            if one.name == match[1]:
                return one.symbol
        name = match[1]
        return SYMBOLS[name] if name in SYMBOLS else SYMBOLS[name[:-1]].replace("_t", "_{t-1}")

    def _check(self, hyperparameters: Mapping[str, Any]) -> None:
        for name, value in hyperparameters.items():
            if name not in self.defaults:
                raise TypeError(
                    f"{self.name} has no hyperparameter {name}; it has {', '.join(self.defaults)}"
                )
            if not (math.isfinite(value) if isinstance(value, (int, float)) else np.isfinite(value).all()):
                raise ValueError(f"{name} must be finite; received {value}")
