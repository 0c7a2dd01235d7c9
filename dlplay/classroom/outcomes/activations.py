"""What the lesson on activation functions claims."""

from collections.abc import Mapping

import numpy as np

from dlplay import signal
from dlplay.activations import ACTIVATIONS
from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number

SCORES = (2.0, 1.0, 0.5, -1.0)  # what the page starts with
WIDTH, SEED = 64, 1


def _through(query: Mapping[str, str]) -> signal.Signal:
    depth, initializer = int(number(query, "depth", 10)), query.get("initializer", "he_normal")
    return signal.push(
        ACTIVATIONS[query.get("name", "sigmoid")], signal.draw(depth, WIDTH, initializer, SEED)
    )


@outcome("activations.slope")
def slope(query: Mapping[str, str]) -> Outcome:
    sigmoid, x = ACTIVATIONS["sigmoid"], np.array([number(query, "x", 3.0), 0.0])
    passed, middle = sigmoid.derivative(x)
    right = "a" if passed > 0.9 else "b" if passed > 0.2 else "c" if passed < 0.01 else None
    return Outcome(right, {"value": sigmoid.function(x)[0], "slope": passed, "middle": middle})


@outcome("activations.silent")
def silent(query: Mapping[str, str]) -> Outcome:
    x = np.array([number(query, "x", 3.0), 3.0])
    passed, beyond = ACTIVATIONS[query["name"]].derivative(x)
    return Outcome("b" if passed == 0 else "a", {"slope": passed, "beyond": beyond})


@outcome("activations.twenty")
def twenty(query: Mapping[str, str]) -> Outcome:
    ten, deep = _through({}), _through(query)
    share = deep.arrived / ten.arrived
    right = "b" if share > 0.3 else "a" if 3e-6 < share < 3e-5 else None
    return Outcome(right, {"ten": ten.arrived, "twenty": deep.arrived, "factor": deep.factor})


@outcome("activations.start")
def start(query: Mapping[str, str]) -> Outcome:
    he, random = _through({"name": query["name"]}), _through(query)
    right = "b" if random.arrived > he.arrived else "c" if random.arrived < he.arrived / 1000 else "a"
    return Outcome(right, {"he": he.arrived, "random": random.arrived})


@outcome("activations.softmax")
def softmax(query: Mapping[str, str]) -> Outcome:
    function = ACTIVATIONS["softmax"].function
    before = function(np.array(SCORES))
    after = function(np.array((number(query, "z1", 2.0), *SCORES[1:])))
    gain, lost = after[0] - before[0], before[1:] - after[1:]
    together = (lost > 0).all() and np.isclose(lost.sum(), gain)
    numbers = {"before": before[0], "after": after[0], "sum": after.sum()}
    return Outcome("b" if together else "a", numbers)


@outcome("activations.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    random = np.random.default_rng(SEED)
    x = random.normal(size=(100, 3))
    deep, matrix, shift = x, np.eye(3), np.zeros(3)
    for _ in range(5):
        kernel, bias = random.normal(size=(3, 3)), random.normal(size=3)
        deep = deep @ kernel + bias
        matrix, shift = matrix @ kernel, shift @ kernel + bias
    difference = np.abs(deep - (x @ matrix + shift)).max() / np.abs(deep).max()
    return Outcome("a" if difference < 1e-12 else None, {"difference": round(float(difference), 12)})
