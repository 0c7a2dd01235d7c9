"""A neuron under the hand: its sum, its activation, the line it draws, and what several can that one cannot.

What a student should see within a minute: the bars add up to z; the weights are an arrow that stands on a
line, and the bias moves the line; one line makes AND and OR, and none makes XOR.
"""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import gates, layers, one
from dlplay.ui.neuron.settings import NeuronSettings

VIEWS = {"one": one.show, "gates": gates.show, "layers": layers.show}


frame.header("neuron")
experiment = Experiment("neuron", NeuronSettings)


@frame.laboratory
def laboratory() -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    st.caption(t(f"neuron.intro_{view}"))
    VIEWS[view](experiment)
    experiment.publish()
    frame.try_this("neuron")


laboratory()
