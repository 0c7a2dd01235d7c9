"""Why an RNN forgets, and how an LSTM does not: one number, one cell, one gradient, one task.

What a student should see within a minute: a number multiplied by 0.9 fifty times is gone, and that is all
that happens in an RNN; the cell state of an LSTM is multiplied by a gate near 1 and is still there.
"""

from dlplay.ui import frame
from dlplay.ui.memory import carry, gradients, race, run, step
from dlplay.ui.memory.settings import MemorySettings

VIEWS = {
    "carry": run.resting(carry.show),
    "step": run.resting(step.show),
    "gradients": run.resting(gradients.show),
    "task": race.show,
}

frame.lab("memory", MemorySettings, VIEWS, in_parts=("carry", "step"))
