"""Activation functions: their curves, their slopes, and what they do to a signal.

What a student should see within a minute: learning sees only the slope; where the curve is flat nothing is
learnt; a sigmoid's gradient dies layer by layer, measured, and ReLU's survives.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.activations import curve, lab, vector
from dlplay.ui.activations.settings import ActivationsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

VIEWS = {"curve": curve.show, "signal": lab.show, "vector": vector.show}


frame.header("activations")
experiment = Experiment("activations", ActivationsSettings)


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"activations.intro_{view}"))
    VIEWS[view](experiment)
    experiment.publish()
    frame.try_this("activations")


laboratory()
