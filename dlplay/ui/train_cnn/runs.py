"""The CNNs that this visit trained, and the one that ships: how one is started, and what a run can tell."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.assets import AssetError
from dlplay.digits import textbook_run
from dlplay.digits.cnn import train_request, trained_network
from dlplay.digits.network import Network
from dlplay.jobs import Checkpoint, Progress
from dlplay.jobs.request import unpack
from dlplay.ui import runs, visit
from dlplay.ui.train_cnn import current
from dlplay.ui.train_cnn.settings import TEXTBOOK, TrainSettings
from dlplay.ui.train_cnn.watched import Watched, watched_now

LADDER = "train_cnn:ladder"
MOMENTS = 24  # shown of a run; the first epoch's and the last are always among them


class Asked(NamedTuple):
    """What a training was started with."""

    settings: TrainSettings
    watched: tuple[Watched, ...]


class Run(runs.Run[Asked]):
    """A training, running or ended."""

    @property
    def settings(self) -> TrainSettings:
        return self.legs[-1].asked.settings

    @property
    def watched(self) -> tuple[Watched, ...]:
        return self.legs[-1].asked.watched

    @property
    def progress(self) -> Progress:
        return self.legs[-1].progress

    @property
    def moments(self) -> tuple[Checkpoint, ...]:
        """Its checkpoints, thinned out evenly where there are too many to be scrubbed."""
        all_of_them = self.progress.checkpoints
        chosen = np.unique(np.linspace(0, len(all_of_them) - 1, MOMENTS).round().astype(int))
        return all_of_them if len(all_of_them) <= MOMENTS else tuple(all_of_them[i] for i in chosen)

    def network(self) -> Network:
        """The trained network; only where the weights are kept."""
        return trained_network(current.cnn(self.settings), unpack(self.weights))


def example() -> Run:
    """The run that ships: the textbook's.

    Raises:
        AssetError: if its files are missing or damaged.
    """
    shipped = textbook_run.load()
    asked = Asked(TrainSettings(**TEXTBOOK), tuple(map(Watched, range(10), shipped.watched)))
    return Run(0, [runs.Leg(asked, None, shipped.progress)])


def _examples() -> list[Run]:
    """Without its files the page goes on; its curves say what is missing."""
    try:
        return [example()]
    except AssetError:
        return []


RUNS = runs.Runs[Asked, Run]("train_cnn", Run, most=10, examples=_examples)


def ended() -> list[Run]:
    """The runs to look back on, oldest first."""
    return [run for run in RUNS.all if run.ended]


def before(run: Run | None) -> Run | None:
    """The run before a run, to compare with."""
    return next((one for one in reversed(ended()) if run and one.number < run.number), None)


def start(settings: TrainSettings) -> None:
    """Hand in a training with these settings.

    A hand that presses the button may have left nothing to train with a moment before: then nothing starts.
    """
    if not current.possible(settings):
        return
    watched = watched_now()
    request = train_request(current.cnn(settings), current.lab(settings), [one.picture for one in watched])
    RUNS.train(request, Asked(settings, watched))


def climb(ladder: Sequence[TrainSettings]) -> None:
    """Start the first of several trainings; each next one follows when the last is done."""
    if current.possible(ladder[0]):
        visit.keep(LADDER, list(ladder[1:]))
        start(ladder[0])


def rungs_left() -> int:
    """How many trainings follow the one that runs."""
    return len(st.session_state.get(LADDER, ()))


def look() -> None:
    """See how the trainings stand, and start the next of a ladder. At the head of the page's script."""
    RUNS.look()
    if RUNS.running:
        return
    ladder = st.session_state.get(LADDER)
    if not ladder:
        return
    visit.keep(LADDER, [])
    if RUNS.job is not None and RUNS.job.follow().state == "done":
        climb(ladder)
