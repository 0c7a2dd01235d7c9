"""The runs of this visit: the newest ten, of which the newest few keep their weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from dlplay.digits.cnn import train_request, trained_network
from dlplay.digits.network import Network
from dlplay.jobs import Checkpoint, Progress
from dlplay.ui.jobs import PageJob
from dlplay.ui.train_cnn import current
from dlplay.ui.train_cnn.settings import TrainSettings
from dlplay.ui.train_cnn.watched import Watched, watched_now

RUNS, COLLECTED, LADDER = "train_cnn:runs", "train_cnn:collected", "train_cnn:ladder"
LOOKED = "train_cnn_looked"  # key of the widget that chooses a run to look at
MOST = 10
WEIGHTS = 8_000_000  # bytes of weights that a visit may keep: three runs of the textbook's network
MOMENTS = 24  # shown of a run; the first epoch's and the last are always among them


@dataclass(frozen=True)
class Run:
    """A training, running or ended."""

    number: int
    settings: TrainSettings
    watched: tuple[Watched, ...]
    progress: Progress

    @property
    def moments(self) -> tuple[Checkpoint, ...]:
        """Its checkpoints, thinned out evenly where there are too many to be scrubbed."""
        all_of_them = self.progress.checkpoints
        chosen = np.unique(np.linspace(0, len(all_of_them) - 1, MOMENTS).round().astype(int))
        return all_of_them if len(all_of_them) <= MOMENTS else tuple(all_of_them[i] for i in chosen)

    @property
    def facts(self) -> dict[str, Any]:
        """What it ended with, or what was measured last."""
        result = self.progress.result
        last = self.progress.checkpoints[-1].facts if self.progress.checkpoints else {}
        return result.facts if result else last

    @property
    def weights(self) -> bytes:
        """The `.npz` file of the trained network; empty where it is not kept."""
        return self.progress.result.npz if self.progress.result else b""

    def network(self) -> Network:
        """The trained network; only where the weights are kept."""
        return trained_network(current.cnn(self.settings), self.progress.result.arrays)


def kept() -> list[Run]:
    """The ended runs, oldest first."""
    return st.session_state.setdefault(RUNS, [])


def shown(training: PageJob) -> Run | None:
    """The run that goes on, or else the newest that ended."""
    if training.running:
        return Run(_next_number(), *training.about, training.job.follow())
    return kept()[-1] if kept() else None


def before(run: Run | None) -> Run | None:
    """The run before a run, to compare with."""
    return next((one for one in reversed(kept()) if run and one.number < run.number), None)


def looked_at() -> Run | None:
    """The ended run that was chosen to be looked at, or the newest."""
    number = st.session_state.get(LOOKED)
    return next((run for run in reversed(kept()) if number in (run.number, None)), None)


def start(training: PageJob, settings: TrainSettings) -> None:
    """Hand in a training with these settings."""
    watched = watched_now()
    request = train_request(current.cnn(settings), current.lab(settings), [one.picture for one in watched])
    training.submit(request, about=(settings, watched))


def climb(training: PageJob, ladder: Sequence[TrainSettings]) -> None:
    """Start the first of several trainings; each next one follows when the last is done."""
    st.session_state[LADDER] = list(ladder[1:])
    start(training, ladder[0])


def rungs_left() -> int:
    """How many trainings follow the one that runs."""
    return len(st.session_state.get(LADDER, ()))


def collect(training: PageJob) -> None:
    """Keep a run that has ended, and start the next of a ladder. At the head of the page's script."""
    if training.job is None or training.running or st.session_state.get(COLLECTED) is training.job:
        return
    st.session_state[COLLECTED] = training.job
    progress = training.job.follow()
    if progress.checkpoints:
        kept().append(Run(_next_number(), *training.about, progress))
        st.session_state[RUNS] = bounded(kept())
        st.session_state.pop(LOOKED, None)
    ladder = st.session_state.pop(LADDER, [])
    if ladder and progress.state == "done":
        climb(training, ladder)


def _next_number() -> int:
    return kept()[-1].number + 1 if kept() else 1


def bounded(runs: list[Run]) -> list[Run]:
    """The newest runs, and of the newest of these the weights: as many as a visit may keep."""
    bounded, left = [], WEIGHTS
    for run in reversed(runs[-MOST:]):
        left -= len(run.weights)
        if run.weights and left < 0 and bounded:  # the newest keeps them in any case
            run = replace(run, progress=replace(run.progress, result=replace(run.progress.result, npz=b"")))
        bounded.insert(0, run)
    return bounded
