"""A tiny training that really took place, and jobs that tell of it at the pace of a test."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from dlplay.jobs import Busy, Job, LineFull, Request
from dlplay.jobs.request import pack, to_json


class Recorder:
    """Takes the place of a task's reporter: it keeps what a page would hear."""

    stop = False

    def __init__(self):
        self.said: list[tuple[str, str, bytes]] = []

    def progress(self, facts: dict[str, Any], always: bool = False) -> None:
        self.said.append(("progress", to_json(facts), b""))

    def checkpoint(self, facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.said.append(("checkpoint", to_json(facts), pack(arrays)))


def recorded(train: Callable, request: Request) -> list[tuple[str, str, bytes]]:
    """Run a task here; returns all that it says, the result last."""
    recorder = Recorder()
    settings = copy.deepcopy(dict(request.settings))
    outcome = train(settings, dict(request.arrays), recorder)
    return [*recorder.said, ("result", to_json(outcome.facts), pack(outcome.arrays))]


class ScriptedJobs:
    """Jobs that begin, go on and end when a test says so."""

    def __init__(self):
        self.jobs: list[Job] = []
        self.refusal: str = ""

    def submit(self, session: str, request: Request, address: str = "") -> Job:
        if self.refusal == "full":
            raise LineFull(20)
        if self.refusal == "busy":
            raise Busy(Job(session, request, lambda job: 1))
        self.jobs.append(Job(session, request, lambda job: 3))
        return self.jobs[-1]

    @property
    def newest(self) -> Job:
        return self.jobs[-1]

    def say(self, said: list[tuple[str, str, bytes]]) -> None:
        """Let the newest job hear this from its worker."""
        self.newest.start()
        for message in said:
            self.newest.hear(*message)
