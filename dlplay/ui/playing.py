"""A training that plays: made from the settings, advanced in short slices, held by the session alone.

It is made anew whenever the settings mean another one: after a change of a control, and after a link, whose
steps are then made again, in slices too. While it plays, the settings follow, and with them the address.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import streamlit as st

from dlplay.timeline import Advancing
from dlplay.ui import address
from dlplay.ui.experiment import Experiment

AnyTraining = TypeVar("AnyTraining", bound=Advancing)
AnyRun = TypeVar("AnyRun", bound="Run[Any]")


class Run(Generic[AnyTraining]):
    """A training, what the settings say of it, and how far it shall be made again."""

    def __init__(self, meant: tuple[Any, ...], training: AnyTraining, target: int):
        self.meant, self.training, self.target = meant, training, target

    @property
    def behind(self) -> bool:
        """Whether it still has to be made again."""
        return self.training.step_count < self.target and not self.training.ended

    def catch_up(self, seconds: float) -> None:
        """Make again what is missing."""
        self.training.advance(max(self.target - self.training.step_count, 0), seconds)


class Player(Generic[AnyRun]):
    """The run of page `name` in this visit, and whether it plays; `settle` lets the settings follow a run."""

    def __init__(self, name: str, settle: Callable[[Experiment[Any], AnyRun], None]):
        self.settle = settle
        self.state, self.plays = f"{name}:run", f"{name}:playing"  # session-state keys

    @property
    def run(self) -> AnyRun | None:
        return st.session_state.get(self.state)

    @property
    def playing(self) -> bool:
        return st.session_state.get(self.plays, False)

    @property
    def going(self) -> bool:
        """Whether the picture shall change by itself."""
        run = self.run
        return run is not None and not run.training.ended and (self.playing or run.behind)

    def open(self, meant: tuple[Any, ...], make: Callable[[], AnyRun]) -> AnyRun:
        """The run that the settings mean: the one at hand, or a new one."""
        run = self.run
        if run is None or run.meant != meant:
            st.session_state.pop(self.state, None)
            run = st.session_state[self.state] = make()
        return run

    def play_or_pause(self, experiment: Experiment[Any]) -> None:
        """The main button; while a run is made again it ends that. In a callback."""
        if self.going:
            self.pause(experiment)
        else:
            st.session_state[self.plays] = True

    def pause(self, experiment: Experiment[Any]) -> None:
        """Stop where the run stands; the settings follow."""
        self.stop()
        if self.run is not None:
            self.settle(experiment, self.run)

    def follow(self, experiment: Experiment[Any]) -> None:
        """Let settings and address be where the run is; what is made again is on its way there. In a tick."""
        if self.run is not None and not self.run.behind:
            self.settle(experiment, self.run)
        address.follow(experiment)

    def stop(self) -> None:
        """Play no more."""
        st.session_state[self.plays] = False

    def drop(self) -> None:
        """Play no more, and begin anew."""
        self.stop()
        st.session_state.pop(self.state, None)
