"""How a network walks downhill: several optimizers from one start on one loss surface.

What a student should see within a minute: in a ravine plain gradient descent zigzags while momentum rolls and
Adam walks straight; one notch more on SGD's learning rate and it flies away, and the page names the number,
two divided by the curvature, that said so beforehand.
"""

from dataclasses import dataclass

import streamlit as st

from dlplay.descent import LONGEST
from dlplay.optimizers import OPTIMIZERS
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import BATCHES, SURFACES
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import current, race, starts, sweep
from dlplay.ui.optimizers.kinds import Place, Rates
from dlplay.ui.settings import Choice, Number, Subset, setting

VIEWS = {"race": race.show, "rates": sweep.show, "starts": starts.show}


@dataclass(frozen=True)
class OptimizerSettings:
    view: str = setting("race", Choice(tuple(VIEWS)))
    surface: str = setting("ravine", Choice(tuple(SURFACES)))
    runners: tuple[str, ...] = setting(("sgd", "momentum", "rmsprop", "adam"), Subset(tuple(OPTIMIZERS)))
    rates: tuple[tuple[str, float], ...] = setting((), Rates())
    start: tuple[float, ...] = setting((), Place())
    steps: int = setting(100, Number(10, LONGEST, 10))
    schedule: str = setting("constant", Choice(tuple(SCHEDULES)))
    batch: str = setting(current.ALL, Choice((current.ALL, *map(str, reversed(BATCHES)))))
    seed: int = setting(1, Number(0, 50))
    momentum: float = setting(0.9, Number(0.0, 0.99, 0.01))
    decay: float = setting(0.004, Number(0.0, 1.0, 0.001))
    picture: str = setting("map", Choice(("map", "relief")))
    runner: str = setting("adam", Choice(tuple(OPTIMIZERS)))
    step: int = setting(1, Number(1, LONGEST))


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
