"""What the lesson on backpropagation claims."""

from collections.abc import Mapping

import numpy as np

from dlplay.backprop.problem import Problem
from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import row
from dlplay.losses.entropy import sigmoid

START = (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -1.3, 0.8, -0.3)  # what the page starts with
W5, FROM_X1 = 6, (0, 1)  # places in the row of gradients


def _problem(query: Mapping[str, str]) -> Problem:
    w, x = row(query, "w", START), row(query, "x", (1.0, 0.5))
    return Problem((2, 2, 1), w, "sigmoid", "sigmoid", "mean_squared_error", x, (1.0,))


def _predicted(problem: Problem) -> float:
    return float(problem.forward()[0].a[-1][0, 0])


@outcome("backprop.sign")
def sign(query: Mapping[str, str]) -> Outcome:
    problem = _problem(query)
    slope = float(problem.run().gradients.row()[W5])
    right = "a" if slope > 0 else "b" if slope < 0 else "c"
    return Outcome(right, {"p": _predicted(problem), "y": problem.y[0], "slope": slope})


@outcome("backprop.changes")
def changes(query: Mapping[str, str]) -> Outcome:
    problem = _problem(query)
    before = _predicted(problem)
    slopes = problem.run().gradients.row()
    after = _predicted(problem)
    stepped = _predicted(problem.updated(slopes, 1.0))
    right = "c" if after == before else "a" if after > before else "b"
    return Outcome(right, {"before": before, "after": after, "stepped": stepped})


@outcome("backprop.silent")
def silent(query: Mapping[str, str]) -> Outcome:
    problem = _problem(query)
    slopes = problem.run().gradients.row()
    none = tuple(np.flatnonzero(slopes == 0).tolist())
    right = "a" if none == FROM_X1 else "b" if len(none) == len(slopes) else "c"
    others = int(np.count_nonzero(slopes))
    return Outcome(right, {"input": problem.x[0], "first": slopes[0], "others": others})


@outcome("backprop.flat")
def flat(query: Mapping[str, str]) -> Outcome:
    problem = _problem(query)
    if not np.allclose(problem.weights, 10 * np.array(START)):
        raise ValueError("the step must take ten times the weights")
    usual, largest = (np.abs(one.run().gradients.row()).max() for one in (_problem({}), problem))
    right = "c" if largest < usual / 1000 else "a" if largest < 20 * usual else "b"
    p = _predicted(problem)
    return Outcome(right, {"p": p, "y": problem.y[0], "usual": usual, "largest": largest})


@outcome("backprop.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    delta, slope, w, a, little = 0.8, 0.25, 2.0, 0.5, 1e-6

    def answer(weight: float) -> float:
        """A curve with this slope where the neuron stands: a sigmoid at 0 of the distance from there."""
        return float(sigmoid(np.array((weight - w) * a)))

    found = delta * (answer(w + little) - answer(w - little)) / (2 * little)
    right = next(key for key, one in {"a": 0.4, "b": 0.1, "c": 0.8}.items() if np.isclose(one, found))
    return Outcome(right, {"delta": delta, "slope": slope, "w": w, "a": a, "right": round(found, 6)})
