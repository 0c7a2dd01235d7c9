"""How a network walks downhill: several optimizers from one start on one loss surface.

What a student should see within a minute: in a ravine plain gradient descent zigzags while momentum rolls and
Adam walks straight; one notch more on SGD's learning rate and it flies away, and the page names the number,
two divided by the curvature, that said so beforehand.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import race, starts, sweep
from dlplay.ui.optimizers.settings import OptimizerSettings

VIEWS = {"race": race.show, "rates": sweep.show, "starts": starts.show}


frame.header("optimizers")
experiment = Experiment("optimizers", OptimizerSettings)


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"optimizers.intro_{view}"))
    VIEWS[view](experiment)
    experiment.publish()
    frame.try_this("optimizers")


laboratory()
