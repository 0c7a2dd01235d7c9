"""Backpropagation, one step at a time: forward, the loss, and back along every edge, with all numbers.

What a student should see within a minute: a wrong prediction has a loss; going back, each number asks what a
little more of it would do to the loss, and multiplies its answer on; each weight then takes a step against
its answer, and the loss is smaller. Every answer is measured again without the chain rule, and agrees.
"""

from dataclasses import dataclass

import streamlit as st

from dlplay.backprop.depth import INITIALS
from dlplay.backprop.problem import NETWORKS
from dlplay.ui import frame
from dlplay.ui.backprop import checking, current, deep, walking
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.neuron.weights import Weights
from dlplay.ui.settings import Choice, Number, setting

VIEWS = {"steps": walking.show, "check": checking.show, "deep": deep.show}


@dataclass(frozen=True)
class BackpropSettings:
    view: str = setting("steps", Choice(tuple(VIEWS)))
    net: str = setting("2-2-1", Choice(tuple(NETWORKS)))
    hidden: str = setting("sigmoid", Choice(current.HIDDEN))
    output: str = setting("sigmoid", Choice(current.OUTPUTS))
    loss: str = setting("mean_squared_error", Choice(current.LOSSES))
    x: tuple[float, ...] = setting((1.0, 0.5), Weights(2, 100.0, 0.05))
    y: tuple[float, ...] = setting((1.0, 0.0), Weights(2, 100.0, 0.05))
    w: tuple[float, ...] = setting((), current.Row(max(map(len, current.START.values()))))
    rate: float = setting(1.0, Number(0.01, 10.0, 0.01))
    rounds: int = setting(0, Number(0, current.MOST_ROUNDS))
    step: int = setting(7, Number(0, 99))
    part: str = setting("w5", Choice(current.PARTS))
    epsilon: int = setting(4, Number(1, 15))
    deep_activation: str = setting("sigmoid", Choice(current.HIDDEN))
    deep_depth: int = setting(8, Number(1, 10))
    deep_width: int = setting(6, Number(1, 8))
    deep_initial: str = setting("glorot_uniform", Choice(tuple(INITIALS)))
    deep_scale: float = setting(1.0, Number(-5.0, 5.0, 0.1))
    deep_seed: int = setting(0, Number(0, 999))
    deep_measure: str = setting("deltas", Choice(deep.MEASURES))


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
