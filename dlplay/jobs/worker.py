"""What runs in the worker: one training at a time, and how it reports.

A task is a module with

    def train(settings: dict, arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome

It calls `reporter.progress` and `reporter.checkpoint` as it goes, looks at `reporter.stop` after each batch
and ends early, with what it has, when that is true; it raises `Diverged` when the loss is no number any more.

Messages go through a Dask queue as (kind, JSON, npz bytes). A stop comes as Dask's own cancelling of the
task, which also happens when the client's process is gone: no job outlives it on somebody's cluster.
"""

import importlib
import json
import os
import threading
import time
import traceback
from typing import Any, NamedTuple

import numpy as np

from dlplay.jobs.job import CANCELLED, DIVERGED, DONE, FAILED, TIMED_OUT
from dlplay.jobs.request import pack, to_json, unpack

INTERVAL = 0.25  # seconds between two reports of progress
LOWER = 10  # niceness more than the web process, which shares the cores and goes first; a stop is still heard

# Tasks share compiled networks, and a cluster's worker may have several threads.
_one_at_a_time = threading.Lock()


class Outcome(NamedTuple):
    """What a task ends with: JSON facts, arrays (weights)."""

    facts: dict[str, Any]
    arrays: dict[str, np.ndarray]


class Diverged(Exception):
    """The loss is no number any more; holds what was learned before."""

    def __init__(self, outcome: Outcome):
        super().__init__("the loss is not finite")
        self.outcome = outcome


class Reporter:
    """A task's way to the page that follows it."""

    def __init__(self, queue: Any, worker: Any, key: str, seconds: float):
        self._queue, self._worker, self._key = queue, worker, key
        self._deadline = time.monotonic() + seconds
        self._last = -INTERVAL

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the task any more."""
        task = self._worker.state.tasks.get(self._key)
        return task is None or task.state == "cancelled"

    @property
    def stop(self) -> bool:
        """Whether the task must end now. Cheap enough for every batch."""
        return self.cancelled or time.monotonic() > self._deadline

    def progress(self, facts: dict[str, Any], always: bool = False) -> None:
        """A point of the curves; those within a quarter of a second of the last are left out."""
        now = time.monotonic()
        if always or now - self._last >= INTERVAL:
            self._last = now
            self.put("progress", facts)

    def checkpoint(self, facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        """A moment to keep."""
        self.put("checkpoint", facts, arrays)

    def put(self, kind: str, facts: dict[str, Any], arrays: dict[str, np.ndarray] | None = None) -> None:
        self._queue.put((kind, to_json(facts), pack(arrays) if arrays else b""))


def perform(queue_name: str, task: str, settings: str, arrays: bytes, seconds: float) -> None:
    """Run one task to its end; whatever happens is said in the queue, and nothing is raised or returned."""
    from distributed import Queue, get_worker

    worker = get_worker()
    queue = Queue(queue_name)
    reporter = Reporter(queue, worker, str(worker.get_current_task()), seconds)
    try:
        with _one_at_a_time:
            end, problem = (CANCELLED, "") if reporter.cancelled else _train(reporter, task, settings, arrays)
            reporter.put(end, {"problem": problem} | _memory())
    finally:
        queue.close()


def _train(reporter: Reporter, task: str, settings: str, arrays: bytes) -> tuple[str, str]:
    try:
        module = importlib.import_module(task)
        outcome = module.train(json.loads(settings), unpack(arrays), reporter)
        end = CANCELLED if reporter.cancelled else TIMED_OUT if reporter.stop else DONE
    except Diverged as diverged:
        outcome, end = diverged.outcome, DIVERGED
    except Exception:  # whatever a task does, the page must hear of it
        return FAILED, traceback.format_exc()
    reporter.put("result", outcome.facts, outcome.arrays)
    return end, ""


def _memory() -> dict[str, int]:
    import psutil

    return {"memory": psutil.Process().memory_info().rss}


def dask_setup(worker: Any) -> None:
    """Called by Dask in a new worker of the embedded cluster: it gives way to the web process."""
    import psutil

    process = psutil.Process(os.getpid())
    lower = psutil.BELOW_NORMAL_PRIORITY_CLASS if psutil.WINDOWS else process.nice() + LOWER
    process.nice(lower)
