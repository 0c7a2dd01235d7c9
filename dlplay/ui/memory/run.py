"""The run on the page, and what its buttons do."""

from collections.abc import Callable

from dlplay.recurrent import Recipe, Training
from dlplay.recurrent.training import MOST_STEPS
from dlplay.ui import playing
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.memory.settings import MemorySettings

TICK, SLICE = 0.2, 0.07  # seconds between two pictures, and of training within them
Run = playing.Run[Training]


def settle(experiment: Experiment[MemorySettings], run: Run) -> None:
    """The settings take over how far the run went."""
    run.target = run.training.step_count
    run.meant = (run.training.recipe, run.target)
    experiment.set(trained=run.target)


PLAYER = playing.Player("memory", settle)


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
    """The run that the settings mean now."""
    recipe, steps = recipe_of(experiment.settings), experiment.settings.trained
    return PLAYER.open((recipe, steps), lambda: Run((recipe, steps), Training(recipe), steps))


def tick(run: Run) -> bool:
    """A slice of training; whether there is more to come."""
    if run.behind:
        run.catch_up(slice_of(SLICE))
        return run.behind or PLAYER.playing
    run.training.advance(MOST_STEPS, slice_of(SLICE))
    return not run.training.ended


def some_steps(experiment: Experiment[MemorySettings], steps: int) -> None:
    """Train a few steps at once. In a callback."""
    if run := PLAYER.run:
        run.training.advance(steps, seconds=1.0)
        PLAYER.pause(experiment)


def reset(experiment: Experiment[MemorySettings]) -> None:
    """Begin again from the first weights; also when a control has changed the run. In a callback."""
    PLAYER.drop()
    experiment.set(trained=0)


def resting(
    show: Callable[[Experiment[MemorySettings]], None],
) -> Callable[[Experiment[MemorySettings]], None]:
    """A view on which nothing trains."""

    def shown(experiment: Experiment[MemorySettings]) -> None:
        if PLAYER.playing:
            PLAYER.pause(experiment)
        show(experiment)

    return shown
