"""What a loss measures, what its gradient does, and what becomes of learning when another one is chosen.

What a student should see within a minute: one far point drags the line of the squared error along and leaves
Huber's alone; a neuron that is sure and wrong is stuck under squared error and free under cross-entropy.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import curves, everything, fitting, softmax, trained
from dlplay.ui.losses.settings import LossSettings

VIEWS = {
    "line": fitting.show,
    "curves": curves.show,
    "softmax": softmax.show,
    "race": trained.show,
    "table": everything.show,
}


frame.header("losses")
experiment = Experiment("losses", LossSettings)


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"losses.intro_{view}"))
    VIEWS[view](experiment)
    experiment.publish()
    frame.try_this("losses")


laboratory()
