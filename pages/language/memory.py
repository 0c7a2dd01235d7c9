"""Why an RNN forgets, and how an LSTM does not: one number, one cell, one gradient, one task.

What a student should see within a minute: a number multiplied by 0.9 fifty times is gone, and that is all
that happens in an RNN; the cell state of an LSTM is multiplied by a gate near 1 and is still there.
"""

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.memory import carry, gradients, race, run, step
from dlplay.ui.memory.settings import MemorySettings

VIEWS = {"carry": carry.show, "step": step.show, "gradients": gradients.show, "task": race.show}


def show(experiment: Experiment[MemorySettings]) -> None:
    view = frame.choose_view(experiment)
    if view != "task":
        run.leave(experiment)
    VIEWS[view](experiment)


frame.lab("memory", MemorySettings, show)
