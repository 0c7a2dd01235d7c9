"""What the lesson on the neuron claims."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import row
from dlplay.neuron import best_neuron, distance, forward, neuron
from dlplay.toy_data import TRUTH_TABLES

START_X, START_W = (1.0, 0.5, -1.0), (1.2, -0.8, 0.5, 0.4)
BIAS = 3
SLIDER = np.arange(-10, 10.5, 0.5)  # of a gate's weights


class At(NamedTuple):
    x: tuple[float, ...]
    w: tuple[float, ...]
    b: float
    z: float
    a: float


def _at(query: Mapping[str, str]) -> At:
    """Two inputs through the neuron of the page."""
    x, w = row(query, "x", START_X)[:2], row(query, "w", START_W)
    trace = forward([neuron(w[:2], w[BIAS], "sigmoid")], np.array(x))[0]
    return At(x, w[:2], w[BIAS], float(trace.z[0]), float(trace.a[0]))


@outcome("neuron.sum")
def weighted_sum(query: Mapping[str, str]) -> Outcome:
    x, w, b, z, a = _at(query)
    return Outcome(z, {"z": z, "a": a, "first": w[0] * x[0], "second": w[1] * x[1], "bias": b})


@outcome("neuron.double")
def double(query: Mapping[str, str]) -> Outcome:
    _, w, b, z, a = _at({})
    _, w2, b2, z2, a2 = _at(query)
    if not np.allclose((*w2, b2), 2 * np.array((*w, b))):
        raise ValueError("the step must double all weights and the bias")
    turned = w2[0] * w[1] != w2[1] * w[0]
    moved = not np.isclose(distance(w2, b2) or 0, distance(w, b) or 0)
    right = "a" if turned else "b" if moved else "c" if a2 > a else "d"
    return Outcome(right, {"z": z, "z2": z2, "a": a, "a2": a2})


@outcome("neuron.bias")
def bias(query: Mapping[str, str]) -> Outcome:
    _, w, b, _, a = _at({})
    _, w2, b2, _, a2 = _at(query)
    moved = not np.isclose(distance(w2, b2) or 0, distance(w, b) or 0)
    right = "b" if not np.array_equal(w, w2) else "a" if moved else "c"
    return Outcome(right, {"from": b, "to": b2, "a": a, "a2": a2})


@outcome("neuron.xor")
def xor(query: Mapping[str, str]) -> Outcome:
    table = TRUTH_TABLES[query["gate"]]
    found = best_neuron(table.inputs, table.targets, SLIDER)
    return Outcome({2: "a", 3: "b", 4: "c"}[found.right], {"right": found.right, "all": len(table.targets)})


@outcome("neuron.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    table = TRUTH_TABLES["or"]
    right = next(
        key
        for key, b in zip("abc", (-5.0, 1.0, -1.0), strict=True)
        if ((2 * table.inputs.sum(axis=1) + b >= 0) == table.targets).all()
    )
    return Outcome(right, {"none": -1.0, "one": 2.0 - 1.0})
