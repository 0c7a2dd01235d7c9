"""What the lesson on overfitting claims."""

from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from math import comb

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.playground.recipe import Recipe
from dlplay.playground.training import Moment, Training

DRAWS = 50
CONVERGED = 800  # steps after which the page's own network closes the circle


def _recipe(query: Mapping[str, str], seed: int = 1) -> Recipe:
    hidden = query.get("hidden", "4_2")
    return Recipe(
        data=query.get("data", "circle"),
        points=int(number(query, "points", 200)),
        hidden=() if hidden == "0" else tuple(map(int, hidden.split("_"))),
        activation=query.get("activation", "tanh"),
        learning_rate=number(query, "rate", 0.1),
        seed=seed,
    )


@cache
def _trained(recipe: Recipe, steps: int) -> Moment:
    training = Training(recipe)
    training.advance(steps)
    return training.now()


def _moment(query: Mapping[str, str]) -> Moment:
    return _trained(_recipe(query), int(number(query, "steps", 0)))


@outcome("overfitting.lucky")
def lucky(query: Mapping[str, str]) -> Outcome:
    now = _moment(query)
    others = [_trained(_recipe(query, seed), 0) for seed in range(2, 2 + DRAWS)]
    share = sum(one.test_accuracy > one.train_accuracy for one in others) / DRAWS
    right = "b" if 0.3 < share < 0.7 else "a"
    return Outcome(right, {"train": now.train_accuracy, "test": now.test_accuracy, "share": share})


@outcome("overfitting.line")
def line(query: Mapping[str, str]) -> Outcome:
    without = _moment(query)
    usual = _trained(_recipe({}), CONVERGED)
    limit = 0.75  # of the points of a circle a line gets no more right
    right = "a" if without.train_accuracy > 0.95 else "c" if without.train_accuracy <= limit else None
    return Outcome(right, {"without": without.train_accuracy, "with": usual.train_accuracy})


@outcome("overfitting.longer")
def longer(query: Mapping[str, str]) -> Outcome:
    before, after = (_moment({**query, "steps": steps}) for steps in ("300", query["steps"]))
    falls, rises = after.train_loss < before.train_loss, after.test_loss > before.test_loss
    right = "b" if falls and rises else "a" if falls else "c" if rises else None
    losses = {"train": before.train_loss, "train2": after.train_loss}
    return Outcome(right, losses | {"test": before.test_loss, "test2": after.test_loss})


@outcome("overfitting.rate")
def rate(query: Mapping[str, str]) -> Outcome:
    now = _moment(query)
    right = "a" if now.train_accuracy < 0.75 else "b"
    return Outcome(right, {"rate": number(query, "rate", 0.1), "train": now.train_accuracy})


@outcome("overfitting.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    runs, points, true = 20, 50, 0.8
    chances = [comb(points, k) * true**k * (1 - true) ** (points - k) for k in range(points + 1)]
    at_most = [min(total, 1.0) ** runs for total in accumulate(chances)]
    # E[max] = the sum of P(max > k) over k
    best = sum(1 - one for one in at_most[:-1]) / points
    right = "a" if best < 0.805 else "b" if best < 0.85 else "c"
    return Outcome(right, {"true": true, "best": best, "runs": runs, "points": points})
