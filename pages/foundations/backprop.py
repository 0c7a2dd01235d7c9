"""Backpropagation, one step at a time: forward, the loss, and back along every edge, with all numbers.

What a student should see within a minute: a wrong prediction has a loss; going back, each number asks what a
little more of it would do to the loss, and multiplies its answer on; each weight then takes a step against
its answer, and the loss is smaller. Every answer is measured again without the chain rule, and agrees.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.backprop import checking, current, deep, walking
from dlplay.ui.backprop.settings import BackpropSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

VIEWS = {"steps": walking.show, "check": checking.show, "deep": deep.show}


frame.header("backprop")
experiment = Experiment("backprop", BackpropSettings)
for changed in current.mend(experiment):
    st.warning(t("frame.refused", name=changed, default=getattr(experiment.settings, changed) or "–"))


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"backprop.intro_{view}"))
    VIEWS[view](experiment)
    experiment.publish()
    frame.try_this("backprop")


laboratory()
