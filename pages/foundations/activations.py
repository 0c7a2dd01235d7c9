"""Activation functions: their curves, their slopes, and what they do to a signal.

What a student should see within a minute: learning sees only the slope; where the curve is flat nothing is
learnt; a sigmoid's gradient dies layer by layer, measured, and ReLU's survives.
"""

from dataclasses import dataclass

import streamlit as st

from dlplay.activations import CURVES, VECTOR_FUNCTIONS
from dlplay.initializers import INITIALIZERS
from dlplay.ui import frame
from dlplay.ui.activations import curve, lab, vector
from dlplay.ui.activations.parameters import with_parameters
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Number, Subset, setting

VIEWS = {"curve": curve.show, "signal": lab.show, "vector": vector.show}


@with_parameters
@dataclass(frozen=True)
class ActivationsSettings:
    view: str = setting("curve", Choice(tuple(VIEWS)))
    name: str = setting("sigmoid", Choice(CURVES))
    compare: tuple[str, ...] = setting(("relu",), Subset(CURVES))
    x: float = setting(3.0, Number(-curve.EDGE, curve.EDGE, 0.05))
    depth: int = setting(10, Number(1, 30))
    width: int = setting(64, Number(8, 128, 8))
    initializer: str = setting("he_normal", Choice(tuple(INITIALIZERS)))
    seed: int = setting(1, Number(0, 999))
    vector: str = setting("softmax", Choice(VECTOR_FUNCTIONS))
    z1: float = setting(2.0, Number(-6.0, 6.0, 0.1))
    z2: float = setting(1.0, Number(-6.0, 6.0, 0.1))
    z3: float = setting(0.5, Number(-6.0, 6.0, 0.1))
    z4: float = setting(-1.0, Number(-6.0, 6.0, 0.1))
    temperature: float = setting(1.0, Number(0.1, 10.0, 0.1))


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
