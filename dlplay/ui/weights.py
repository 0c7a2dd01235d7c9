"""Several numbers as one setting, each with a slider of its own: a neuron's weights, an input."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dlplay.ui.experiment import Experiment
from dlplay.ui.settings import Number

DIGITS = 2  # after the point: more than a slider and the pictures can show


@dataclass(frozen=True)
class Weights:
    """`count` numbers in [-limit, limit], in the address joined by underscores: 1_-0.5_0."""

    count: int
    limit: float
    step: float

    def read(self, text: str) -> tuple[float, ...]:
        parts = text.split("_", self.count)
        if len(parts) != self.count:
            raise ValueError(f"{text[:32]!r} does not hold {self.count} numbers")
        return self.rounded([self.each.read(part) for part in parts])

    def write(self, value: tuple[float, ...]) -> str:
        return "_".join(f"{one:.10g}" for one in value)

    @property
    def each(self) -> Number:
        """The kind of one of them."""
        return Number(-self.limit, self.limit, self.step)

    @staticmethod
    def rounded(values: Iterable[float]) -> tuple[float, ...]:
        return tuple(round(one, DIGITS) + 0.0 for one in values)  # + 0.0: no minus zero


def slide(experiment: Experiment[Any], field: str, place: int, label: str, **options: Any) -> None:
    """A slider over one number of a `Weights`."""
    kind = experiment.kind(field, Weights)
    widget = f"{experiment.key(field)}.{place}"
    value = st.session_state[experiment.key(field)][place]
    # only a real change is sent: what is sent back while someone drags would throw the slider back
    if abs(st.session_state.get(widget, math.inf) - value) > 10**-DIGITS / 2:
        st.session_state[widget] = value

    def moved() -> None:
        replace(experiment, field, place, st.session_state[widget])

    low, high = -kind.limit, kind.limit
    options |= {"disabled": True} if experiment.fixed(field) else {}
    st.slider(label, low, high, value=low, step=kind.step, key=widget, on_change=moved, **options)


def replace(experiment: Experiment[Any], field: str, place: int, value: float) -> None:
    """Change one number of a `Weights`; before the widgets are drawn, or in a callback."""
    values = list(st.session_state[experiment.key(field)])
    values[place] = value
    experiment.set(**{field: Weights.rounded(values)})
