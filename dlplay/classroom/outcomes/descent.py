"""What the lesson on gradient descent claims."""

from collections.abc import Mapping

import numpy as np

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number, row
from dlplay.descent import Run, Setup, descend
from dlplay.outcome import outcome as became
from dlplay.rates import RATES
from dlplay.surfaces import SURFACES

SEED = 1  # what the page starts with
BEND = 10.0  # of the loss in the last question


def _run(query: Mapping[str, str], optimizer: str) -> Run:
    surface = query.get("surface", "ravine")
    start = row(query, "start", tuple(SURFACES[surface].start))
    batch = query.get("batch", "all")
    setup = Setup(
        surface,
        (start[0], start[1]),
        int(number(query, "steps", 100)),
        batch=0 if batch == "all" else int(batch),
        seed=SEED,
    )
    chosen = dict(pair.split("_") for pair in query.get("rates", "").split("__") if pair)
    return descend(setup, optimizer, float(chosen.get(optimizer, RATES[surface][optimizer])))


@outcome("descent.twice")
def twice(query: Mapping[str, str]) -> Outcome:
    slow, fast = _run({**query, "rates": "sgd_0.05"}, "sgd"), _run(query, "sgd")
    if fast.learning_rate != 2 * slow.learning_rate:
        raise ValueError("the step must double the rate")
    end = became(fast)
    right = "b" if end.kind == "diverged" else "a"
    numbers = {"slow": slow.learning_rate, "fast": fast.learning_rate}
    return Outcome(right, numbers | {"limit": end.limit or np.nan, "left": end.step or np.nan})


@outcome("descent.place")
def place(query: Mapping[str, str]) -> Outcome:
    run = _run(query, "sgd")
    x, y = run.weights[-1].round(3)
    return Outcome((float(x) + 0.0, float(y) + 0.0), {"low": 0.0, "high": round(run.losses[-1], 6)})


@outcome("descent.noise")
def noise(query: Mapping[str, str]) -> Outcome:
    still = _run({name: value for name, value in query.items() if name != "batch"}, "sgd")
    moved = _run(query, "sgd")
    after = 0.15
    right = "c" if moved.losses[-20:].max() < after < still.losses[-1] else "b"
    gradient = np.abs(SURFACES["saddle"].gradient(np.zeros((1, 2)))).max()
    return Outcome(right, {"gradient": gradient, "loss": round(still.losses[-1], 6), "after": after})


@outcome("descent.best")
def best(query: Mapping[str, str]) -> Outcome:
    steps = {name: became(_run(query, name)) for name in ("sgd", "adam")}
    arrived = {name: end.step for name, end in steps.items() if end.kind == "arrived" and end.step}
    sgd, adam = (arrived.get(name, np.inf) for name in ("sgd", "adam"))
    return Outcome("a" if sgd < adam else "b" if adam < sgd else "c", {"sgd": sgd, "adam": adam})


@outcome("descent.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    def loss_after(rate: float, steps: int) -> float:
        """Of L(w) = h w^2 / 2 from w = 1: each step multiplies w by 1 - rate h."""
        return BEND / 2 * (1 - rate * BEND) ** (2 * steps)

    longer = loss_after(0.5, 20) < loss_after(0.5, 10)
    smaller = loss_after(0.05, 10) < loss_after(0.5, 10)
    return Outcome("a" if longer else "c" if smaller else "b", {"rate": 0.5, "limit": 2 / BEND})
