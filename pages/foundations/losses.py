"""What a loss measures, what its gradient does, and what becomes of learning when another one is chosen.

What a student should see within a minute: one far point drags the line of the squared error along and leaves
Huber's alone; a neuron that is sure and wrong is stuck under squared error and free under cross-entropy.
"""

from dataclasses import dataclass

import streamlit as st

from dlplay.losses import LOSSES, line
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import curves, everything, fitting, softmax, trained
from dlplay.ui.losses.current import AXES, CLASSES, CURVES
from dlplay.ui.settings import Choice, Number, Subset, setting

VIEWS = {
    "line": fitting.show,
    "curves": curves.show,
    "softmax": softmax.show,
    "race": trained.show,
    "table": everything.show,
}


@dataclass(frozen=True)
class LossSettings:
    view: str = setting("line", Choice(tuple(VIEWS)))
    loss: str = setting("mean_squared_error", Choice(line.FITTED))
    slope: float = setting(0.2, Number(-1.0, 2.5, 0.05))
    intercept: float = setting(4.0, Number(-4.0, 8.0, 0.1))
    outlier_x: float = setting(9.0, Number(0.0, 12.0, 0.5))
    outlier_y: float = setting(1.0, Number(0.0, 12.0, 0.5))
    delta: float = setting(1.0, Number(0.1, 5.0, 0.1))
    show: tuple[str, ...] = setting(("residuals",), Subset(("residuals", "best")))
    surface: str = setting("contour", Choice(("contour", "relief")))
    axis: str = setting("probability", Choice(tuple(AXES)))
    truth: str = setting("1", Choice(("0", "1")))
    shown: tuple[str, ...] = setting(CURVES, Subset(CURVES))
    error: float = setting(2.0, Number(-4.0, 4.0, 0.05))
    probability: float = setting(0.1, Number(0.001, 0.999, 0.001))
    score: float = setting(-3.0, Number(-8.0, 8.0, 0.1))
    gamma: float = setting(2.0, Number(0.0, 5.0, 0.5))
    logit_a: float = setting(2.0, Number(-10.0, 10.0, 0.1))
    logit_b: float = setting(1.0, Number(-10.0, 10.0, 0.1))
    logit_c: float = setting(0.1, Number(-10.0, 10.0, 0.1))
    logit_d: float = setting(-1.0, Number(-10.0, 10.0, 0.1))
    target: str = setting("b", Choice(CLASSES))
    smoothing: float = setting(0.0, Number(0.0, 0.5, 0.05))
    wrong: float = setting(6.0, Number(0.0, 12.0, 0.5))
    rate: float = setting(1.0, Number(0.1, 5.0, 0.1))
    step: int = setting(20, Number(0, trained.STEPS))
    detail: str = setting("mean_squared_error", Choice(tuple(LOSSES)))


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
