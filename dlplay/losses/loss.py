"""What every loss function has: a rule, its parameters, its formula, and Keras's reduction over a batch.

Notation: y = y_true, the target; p = y_pred, the prediction; n the size of the last axis; B samples, which
are all other axes together. A rule gives one loss a sample and its slope; `sum_over_batch_size`, Keras's
default reduction, is their mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

EPSILON = 1e-7  # keras.config.epsilon()


class Terms(NamedTuple):
    """What a rule says of a batch."""

    losses: np.ndarray  # one for each sample
    slopes: np.ndarray  # shaped like y_pred: the derivative of the sum of `losses`
    counted: np.ndarray | None = None  # bool like `losses`: which samples the mean counts; None: all


@dataclass(frozen=True)
class Parameter:
    """An argument of a loss, with Keras's name and default, and the range worth exploring.

    `low`, `high` and `step` are None where there is nothing to slide: switches, axes, labels.
    """

    name: str
    default: Any
    low: float | None = None
    high: float | None = None
    step: float | None = None


@dataclass(frozen=True)
class Loss:
    """A loss function under Keras's name, with Keras's semantics, epsilons and defaults.

    `value`, `each` and `gradient` take arrays or lists, and the parameters by name:

        y_pred: (..., n), at least one axis. float32 is computed in float32, everything else in float64, since
            Keras's epsilon of 1e-7 gives 15.942 in the one and 16.118 in the other.
        y_true: shaped like y_pred, or what broadcasts to it; (B,) and (B, 1) fit each other.
            Integer labels of shape (B,) or (B, 1) for the losses whose `labels` is True.

    Raises:
        TypeError: an unknown parameter.
        ValueError: shapes that do not fit, labels out of range, a parameter that is not finite.
    """

    name: str  # the key in LOSSES, and the function in keras.losses
    keras_class: str  # the class in keras.losses
    task: str  # regression, binary, categorical, overlap or embedding
    rule: Callable[..., Terms]
    latex: str  # the loss of one sample
    slope_latex: str  # its derivative with respect to one prediction
    source: str
    parameters: tuple[Parameter, ...] = ()
    labels: bool = False  # whether y_true holds class numbers

    def value(self, y_true: Any, y_pred: Any, **parameters: Any) -> float:
        """The mean of the samples' losses: Keras's `sum_over_batch_size`."""
        terms = self._terms(y_true, y_pred, parameters)
        return float(self._mean(terms, terms.losses.sum()))

    def gradient(self, y_true: Any, y_pred: Any, **parameters: Any) -> np.ndarray:
        """The derivative of `value` with respect to y_pred, shaped like y_pred.

        At a kink it is what Keras gives with TensorFlow: 0 for |e| at e = 0; the slope within the margin for
        hinge losses; 0 for predictions that Keras clips.
        """
        terms = self._terms(y_true, y_pred, parameters)
        return self._mean(terms, terms.slopes).reshape(np.shape(y_pred))

    def each(self, y_true: Any, y_pred: Any, **parameters: Any) -> np.ndarray:
        """The loss of each sample, before the mean: y_pred's shape without its last axis (or `axis`)."""
        return self._terms(y_true, y_pred, parameters).losses

    def defaults(self) -> dict[str, Any]:
        """Every parameter's default."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def keras_call(self, **parameters: Any) -> str:
        """The Keras object with these parameters; defaults are left out."""
        defaults = self.defaults()
        told = ", ".join(f"{name}={value!r}" for name, value in parameters.items() if value != defaults[name])
        return f"keras.losses.{self.keras_class}({told})"

    def _terms(self, y_true: Any, y_pred: Any, parameters: dict[str, Any]) -> Terms:
        self._check(parameters)
        p = np.asarray(y_pred)
        p = p if p.dtype == np.float32 else p.astype(np.float64)
        y = np.asarray(y_true)
        if p.ndim == 0:
            raise ValueError(f"y_pred needs at least one axis; received the number {y_pred!r}")
        y, p = _same_rank(y, p)
        if not self.labels:
            y = y.astype(p.dtype)
            if np.broadcast_shapes(y.shape, p.shape) != p.shape:
                raise ValueError(f"y_true of shape {y.shape} does not fit y_pred of shape {p.shape}")
        # Where Keras answers inf or nan without a word, so does this.
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            return self.rule(y, p, **(self.defaults() | parameters))

    def _check(self, parameters: dict[str, Any]) -> None:
        unknown = parameters.keys() - self.defaults().keys()
        if unknown:
            raise TypeError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        for name, value in parameters.items():
            if isinstance(value, float) and not isfinite(value):
                raise ValueError(f"{name} must be finite; received {value}")

    @staticmethod
    def _mean(terms: Terms, total: np.ndarray) -> np.ndarray:
        count = np.size(terms.losses) if terms.counted is None else int(np.count_nonzero(terms.counted))
        return total / np.asarray(max(count, 1), dtype=terms.losses.dtype)


def mean_over(losses: np.ndarray, slopes: np.ndarray, axis: int = -1) -> Terms:
    """The terms of a loss that is the mean of one loss for each prediction."""
    return Terms(losses.mean(axis=axis), slopes / np.asarray(losses.shape[axis], dtype=losses.dtype))


def _same_rank(y: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keras's rule for ranks that differ by a last axis of one: (B,) and (B, 1) are the same targets."""
    if y.ndim == p.ndim + 1 and y.shape[-1] == 1:
        return (y, p[:, None]) if p.ndim == 1 else (y[..., 0], p)
    if p.ndim == y.ndim + 1 and p.shape[-1] == 1:
        return (y[:, None], p) if y.ndim == 1 else (y, p[..., 0])
    return y, p
