"""Why an RNN forgets, and how an LSTM does not: one number, one cell, one gradient, one task.

What a student should see within a minute: a number multiplied by 0.9 fifty times is gone, and that is all
that happens in an RNN; the cell state of an LSTM is multiplied by a gate near 1 and is still there.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.memory import carry, gradients, race, run, step
from dlplay.ui.memory.settings import MemorySettings

VIEWS = {"carry": carry.show, "step": step.show, "gradients": gradients.show, "task": race.show}

frame.header("memory")
experiment = Experiment("memory", MemorySettings)


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"memory.intro_{view}"))
    if view != "task":
        run.leave(experiment)
    VIEWS[view](experiment)
    experiment.publish()


laboratory()
frame.try_this("memory")
