"""The run on the page, the one that is kept beside it, and what their buttons do."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.playground import Earlier, Edit, Recipe, Training
from dlplay.ui import metrics, playing, said_again
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.network.current import kept, recipe_of
from dlplay.ui.network.kinds import decimal
from dlplay.ui.network.settings import CHANGEABLE, NetworkSettings

FULL = "network:full"  # whether the last change was one too many
KEPT = "network:kept"
TICK = 0.15  # seconds between two pictures
SLICE = 0.08  # of training within them: many sessions share two cores
AT_ONCE = 0.3  # a run of a link that takes longer is made again in slices, with a progress bar
EPOCHS = {"slow": 1, "normal": 10, "fast": 10**9}  # at most in one slice


class Run(playing.Run[Training]):
    """A training, and what the board knows of it already."""

    def __init__(self, recipe: Recipe, edits: tuple[Edit, ...], earlier: tuple[Earlier, ...], steps: int):
        super().__init__((recipe, edits, earlier, steps), Training(recipe, edits, earlier), steps)
        self._start = hash((self.training.recipe, earlier))
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
        """Differs between timelines that differ; one that goes on with other settings is the same."""
        return f"{hash((self._start, *self.training.edits)):x}"


def settle(experiment: Experiment[NetworkSettings], run: Run) -> None:
    """The settings take over how far the run went and what was set by hand."""
    training = run.training
    if run.behind:  # it was being made again, and ends here
        training.stay()
        _set(experiment, training.recipe)
    run.target = training.step_count
    edits, earlier = tuple(training.edits), tuple(training.earlier)
    run.meant = (training.last, edits, earlier, training.step_count)
    experiment.set(steps=training.step_count, edits=edits, earlier=earlier)


PLAYER = playing.Player("network", settle)


def open_run(experiment: Experiment[NetworkSettings]) -> Run:
    """The run that the settings mean now.

    Raises:
        OwnDataError, ValueError: as `Training`.
    """
    settings = experiment.settings
    meant = (recipe_of(settings), settings.edits, settings.earlier, settings.steps)
    return PLAYER.open(meant, lambda: Run(*meant))


def open_kept(settings: NetworkSettings) -> Run | None:
    """The run that was kept for comparison, made again where this session has not made it."""
    before = kept(settings)
    if before is None:
        return None
    meant = (recipe_of(before), before.edits, before.earlier, before.steps)
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
    """Back to the first weights, which the seed gives; what was set on the way is forgotten."""
    PLAYER.drop()
    experiment.set(steps=0, edits=(), earlier=())


def go_to(experiment: Experiment[NetworkSettings], step: int) -> None:
    """Back to a moment of the timeline, as all was set then, to go on from there another way."""
    PLAYER.stop()
    if run := PLAYER.run:
        _set(experiment, run.training.recipe_at(step))
    edits, earlier = (st.session_state[experiment.key(one)] for one in ("edits", "earlier"))
    experiment.set(
        steps=step,
        edits=tuple(one for one in edits if one.step <= step),
        earlier=tuple(one for one in earlier if one.until <= step),
    )


def changed(experiment: Experiment[NetworkSettings]) -> None:
    """A control has changed the run: it begins anew, or is made again as far as it was."""
    run = PLAYER.run
    steps = run.training.step_count if run and _repeats(experiment) else 0
    experiment.set(steps=steps, edits=(), earlier=())


def adjusted(experiment: Experiment[NetworkSettings], setting: str) -> bool:
    """A control of what may be changed while the network trains; returns whether the run goes on with it."""
    run = PLAYER.run
    if run is None or run.training.ended or not run.training.step_count or _repeats(experiment):
        changed(experiment)
        return False
    try:
        run.training.change(CHANGEABLE[setting][0], float(experiment.value(setting)))
    except ValueError:  # one change too many
        metrics.refused("change")
        said_again.say(FULL)
        _set(experiment, run.training.recipe)
    settle(experiment, run)
    return True


def _repeats(experiment: Experiment[NetworkSettings]) -> bool:
    return experiment.value("change") == "repeat" and not PLAYER.playing


def _set(experiment: Experiment[NetworkSettings], recipe: Recipe) -> None:
    """The controls stand at what a recipe says."""
    values = {one: kind.read(decimal(getattr(recipe, name))) for one, (name, kind) in CHANGEABLE.items()}
    experiment.set(**values)


def tick(run: Run, speed: str) -> bool:
    """A slice of training; whether there is more to come."""
    if run.behind:
        run.catch_up(slice_of(SLICE))
        return run.behind or PLAYER.playing
    if PLAYER.playing:
        run.training.advance(EPOCHS[speed] * run.training.steps_an_epoch, slice_of(SLICE))
    return PLAYER.playing and not run.training.ended
