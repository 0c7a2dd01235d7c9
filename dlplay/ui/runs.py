"""The trainings of one page in this visit: what was asked, how each stands, and the networks they left.

A run is one network. It has a leg for each time that it was trained: the first from random weights, each
other one from the weights of the leg before. Runs belong to this visit alone; the newest are kept, and of the
newest of these the weights too. A page may have an example beside them, a run that ships: it has number 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import streamlit as st

from dlplay.jobs import Job, Progress, Request
from dlplay.ui import visit
from dlplay.ui.jobs import PageJob
from dlplay.ui.language import t

WEIGHTS = 17_000_000  # bytes of networks that the runs of a page may keep: six LSTMs with Adam's averages

Asked = TypeVar("Asked")  # what a page wants to know of a training later: its settings, its data
AnyRun = TypeVar("AnyRun", bound="Run[Any]")


@dataclass(eq=False)
class Leg(Generic[Asked]):
    """One training: what was asked, its job until its end was seen, and how it stood when last looked at."""

    asked: Asked
    job: Job | None
    progress: Progress

    def look(self) -> None:
        """Take over how the job stands."""
        if self.job is not None:
            self.progress = self.job.follow()
            self.job = None if self.progress.ended else self.job

    @property
    def facts(self) -> dict[str, Any]:
        """Of its end, else of its last checkpoint; empty before the first."""
        if self.progress.result:
            return self.progress.result.facts
        return self.progress.checkpoints[-1].facts if self.progress.checkpoints else {}

    @property
    def weights(self) -> bytes:
        """The `.npz` file that it ended with; empty where there is none, or it is not kept any more."""
        return self.progress.result.npz if self.progress.result else b""

    def drop_weights(self) -> None:
        """Keep all but these."""
        if result := self.progress.result:
            self.progress = replace(self.progress, result=replace(result, npz=b""))


@dataclass(eq=False)
class Run(Generic[Asked]):
    """A network's life so far. A page adds what its own runs can tell."""

    number: int
    legs: list[Leg[Asked]]

    @property
    def began(self) -> bool:
        """Whether there is anything to see of it."""
        return any(leg.progress.checkpoints for leg in self.legs)

    @property
    def example(self) -> bool:
        """Whether it ships, instead of being this visit's own."""
        return self.number == 0

    @property
    def ended(self) -> bool:
        return self.legs[-1].progress.ended

    @property
    def facts(self) -> dict[str, Any]:
        """Of the newest moment; empty before the first."""
        return next((leg.facts for leg in reversed(self.legs) if leg.facts), {})

    @property
    def weights(self) -> bytes:
        """The newest `.npz` file of the network; empty where none is kept."""
        return next((leg.weights for leg in reversed(self.legs) if leg.weights), b"")

    def drop_weights(self, newest_too: bool = True) -> None:
        """Keep the numbers and the moments alone, or the newest weights with them."""
        weighty = [leg for leg in self.legs if leg.weights]
        for leg in weighty if newest_too else weighty[:-1]:
            leg.drop_weights()


class Runs(PageJob, Generic[Asked, AnyRun]):
    """The runs of page `name`, made by `kind`; the newest `most` of them are kept.

    `examples` gives the run that ships with the page, if there is one.
    """

    def __init__(self, name: str, kind: type[AnyRun], most: int, examples: Callable[[], list[AnyRun]] = list):
        super().__init__(name)
        self.kind, self.most, self.examples = kind, most, examples
        self.state, self.chosen = f"{name}:runs", f"{name}:chosen"  # session-state keys

    @property
    def own(self) -> list[AnyRun]:
        """This visit's runs that have learned something or still may, oldest first."""
        return st.session_state.setdefault(self.state, [])

    @property
    def all(self) -> list[AnyRun]:
        """The example, and this visit's own runs."""
        return [*self.examples(), *self.own]

    @property
    def newest(self) -> AnyRun | None:
        return next(reversed(self.all), None)

    def train(self, request: Request, asked: Asked, run: AnyRun | None = None) -> None:
        """Hand in a training: of a new network, or of the one of a run. In a callback, or before anything."""
        self.submit(request, (asked, run))

    def submit(self, request: Request, about: Any = None) -> bool:
        """Whether the request was taken; then its training stands among the runs."""
        taken = super().submit(request, about)
        if taken and self.job is not None:
            asked, run = about
            leg = Leg(asked, self.job, self.job.follow())
            if run is None:
                self.bring([leg])
            else:
                run.legs.append(leg)
                visit.keep(self.chosen, run.number)
        return taken

    def bring(self, legs: list[Leg[Asked]]) -> AnyRun:
        """A new run, which is looked at from now on. In a callback, or before anything."""
        run = self.kind(max((one.number for one in self.own), default=0) + 1, legs)
        visit.keep(self.state, [*self.own, run])
        visit.keep(self.chosen, run.number)
        return run

    def look(self) -> None:
        """Take over how the running job stands, and at its end what it leaves."""
        for run in self.own:
            for leg in run.legs:
                leg.look()
            # a leg that ended before it began has taught nothing
            run.legs = [leg for leg in run.legs if leg.job or leg.progress.checkpoints or leg.progress.result]
            run.drop_weights(newest_too=False)
        if self.own:
            visit.keep(self.state, bounded([run for run in self.own if run.legs], self.most))

    def looked_at(self, among: Sequence[AnyRun] | None = None) -> AnyRun | None:
        """The run that was chosen, else the newest; of all, or `among` some."""
        runs = self.all if among is None else among
        chosen = st.session_state.get(self.chosen)
        return next((run for run in runs if run.number == chosen), runs[-1] if runs else None)

    def title(self, run: AnyRun) -> str:
        """What people call it."""
        return t(f"{self.name}.example") if run.example else t(f"{self.name}.run", number=run.number)

    def choose(self, among: Sequence[AnyRun] | None = None) -> None:
        """Buttons for the run that is looked at, where there are several."""
        runs = self.all if among is None else among
        looked = self.looked_at(runs)
        if looked is None or len(runs) < 2:
            return
        widget = f"{self.name}_run"
        st.session_state[widget] = looked.number

        def chosen() -> None:
            visit.keep(self.chosen, st.session_state[widget])

        titles = {run.number: self.title(run) for run in runs}
        st.segmented_control(
            t(f"{self.name}.which_run"),
            list(titles),
            required=True,
            format_func=titles.__getitem__,
            key=widget,
            on_change=chosen,
            wrap=True,
        )


def bounded(runs: list[AnyRun], most: int) -> list[AnyRun]:
    """The newest runs, and of the newest of these the weights, as many as a page may keep."""
    newest, kept = runs[-most:], 0
    for run in reversed(newest):
        kept += len(run.weights)
        if len(run.weights) < kept > WEIGHTS:  # the newest ones are kept in any case
            run.drop_weights()
    return newest
