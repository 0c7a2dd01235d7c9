"""A task without TensorFlow, for the tests of `dlplay.jobs`: it counts, sleeps and misbehaves on request."""

import os
import time

import numpy as np

from dlplay.jobs.worker import Diverged, Outcome, Reporter


def train(settings: dict, arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome:
    reporter.progress({"step": 0, "pid": os.getpid()}, always=True)
    total = float(sum(array.sum() for array in arrays.values()))
    step = 0
    for step in range(1, settings.get("steps", 1) + 1):
        if reporter.stop:
            break
        _misbehave(settings, step, total)
        time.sleep(settings.get("pause", 0.0))
        reporter.progress({"step": step, "loss": 1 / step}, always=settings.get("always", False))
        if step % settings.get("every", 10) == 0:
            reporter.checkpoint({"step": step}, {"square": np.array([step**2])})
    return Outcome({"steps": step, "total": total}, {"weights": np.arange(step, dtype=np.float32)})


def _misbehave(settings, step, total):
    if step != settings.get("at", 3):
        return
    match settings.get("then"):
        case "diverge":
            raise Diverged(Outcome({"steps": step, "loss": float("nan")}, {"weights": np.zeros(step)}))
        case "break":
            raise ZeroDivisionError("as the test wished")
        case "devour":
            held = []
            while True:
                held.append(np.ones(4_000_000))
                time.sleep(0.01)
        case "sleep":
            time.sleep(60)
