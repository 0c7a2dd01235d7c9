"""What the lesson on loss functions claims."""

from collections.abc import Mapping

import numpy as np

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.losses import LOSSES, line, race

LOGITS = {"logit_a": 2.0, "logit_b": 1.0, "logit_c": 0.1, "logit_d": -1.0}  # what the page starts with
ONE = np.array([1.0])


@outcome("loss.outlier")
def outlier(query: Mapping[str, str]) -> Outcome:
    before, after = (9.0, 1.0), (9.0, number(query, "outlier_y", 1.0))
    slopes = {
        name: [line.best_line(name, at).slope for at in (before, after)]
        for name in ("mean_squared_error", "huber")
    }
    mse, huber = slopes.values()
    right = "a" if abs(mse[1] - mse[0]) > abs(huber[1] - huber[0]) else "b"
    return Outcome(right, {"mse": mse[0], "mse2": mse[1], "huber": huber[0], "huber2": huber[1]})


@outcome("loss.sure")
def sure(query: Mapping[str, str]) -> Outcome:
    p = np.array([0.1]), np.array([number(query, "probability", 0.1)])
    slope, slope2 = (LOSSES["binary_crossentropy"].gradient(ONE, one)[0] for one in p)
    squared = LOSSES["mean_squared_error"].gradient(ONE, p[1])[0]
    right = "b" if np.isclose(slope2, 10 * slope) else "a" if slope2 < slope else "c"
    numbers = {"p": p[0][0], "q": p[1][0], "slope": slope, "slope2": slope2, "squared": squared}
    return Outcome(right, numbers)


@outcome("loss.stuck")
def stuck(query: Mapping[str, str]) -> Outcome:
    step = int(number(query, "step", 20))
    squared, cross = (
        race.train(name, -number(query, "wrong", 6.0), 0.0, 1.0, step).truths for name in race.RUNNERS
    )
    right = "c" if squared[step] < 2 * squared[0] else "a"
    return Outcome(right, {"start": squared[0], "squared": squared[step], "cross": cross[step]})


@outcome("loss.shift")
def shift(query: Mapping[str, str]) -> Outcome:
    start = np.array([list(LOGITS.values())])
    shifted = np.array([[number(query, name, value) for name, value in LOGITS.items()]])
    truth = np.array([[0.0, 1.0, 0.0, 0.0]])
    loss = LOSSES["categorical_crossentropy"]
    before, after = (float(loss.value(truth, z, from_logits=True)) for z in (start, shifted))
    added = set((shifted - start).ravel().round(9))
    if len(added) != 1:
        raise ValueError("the step must raise all logits alike")
    right = "b" if np.isclose(before, after) else "a" if after < before else "c"
    return Outcome(right, {"before": before, "after": after, "added": added.pop()})


@outcome("loss.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    wrong = {"a": 0.6, "b": 0.999}
    losses = {
        name: float(LOSSES["binary_crossentropy"].value(np.ones(100), np.array([0.9] * 90 + [1 - p] * 10)))
        for name, p in wrong.items()
    }
    right = min(losses, key=losses.__getitem__)
    return Outcome(right, wrong | {f"loss_{name}": loss for name, loss in losses.items()})
