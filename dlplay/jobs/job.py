"""One training job, as the page sees it: its state, its numbers, its checkpoints, its result."""

import json
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlplay.jobs.request import Request, unpack

WAITING, STARTING, RUNNING = "waiting", "starting", "running"
DONE = "done"
CANCELLED = "cancelled"  # by `cancel`; the result holds what was learned so far
ABANDONED = "abandoned"  # nobody followed it any more
TIMED_OUT = "timed_out"  # stopped at the request's seconds; the result holds what was learned so far
DIVERGED = "diverged"  # the loss is no number any more; the result holds what was learned before
FAILED = "failed"  # an error in the task, or no cluster could be started; `problem` is for the log
LOST = "lost"  # its worker was killed or ran out of memory; the next job gets a new one
UNREACHABLE = "unreachable"  # a cluster given by address does not answer, or has no worker
ENDED = frozenset({DONE, CANCELLED, ABANDONED, TIMED_OUT, DIVERGED, FAILED, LOST, UNREACHABLE})

MOST_POINTS = 1000  # beyond, every second one is left out
MOST_CHECKPOINTS = 100


@dataclass(frozen=True)
class Checkpoint:
    """A moment of a training, or its end: plain facts, and arrays as the bytes of an `.npz` file."""

    facts: dict[str, Any]
    npz: bytes

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays, unpacked anew at each call: keeping them packed keeps the web process small."""
        return unpack(self.npz)


@dataclass(frozen=True)
class Progress:
    """A job at one moment.

    Attributes:
        state: one of this module's constants.
        place: in the line, 1 for the next; 0 when it does not wait.
        points: what the task said of its progress, oldest first, thinned out where they grow too many.
        checkpoints: oldest first.
        result: what the job ended with; None before, and for a job that had learned nothing.
        seconds: since it began to run.
        problem: what went wrong, for the log.
        limit: seconds after which it is stopped.
        wait: seconds until it begins, by the last trainings; None where that is not known.
        away: whether it waits for a cluster that does not answer.
    """

    state: str
    place: int
    points: tuple[dict[str, Any], ...]
    checkpoints: tuple[Checkpoint, ...]
    result: Checkpoint | None
    seconds: float
    problem: str
    limit: float = math.inf
    wait: float | None = None
    away: bool = False

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def now(self) -> dict[str, Any]:
        """The newest point; empty before the first."""
        return self.points[-1] if self.points else {}


class Job:
    """Made by `Jobs.submit`; threads may share it."""

    def __init__(
        self,
        session: str,
        request: Request,
        place: Callable[["Job"], int],
        address: str = "",
        wait: Callable[[int], float | None] = lambda place: None,
        ended: Callable[["Job"], None] = lambda job: None,
        away: Callable[[], bool] = lambda: False,
    ):
        self.session, self.request, self.address = session, request, address
        self._place, self._wait, self._told_end, self._away = place, wait, ended, away
        self._lock = threading.Lock()
        self._state, self._problem = WAITING, ""
        self._points: list[dict[str, Any]] = []
        self._checkpoints: list[Checkpoint] = []
        self._result: Checkpoint | None = None
        self.asked = self._followed = time.monotonic()
        self._began = self._stopped_at = 0.0
        self._why = ""

    def follow(self) -> Progress:
        """How the job stands, and a sign that someone still looks. Returns at once."""
        place = self._place(self)
        wait = self._wait(place)
        with self._lock:
            self._followed = time.monotonic()
            return Progress(
                self._state,
                place if self._state == WAITING else 0,
                tuple(self._points),
                tuple(self._checkpoints),
                self._result,
                self.seconds,
                self._problem,
                self.request.seconds,
                wait if self._state == WAITING else None,
                self._state == WAITING and self._away(),
            )

    def cancel(self) -> None:
        """Ask for the end; `follow` shows it within a second. Does nothing to a job that has ended."""
        self.stop(CANCELLED)

    @property
    def seconds(self) -> float:
        """Since it began to run; 0 before, and no more once it has ended."""
        return (self._stopped_at or time.monotonic()) - self._began if self._began else 0.0

    @property
    def state(self) -> str:
        """One of this module's constants."""
        return self._state

    @property
    def ended(self) -> bool:
        return self._state in ENDED

    @property
    def why(self) -> str:
        """The state that a stop was asked for with; empty while nobody has asked."""
        return self._why

    # --- for the line alone

    def stop(self, why: str) -> None:
        """Ask for the end in the state `why`. What has not begun ends at once: it has nothing to keep."""
        with self._lock:
            self._why = self._why or why
            if self._state in (WAITING, STARTING):
                self._end(self._why)

    def unfollowed(self) -> float:
        """Seconds since somebody looked."""
        return time.monotonic() - self._followed

    def start(self) -> bool:
        """From waiting to starting; false if it has ended before."""
        with self._lock:
            if self._state == WAITING:
                self._state = STARTING
            return self._state == STARTING

    def wait_again(self) -> bool:
        """From starting back to waiting; false if it has begun or ended."""
        with self._lock:
            if self._state == STARTING:
                self._state = WAITING
            return self._state == WAITING

    def hear(self, kind: str, facts: str, npz: bytes) -> None:
        """Take one message of the worker, see `dlplay.jobs.worker`.

        Raises:
            ValueError: for a message that is not what a worker may send.
        """
        known = json.loads(facts)
        if not isinstance(known, dict):
            raise ValueError(f"facts must be an object, got {facts[:80]!r}")
        moment = Checkpoint(known, npz)
        if npz:
            unpack(npz)  # here, where a damaged one ends the job and no page
        with self._lock:
            if self._state in ENDED:
                return
            if kind == "progress":
                self._add(known)
            elif kind == "checkpoint":
                self._checkpoints = [*self._checkpoints, moment][:MOST_CHECKPOINTS]
            elif kind == "result":
                self._result = moment
            elif kind in ENDED:
                self._end(self._why or kind, known.get("problem", ""))
            else:
                raise ValueError(f"kind must be progress, checkpoint, result or an end, got {kind!r}")

    def end(self, state: str, problem: str = "") -> None:
        """The end, unless there was one before."""
        with self._lock:
            if self._state not in ENDED:
                self._end(state, problem)

    def _add(self, point: dict[str, Any]) -> None:
        if self._state == STARTING:
            self._state, self._began = RUNNING, time.monotonic()
        self._points.append(point)
        if len(self._points) > MOST_POINTS:
            del self._points[1::2]

    def _end(self, state: str, problem: str = "") -> None:
        self._state, self._problem = state, problem
        self._stopped_at = time.monotonic()
        self._told_end(self)
