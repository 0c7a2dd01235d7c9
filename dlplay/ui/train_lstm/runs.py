"""The trainings of this visit: what was asked, what came back, and the networks that were learned.

A run is one network; it has a leg for each time that it was trained: the first from random weights, each
other one from the weights of the leg before. Runs belong to this visit alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import streamlit as st

from dlplay.jobs import Checkpoint, Job, Progress
from dlplay.text import CharLSTM
from dlplay.text.char_training import (
    HELD_OUT_SHARE,
    CharSettings,
    train_request,
    trained_writer,
    vocabulary_of,
)
from dlplay.ui.jobs import PageJob
from dlplay.ui.train_lstm.growth import Sample
from dlplay.ui.train_lstm.source import Source

STATE, SHOWN = "train_lstm:runs", "train_lstm:shown"
ASKED, TAKEN = "train_lstm:asked", "train_lstm:taken"
KEPT = 6  # runs
KEPT_NETWORKS = 3  # of the newest runs: the weights of a large network take megabytes
HELD_OUT = 4_000  # characters that every held-out loss is measured on
training = PageJob("train_lstm")


@dataclass
class Leg:
    """One training: its settings, its job until its end was seen, and how it stood when last looked at."""

    settings: CharSettings
    job: Job | None
    progress: Progress

    @property
    def steps(self) -> int:
        """Updates of the weights done."""
        return self._furthest["step"]

    @property
    def epochs(self) -> float:
        """Epochs done."""
        steps = self.progress.now.get("steps", 0)
        return self.steps * self.settings.epochs / steps if steps else 0.0

    @property
    def facts(self) -> dict:
        """Of its end, else of its last checkpoint; empty before the first."""
        if self.progress.result:
            return self.progress.result.facts
        return self.progress.checkpoints[-1].facts if self.progress.checkpoints else {}

    @property
    def weights(self) -> bytes:
        """The model file that it ended with; empty where there is none, or it is not kept any more."""
        return self.progress.result.npz if self.progress.result else b""

    @property
    def _furthest(self):
        return max(self.progress.now, self.facts, {"step": 0}, key=lambda facts: facts.get("step", -1))


@dataclass
class Run:
    """A network's life so far."""

    number: int
    source: Source
    prompt: str  # of its samples
    legs: list[Leg]
    marked: dict[tuple[str, ...], list[Sample]] = field(default_factory=dict, repr=False)  # for learning.py
    _writer: tuple[bytes, CharLSTM] | None = field(default=None, repr=False)

    @property
    def settings(self) -> CharSettings:
        """Of the first leg; the later ones differ in epochs and learning rate at most."""
        return self.legs[0].settings

    @property
    def began(self) -> bool:
        return any(leg.progress.checkpoints for leg in self.legs)

    @property
    def epochs(self) -> float:
        return sum(leg.epochs for leg in self.legs)

    @property
    def axis_end(self) -> float:
        """The epochs done before the newest leg, and all that it was asked for or, at its end, did."""
        *before, newest = self.legs
        return sum(leg.epochs for leg in before) + (
            newest.epochs if newest.job is None else newest.settings.epochs
        )

    @property
    def seconds(self) -> float:
        return sum(leg.progress.seconds for leg in self.legs)

    @property
    def parameters(self) -> int:
        return self.settings.parameters(len(vocabulary_of(self.source.text)))

    @property
    def facts(self) -> dict:
        """Of the newest moment: loss, held_out, samples; empty before the first."""
        return next((leg.facts for leg in reversed(self.legs) if leg.facts), {})

    @property
    def weights(self) -> bytes:
        """The newest model file; empty where there is none."""
        return next((leg.weights for leg in reversed(self.legs) if leg.weights), b"")

    def curve(self) -> Iterator[tuple[float, float | None]]:
        """(epoch, training loss) of every point; no loss where it was not finite."""
        before = 0.0
        for leg in self.legs:
            for point in leg.progress.points:
                yield before + point["step"] * point["epochs"] / point["steps"], point["loss"]
            before += leg.epochs

    def checkpoints(self) -> Iterator[tuple[float, int, dict]]:
        """(epoch, step, facts) of every checkpoint; a later leg begins where the one before ended."""
        epochs, steps = 0.0, 0
        for leg in self.legs:
            for one in leg.progress.checkpoints:
                if one.facts["step"] or not steps:
                    yield epochs + one.facts["epoch"], steps + one.facts["step"], one.facts
            epochs, steps = epochs + leg.epochs, steps + leg.steps

    def writer(self) -> CharLSTM | None:
        """The trained network, ready to write."""
        weights = self.weights
        if weights and (self._writer is None or self._writer[0] is not weights):
            self._writer = weights, trained_writer(weights)
        return self._writer[1] if weights else None

    def drop_weights(self) -> None:
        """Keep the numbers and the samples alone."""
        self._writer = None
        for leg in self.legs:
            if result := leg.progress.result:
                leg.progress = replace(leg.progress, result=Checkpoint(result.facts, b""))


def border(text: str) -> int:
    """Where the held-out tenth of a text begins."""
    return len(text) - round(HELD_OUT_SHARE * len(text))


def all_runs() -> list[Run]:
    """The runs of this visit that have learned something or still may, oldest first."""
    return st.session_state.setdefault(STATE, [])


def shown_run() -> Run | None:
    """The run that is looked at: the chosen one, else the newest."""
    runs = all_runs()
    chosen = st.session_state.get(SHOWN)
    return next((run for run in runs if run.number == chosen), runs[-1] if runs else None)


def writing_run() -> Run | None:
    """The run whose network writes: the shown one, else the newest that has kept its network."""
    runs = [run for run in all_runs() if run.weights]
    shown = shown_run()
    return shown if shown in runs else runs[-1] if runs else None


def train(settings: CharSettings, source: Source, prompt: str) -> None:
    """Begin a new run. In a callback."""
    _ask(settings, source, prompt, None)


def go_on(settings: CharSettings, run: Run) -> None:
    """Train a run's network on, from what it has learned. In a callback."""
    _ask(settings, run.source, run.prompt, run)


def may_go_on(run: Run | None, settings: CharSettings, source: Source) -> bool:
    """Whether these are the text and the network of a run, so that its training can go on."""
    if run is None or not run.weights or run.source.text != source.text:
        return False
    names = ("cell", "units", "layers", "seed")
    return all(getattr(run.settings, name) == getattr(settings, name) for name in names)


def look() -> None:
    """Take over how the running job stands, and at its end what it leaves."""
    _take_job()
    for run in all_runs():
        for leg in run.legs:
            if leg.job is not None:
                leg.progress = leg.job.follow()
                leg.job = None if leg.progress.ended else leg.job
        # a leg that ended before it began has taught nothing
        run.legs = [leg for leg in run.legs if leg.job or leg.progress.checkpoints]
    st.session_state[STATE] = [run for run in all_runs() if run.legs]


def _ask(settings, source, prompt, run):
    st.session_state[ASKED] = settings, source, prompt, run
    training.submit(train_request(settings, source.text, prompt, run.weights if run else None))
    _take_job()


def _take_job():
    """A job that is new here becomes a run or a leg: at once, or after it was refused and asked again."""
    job, asked = training.job, st.session_state.get(ASKED)
    if job is None or asked is None or job is st.session_state.get(TAKEN):
        return
    st.session_state[TAKEN] = job
    settings, source, prompt, run = asked
    leg, runs = Leg(settings, job, job.follow()), all_runs()
    if run is None:
        number = max((one.number for one in runs), default=0) + 1
        run = Run(number, source, prompt, [leg])
        st.session_state[STATE] = runs = [*runs[-(KEPT - 1) :], run]
        for old in runs[:-KEPT_NETWORKS]:
            old.drop_weights()
    else:
        run.legs.append(leg)
    st.session_state[SHOWN] = run.number
