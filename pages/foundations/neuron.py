"""A neuron under the hand: its sum, its activation, the line it draws, and what several can that one cannot.

What a student should see within a minute: the bars add up to z; the weights are an arrow that stands on a
line, and the bias moves the line; one line makes AND and OR, and none makes XOR.
"""

from dataclasses import dataclass

import streamlit as st

from dlplay.activations import CURVES
from dlplay.toy_data import TOY_DATA, TRUTH_TABLES
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron import gates, layers, one, two
from dlplay.ui.neuron.weights import Weights
from dlplay.ui.settings import Choice, setting

VIEWS = {"one": one.show, "gates": gates.show, "layers": layers.show}


@dataclass(frozen=True)
class NeuronSettings:
    view: str = setting("one", Choice(tuple(VIEWS)))
    inputs: str = setting("2", Choice(("2", "3")))
    activation: str = setting("sigmoid", Choice(CURVES))
    x: tuple[float, ...] = setting((1.0, 0.5, -1.0), Weights(3, 3.0, 0.1))
    w: tuple[float, ...] = setting((1.2, -0.8, 0.5, 0.4), Weights(4, 3.0, 0.1))
    data: str = setting("blobs", Choice(tuple(TOY_DATA)))
    gate: str = setting("and", Choice((*TRUTH_TABLES, gates.TWO)))
    gate_activation: str = setting("step", Choice(("step", "sigmoid")))
    gate_w: tuple[float, ...] = setting((2.0, 2.0, 0.0), Weights(3, 10.0, 0.5))
    xor_w: tuple[float, ...] = setting(two.START, Weights(9, 10.0, 0.5))
    net_x: tuple[float, ...] = setting((1.0, -0.5), Weights(2, 2.0, 0.1))
    net_activation: str = setting("tanh", Choice(layers.STEADY))
    net_w: tuple[float, ...] = setting(layers.START, Weights(20, 3.0, 0.1))
    part: str = setting("w111", Choice(layers.PARTS))


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
