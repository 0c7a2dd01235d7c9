"""The character models that this visitor trained: they learn on one page, and write on another one as well.

Nobody else has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dlplay.text import CharLSTM, bundled
from dlplay.text.char_training import CharSettings, trained_writer, vocabulary_of
from dlplay.ui import runs
from dlplay.ui.verbatim import verbatim


@dataclass(frozen=True)
class Source:
    """A text to learn."""

    key: str  # a bundled text's name, or that of the student's own
    name: str  # as people call it
    text: str

    @property
    def title(self) -> str:
        """The name as Markdown: a bundled text's, or what someone's file is called, letter for letter."""
        return self.name if self.key in bundled.TEXTS else verbatim(self.name)


class Asked(NamedTuple):
    """What a training was started with."""

    settings: CharSettings
    source: Source
    prompt: str  # of its samples


Leg = runs.Leg[Asked]


@dataclass(eq=False)
class Run(runs.Run[Asked]):
    """A network's life; its legs differ in epochs and learning rate at most."""

    marked: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)  # samples as they are shown
    _writer: tuple[bytes, CharLSTM] | None = field(default=None, repr=False)

    @property
    def settings(self) -> CharSettings:
        """Of the first leg."""
        return self.legs[0].asked.settings

    @property
    def source(self) -> Source:
        return self.legs[0].asked.source

    @property
    def prompt(self) -> str:
        """Of its samples."""
        return self.legs[0].asked.prompt

    @property
    def epochs(self) -> float:
        return sum(map(epochs_done, self.legs))

    @property
    def axis_end(self) -> float:
        """The epochs done before the newest leg, and all that it was asked for or, at its end, did."""
        *before, newest = self.legs
        last = newest.asked.settings.epochs if newest.job else epochs_done(newest)
        return sum(map(epochs_done, before)) + last

    @property
    def seconds(self) -> float:
        return sum(leg.progress.seconds for leg in self.legs)

    @property
    def parameters(self) -> int:
        return self.settings.parameters(len(vocabulary_of(self.source.text)))

    def curve(self) -> Iterator[tuple[float, float | None]]:
        """(epoch, training loss) of every point; no loss where it was not finite."""
        before = 0.0
        for leg in self.legs:
            for point in leg.progress.points:
                yield before + point["step"] * point["epochs"] / point["steps"], point["loss"]
            before += epochs_done(leg)

    def checkpoints(self) -> Iterator[tuple[float, int, dict[str, Any]]]:
        """(epoch, step, facts) of every checkpoint; a later leg begins where the one before ended."""
        epochs, steps = 0.0, 0
        for leg in self.legs:
            for one in leg.progress.checkpoints:
                if one.facts["step"] or not steps:
                    yield epochs + one.facts["epoch"], steps + one.facts["step"], one.facts
            epochs, steps = epochs + epochs_done(leg), steps + steps_done(leg)

    def writer(self) -> CharLSTM | None:
        """The trained network, ready to write."""
        weights = self.weights
        if weights and (self._writer is None or self._writer[0] is not weights):
            self._writer = weights, trained_writer(weights)
        return self._writer[1] if weights and self._writer else None

    def drop_weights(self, newest_too: bool = True) -> None:
        if newest_too:
            self._writer = None
        super().drop_weights(newest_too)


RUNS = runs.Runs[Asked, Run]("train_lstm", Run, most=6)


def steps_done(leg: Leg) -> int:
    """Updates of the weights."""
    return max(leg.progress.now, leg.facts, {"step": 0}, key=lambda facts: facts.get("step", -1))["step"]


def epochs_done(leg: Leg) -> float:
    steps = leg.progress.now.get("steps", 0)
    return steps_done(leg) * leg.asked.settings.epochs / steps if steps else 0.0


def writing_run() -> Run | None:
    """The run whose network writes: the one that is looked at, else the newest that has kept its network."""
    able, looked = [run for run in RUNS.all if run.weights], RUNS.looked_at()
    return looked if looked in able else able[-1] if able else None
