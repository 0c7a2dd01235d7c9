"""An entry of the registry: a function, its derivative, its formula, its parameters and its Keras call.

Notation: x input, f(x) value, f'(x) derivative; g gradient of a loss with respect to f(x).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dlplay.numbers import bracketed

LARGEST = np.finfo(float).max  # stands for infinity where a gate that is exactly 0 would turn it into NaN

Rule = Callable[..., np.ndarray]


@dataclass(frozen=True)
class Parameter:
    """A parameter with Keras's name and default, and the range in which a page lets it move."""

    name: str
    symbol: str  # in LaTeX
    default: float | bool | None  # None: not set, as in Keras
    low: float = 0.0
    high: float = 1.0
    step: float = 0.05


class Abbreviation(NamedTuple):
    """A part of a formula that has a name of its own: `@u` stands for it."""

    symbol: str
    definition: str
    value: Rule


class Piece(NamedTuple):
    """A formula that holds on a part of the axis.

    In its LaTeX `@x`, `@f`, `@u` and `@<parameter>` stand for x, f(x), the abbreviation and the parameters.
    """

    value: str
    derivative: str
    condition: str = ""  # LaTeX; empty where the piece holds everywhere
    holds: Callable[[float, Mapping[str, Any]], bool] = lambda x, parameters: True
    short: Abbreviation | None = None


class Paper(NamedTuple):
    """Where a function comes from."""

    authors: str
    year: int
    link: str


@dataclass(frozen=True)
class Activation:
    """An activation function f with its derivative, as Keras 3.15 names and defines it.

    Elementwise functions map (...,) to (...,). The others (`vector`) work along the last axis, K numbers
    long: softmax, log_softmax and sparsemax give K numbers, glu gives K / 2.
    """

    name: str
    value: Rule
    slope: Rule
    pieces: tuple[Piece, ...] | Callable[[Mapping[str, Any]], tuple[Piece, ...]]
    parameters: tuple[Parameter, ...] = ()
    paper: Paper | None = None
    chain: Rule | None = None  # for vector functions: (x, g) -> gradient with respect to x
    in_keras: bool = True

    @property
    def vector(self) -> bool:
        """Whether an output depends on more than its own input."""
        return self.chain is not None

    def function(self, x: ArrayLike, **parameters: Any) -> np.ndarray:
        """f(x), float64.

        Args:
            x: (...,), or (..., K) for a vector function.
            parameters: those of `self.parameters` that differ from their defaults.
        """
        return self.value(self._input(x), **self.filled(parameters))

    def derivative(self, x: ArrayLike, **parameters: Any) -> np.ndarray:
        """f'(x), float64, of the shape of x.

        Elementwise: df(x)/dx. At a kink it is the one-sided derivative that TensorFlow gives.
        Vector functions: the derivative of the output that belongs to each input, df(x)[i] / dx[i], the
        diagonal of the Jacobian; for glu, whose inputs a[i] and b[i] both belong to output i,
        df(x)[i] / da[i] and df(x)[i] / db[i]. `backward` and `jacobian` give the whole.
        """
        return self.slope(self._input(x), **self.filled(parameters))

    def backward(self, x: np.ndarray, gradient: np.ndarray, **parameters: Any) -> np.ndarray:
        """The gradient of a loss with respect to x, given `gradient`, the one with respect to f(x)."""
        x = self._input(x)
        if self.chain is None:
            return gradient * self.slope(x, **self.filled(parameters))
        return self.chain(x, np.asarray(gradient, float))

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """J[i, j] = df(x)[i] / dx[j] of one vector x (K,)."""
        outputs = np.eye(len(self.function(x)))
        return np.stack([self.backward(x, output) for output in outputs])

    def filled(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """These parameters, and the defaults of the others."""
        known = {one.name: one.default for one in self.parameters}
        if unknown := set(parameters) - set(known):
            raise TypeError(f"{self.name} has no parameter {sorted(unknown)}; it has {sorted(known)}")
        return known | dict(parameters)

    def call(self, **parameters: Any) -> str:
        """The Keras expression for f(x); parameters at Keras's defaults are left out."""
        if not self.in_keras:
            return 'keras.ops.cast(x >= 0, "float32")'
        given = [
            f"{name}={value!r}"
            for name, value in self.filled(parameters).items()
            if name not in self._optional or value != self._optional[name]
        ]
        return f"keras.activations.{self.name}({', '.join(['x', *given])})"

    def keras_argument(self, **parameters: Any) -> str:
        """The function as the argument of a Keras layer: its name, or a lambda where parameters differ."""
        plain = self.in_keras and self.name != "threshold" and self.filled(parameters) == self.filled({})
        return f'"{self.name}"' if plain else f"lambda x: {self.call(**parameters)}"

    def cases(self, parameters: Mapping[str, Any]) -> tuple[Piece, ...]:
        """The formula, piece by piece from left to right."""
        return self.pieces(self.filled(parameters)) if callable(self.pieces) else self.pieces

    def case_at(self, x: float, parameters: Mapping[str, Any]) -> Piece:
        """The piece that holds at x."""
        filled = self.filled(parameters)
        return next(piece for piece in self.cases(parameters) if piece.holds(x, filled))

    def latex(self, template: str, piece: Piece) -> str:
        """A text of a piece with symbols: x, f(x), the parameters' letters."""
        symbols = {one.name: one.symbol for one in self.parameters} | {"x": "x", "f": "f(x)"}
        if piece.short:
            symbols["u"] = piece.short.symbol
        return re.sub(r"@(\w+)", lambda match: symbols[match[1]], template)

    def substituted(self, template: str, piece: Piece, x: float, parameters: Mapping[str, Any]) -> str:
        """A text of a piece with numbers in the place of the symbols."""
        numbers = self.filled(parameters) | {"x": x, "f": float(self.function(x, **parameters))}
        if piece.short:
            numbers["u"] = float(piece.short.value(x))
        return re.sub(r"@(\w+)", lambda match: bracketed(numbers[match[1]]), template)

    @property
    def _optional(self) -> dict[str, Any]:
        # keras.activations.threshold has no defaults of its own
        return {} if self.name == "threshold" else {one.name: one.default for one in self.parameters}

    def _input(self, x: ArrayLike) -> np.ndarray:
        numbers = np.asarray(x, float)
        if self.vector and numbers.ndim == 0:
            raise ValueError(f"{self.name} works along the last axis of x; x is the single number {numbers}")
        return numbers
