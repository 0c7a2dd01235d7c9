"""The run on the page: made from the settings, advanced in short slices, held by the session alone.

A run is remade whenever the settings mean another one: after a change of a control, and after a link, whose
steps are then made again. While it plays, the settings keep the steps of its start; they follow on a pause.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.playground import Recipe, Training
from dlplay.playground.training import Edit
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.network.current import kept, recipe_of
from dlplay.ui.network.settings import NetworkSettings

RUN, KEPT, PLAYING = "network:run", "network:kept", "network:playing"
TICK = 0.15  # seconds between two pictures
SLICE = 0.08  # of training within them: many sessions share two cores
AT_ONCE = 0.3  # a run of a link that takes longer is made again in slices, with a progress bar
EPOCHS = {"slow": 1, "normal": 10, "fast": 10**9}  # at most in one slice


class Run:
    """A training, the settings that it belongs to, and how far it shall be made again."""

    def __init__(self, recipe: Recipe, edits: tuple[Edit, ...], steps: int):
        self.meant = (recipe, edits, steps)
        self.training = Training(recipe, edits)
        self.target = steps
        self._sent: dict[str, tuple[Any, Any]] = {}
        self.advance(AT_ONCE)

    @property
    def behind(self) -> bool:
        """Whether it still has to be made again."""
        return self.training.step_count < self.target and not self.training.ended

    def advance(self, seconds: float) -> None:
        """Make again what is missing."""
        self.training.advance(max(self.target - self.training.step_count, 0), seconds)

    def remembered(self, name: str, made: Callable[[], Any]) -> Any:
        """What the board was given under this name, unless the run has gone on: it is made and sent once."""
        state = (self.identity, self.training.step_count)
        if self._sent.get(name, (None,))[0] != state:
            self._sent[name] = (state, made())
        return self._sent[name][1]

    @property
    def identity(self) -> str:
        """Differs between runs whose timelines differ."""
        return f"{hash(self.meant[:2]):x}"


def open_run(experiment: Experiment[NetworkSettings]) -> Run:
    """The run that the settings mean now.

    Raises:
        OwnDataError, ValueError: as `Training`.
    """
    settings = experiment.settings
    meant = (recipe_of(settings), settings.edits, settings.steps)
    run = st.session_state.get(RUN)
    if run is None or run.meant != meant:
        st.session_state.pop(RUN, None)
        run = st.session_state[RUN] = Run(*meant)
    return run


def open_kept(settings: NetworkSettings) -> Run | None:
    """The run that was kept for comparison, made again where this session has not made it."""
    before = kept(settings)
    if before is None:
        return None
    meant = (recipe_of(before), before.edits, before.steps)
    other = st.session_state.get(KEPT)
    if other is None or other.meant != meant:
        try:
            other = st.session_state[KEPT] = Run(*meant)
        except ValueError:
            return None
    return other


def playing() -> bool:
    return st.session_state.get(PLAYING, False)


def play_or_pause(experiment: Experiment[NetworkSettings]) -> None:
    """The main button; during a repetition it ends that."""
    run = st.session_state.get(RUN)
    going = playing() or (run is not None and run.behind)
    st.session_state[PLAYING] = not going
    if going and run is not None:
        settle(experiment, run)


def train(experiment: Experiment[NetworkSettings], epochs: int) -> None:
    """One step (0 epochs) or some epochs, then pause."""
    if run := st.session_state.get(RUN):
        turn = run.training.steps_an_epoch
        steps = epochs * turn - run.training.step_count % turn if epochs else 1
        run.training.advance(steps, seconds=1.0)
        pause(experiment, run)


def pause(experiment: Experiment[NetworkSettings], run: Run) -> None:
    st.session_state[PLAYING] = False
    settle(experiment, run)


def settle(experiment: Experiment[NetworkSettings], run: Run) -> None:
    """The settings take over how far the run went and what was set by hand."""
    training = run.training
    run.target = training.step_count
    edits = tuple(training.edits)
    run.meant = (training.recipe, edits, training.step_count)
    experiment.set(steps=training.step_count, edits=edits)


def reset(experiment: Experiment[NetworkSettings]) -> None:
    """Back to the first weights, which the seed gives; weights set by hand are forgotten."""
    st.session_state[PLAYING] = False
    experiment.set(steps=0, edits=())
    st.session_state.pop(RUN, None)


def go_to(experiment: Experiment[NetworkSettings], step: int) -> None:
    """Back to a moment of the timeline, to go on from there another way."""
    st.session_state[PLAYING] = False
    edits = st.session_state[experiment.key("edits")]
    experiment.set(steps=step, edits=tuple(one for one in edits if one.step <= step))


def changed(experiment: Experiment[NetworkSettings]) -> None:
    """A control has changed the run: it begins anew, or is made again as far as it was."""
    run = st.session_state.get(RUN)
    repeat = st.session_state[experiment.key("change")] == "repeat" and run is not None and not playing()
    experiment.set(steps=run.training.step_count if repeat else 0, edits=())


def tick(run: Run, speed: str) -> bool:
    """A slice of training; whether there is more to come."""
    if run.behind:
        run.advance(slice_of(SLICE))
        return run.behind or playing()
    if playing():
        run.training.advance(EPOCHS[speed] * run.training.steps_an_epoch, slice_of(SLICE))
    return playing() and not run.training.ended
