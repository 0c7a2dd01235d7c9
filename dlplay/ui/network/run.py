"""The run on the page, the one that is kept beside it, and what their buttons do."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.playground import Recipe, Training
from dlplay.playground.training import Edit
from dlplay.ui import playing
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.network.current import kept, recipe_of
from dlplay.ui.network.settings import NetworkSettings

KEPT = "network:kept"
TICK = 0.15  # seconds between two pictures
SLICE = 0.08  # of training within them: many sessions share two cores
AT_ONCE = 0.3  # a run of a link that takes longer is made again in slices, with a progress bar
EPOCHS = {"slow": 1, "normal": 10, "fast": 10**9}  # at most in one slice


class Run(playing.Run[Training]):
    """A training, and what the board knows of it already."""

    def __init__(self, recipe: Recipe, edits: tuple[Edit, ...], steps: int):
        super().__init__((recipe, edits, steps), Training(recipe, edits), steps)
        self._sent: dict[str, tuple[Any, Any]] = {}
        self.catch_up(AT_ONCE)

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


def settle(experiment: Experiment[NetworkSettings], run: Run) -> None:
    """The settings take over how far the run went and what was set by hand."""
    training = run.training
    run.target = training.step_count
    edits = tuple(training.edits)
    run.meant = (training.recipe, edits, training.step_count)
    experiment.set(steps=training.step_count, edits=edits)


PLAYER = playing.Player("network", settle)


def open_run(experiment: Experiment[NetworkSettings]) -> Run:
    """The run that the settings mean now.

    Raises:
        OwnDataError, ValueError: as `Training`.
    """
    settings = experiment.settings
    meant = (recipe_of(settings), settings.edits, settings.steps)
    return PLAYER.open(meant, lambda: Run(*meant))


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


def train(experiment: Experiment[NetworkSettings], epochs: int) -> None:
    """One step (0 epochs) or some epochs, then pause."""
    if run := PLAYER.run:
        turn = run.training.steps_an_epoch
        steps = epochs * turn - run.training.step_count % turn if epochs else 1
        run.training.advance(steps, seconds=1.0)
        PLAYER.pause(experiment)


def reset(experiment: Experiment[NetworkSettings]) -> None:
    """Back to the first weights, which the seed gives; weights set by hand are forgotten."""
    PLAYER.drop()
    experiment.set(steps=0, edits=())


def go_to(experiment: Experiment[NetworkSettings], step: int) -> None:
    """Back to a moment of the timeline, to go on from there another way."""
    PLAYER.stop()
    edits = st.session_state[experiment.key("edits")]
    experiment.set(steps=step, edits=tuple(one for one in edits if one.step <= step))


def changed(experiment: Experiment[NetworkSettings]) -> None:
    """A control has changed the run: it begins anew, or is made again as far as it was."""
    run = PLAYER.run
    repeats = st.session_state[experiment.key("change")] == "repeat" and not PLAYER.playing
    experiment.set(steps=run.training.step_count if run and repeats else 0, edits=())


def tick(run: Run, speed: str) -> bool:
    """A slice of training; whether there is more to come."""
    if run.behind:
        run.catch_up(slice_of(SLICE))
        return run.behind or PLAYER.playing
    if PLAYER.playing:
        run.training.advance(EPOCHS[speed] * run.training.steps_an_epoch, slice_of(SLICE))
    return PLAYER.playing and not run.training.ended
