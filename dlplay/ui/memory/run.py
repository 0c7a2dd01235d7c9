"""The run on the page: made from the settings, advanced in short slices, held by the session alone.

While it plays, the settings keep the steps of its start; they follow on a pause. A link with steps makes them
again, in slices too.
"""

import streamlit as st

from dlplay.recurrent import Recipe, Training
from dlplay.recurrent.training import MOST_STEPS
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.memory.settings import MemorySettings

RUN, PLAYING = "memory:run", "memory:playing"
TICK, SLICE = 0.2, 0.07  # seconds between two pictures, and of training within them


class Run:
    """A training, the steps that the settings say, and how far it shall be made again."""

    def __init__(self, recipe: Recipe, steps: int):
        self.training, self.published, self.target = Training(recipe), steps, steps

    @property
    def behind(self) -> bool:
        """Whether the steps of a link are not all made yet."""
        return self.training.step_count < self.target and not self.training.ended


def recipe_of(settings: MemorySettings) -> Recipe:
    """The recipe that the settings mean."""
    return Recipe(
        longest=settings.longest,
        mixed=settings.lengths == "mixed",
        units=settings.units,
        equal=settings.equal,
        learning_rate=float(settings.rate),
        clip=settings.clip,
        forget_bias=settings.bias,
        seed=settings.seed,
    )


def open_run(experiment: Experiment[MemorySettings]) -> Run:
    """The session's run, or a new one where the settings mean another."""
    settings = experiment.settings
    one: Run | None = st.session_state.get(RUN)
    recipe = recipe_of(settings)
    if one is None or settings.trained != one.published:  # a link
        one = Run(recipe, settings.trained)
    elif one.training.recipe != recipe:  # a control
        st.session_state[PLAYING] = False
        experiment.set(trained=0)
        one = Run(recipe, 0)
    st.session_state[RUN] = one
    return one


def going(one: Run) -> bool:
    """Whether the picture shall change by itself."""
    return (playing() or one.behind) and not one.training.ended


def playing() -> bool:
    return st.session_state.get(PLAYING, False)


def tick(one: Run) -> None:
    """One slice of training."""
    left = one.target - one.training.step_count if one.behind else MOST_STEPS
    one.training.advance(steps=left, seconds=slice_of(SLICE))


def play_or_pause(experiment: Experiment[MemorySettings]) -> None:
    """Start, or stop and let the settings follow. In a callback."""
    one: Run = st.session_state[RUN]
    if going(one):
        pause(experiment)
    else:
        st.session_state[PLAYING] = True


def pause(experiment: Experiment[MemorySettings]) -> None:
    """Stop where the run stands; the settings follow."""
    one: Run = st.session_state[RUN]
    st.session_state[PLAYING] = False
    one.published = one.target = one.training.step_count
    experiment.set(trained=one.published)


def some_steps(experiment: Experiment[MemorySettings], steps: int) -> None:
    """Train a few steps at once. In a callback."""
    one: Run = st.session_state[RUN]
    one.training.advance(steps=steps, seconds=1.0)
    pause(experiment)


def reset(experiment: Experiment[MemorySettings]) -> None:
    """Begin again from the first weights. In a callback."""
    st.session_state[PLAYING] = False
    st.session_state[RUN] = Run(recipe_of(experiment.settings), 0)
    experiment.set(trained=0)


def leave(experiment: Experiment[MemorySettings]) -> None:
    """Nothing trains while another view is on the screen."""
    if playing():
        pause(experiment)
