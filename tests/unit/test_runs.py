"""What a visit keeps of its trainings: the newest runs, and of the newest of these the weights."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from dlplay.jobs import Busy, Checkpoint, Job, Progress, Request
from dlplay.jobs.request import pack, to_json
from dlplay.ui import jobs
from dlplay.ui.runs import WEIGHTS, Leg, Run, Runs, bounded

REQUEST = Request("nothing", {}, {}, 1.0)


class Line:
    """Takes requests, and lets the test be the worker."""

    def __init__(self):
        self.jobs: list[Job] = []
        self.refuses = False

    def submit(self, session: str, request: Request, address: str = "") -> Job:
        if self.refuses:
            raise Busy(Job(session, request, lambda job: 1))
        self.jobs.append(Job(session, request, lambda job: 1))
        return self.jobs[-1]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    one = Line()
    monkeypatch.setattr(jobs, "jobs", lambda: one)
    monkeypatch.setattr("streamlit.session_state", {})
    return one


def work(job: Job, end: str = "done") -> None:
    job.start()
    job.hear("progress", to_json({"step": 1}), b"")
    job.hear("checkpoint", to_json({"step": 1, "loss": 0.5}), b"")
    if end == "done":
        job.hear("result", to_json({"step": 2, "loss": 0.25}), pack({}))
    job.hear(end, "{}", b"")


def page() -> Runs[str, Run[str]]:
    return Runs("page", Run, most=10)


def ended(number: int, weights: int) -> Run[str]:
    result = Checkpoint({}, b"\0" * weights)
    return Run(number, [Leg("", None, Progress("done", 0, (), (), result, 1.0, ""))])


def test_a_training_is_a_run_from_the_click_on_and_keeps_what_it_ended_with(line: Line) -> None:
    runs = page()
    runs.train(REQUEST, "first")
    assert [(run.number, run.ended, run.facts) for run in runs.all] == [(1, False, {})]
    work(line.jobs[0])
    runs.look()
    assert runs.all[0].ended
    assert runs.all[0].facts == {"step": 2, "loss": 0.25}
    assert runs.all[0].weights == pack({})


def test_a_run_that_is_trained_on_keeps_its_number_and_its_newest_weights_alone(line: Line) -> None:
    runs = page()
    runs.train(REQUEST, "first")
    work(line.jobs[0])
    runs.look()
    runs.train(REQUEST, "further", runs.all[0])
    runs.look()
    assert runs.all[0].weights == pack({})  # those that it goes on from
    work(line.jobs[1])
    runs.look()
    [run] = runs.all
    assert [leg.asked for leg in run.legs] == ["first", "further"]
    assert [bool(leg.weights) for leg in run.legs] == [False, True]


@pytest.mark.parametrize("stop", [lambda job: job.cancel(), lambda job: job.end("failed")])
def test_what_ended_before_it_began_is_no_run(line: Line, stop: Callable[[Job], Any]) -> None:
    runs = page()
    runs.train(REQUEST, "first")
    stop(line.jobs[0])
    runs.look()
    assert runs.all == []
    runs.train(REQUEST, "second")
    assert runs.all[0].number == 1


def test_a_refused_training_becomes_a_run_when_it_is_taken_after_all(line: Line) -> None:
    runs, line.refuses = page(), True
    runs.train(REQUEST, "first")
    assert runs.all == []
    line.refuses = False
    runs.submit(REQUEST, ("first", None))  # as the button below the refusal does
    assert [run.legs[0].asked for run in runs.all] == ["first"]


def test_the_chosen_run_is_looked_at_until_a_new_one_begins(line: Line) -> None:
    runs = page()
    for job in range(2):
        runs.train(REQUEST, "")
        work(line.jobs[job])
        runs.look()
    st.session_state[runs.chosen] = 1
    assert runs.looked_at() is runs.all[0]
    assert runs.looked_at(runs.all[1:]) is runs.all[1]  # the chosen one is not among these
    runs.train(REQUEST, "")
    assert runs.looked_at() is runs.newest
    assert page().looked_at([]) is None


def test_ten_runs_are_kept_and_few_weights() -> None:
    kept = bounded([ended(number, WEIGHTS // 3) for number in range(1, 13)], 10)
    assert [one.number for one in kept] == list(range(3, 13))
    assert [bool(one.weights) for one in kept] == [False] * 7 + [True] * 3
    assert bounded([ended(1, WEIGHTS + 1)], 10)[0].weights
