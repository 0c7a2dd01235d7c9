"""One job from the moment a worker has it: what it says, when it is stopped, how it ends."""

import json
import time

from dlplay.jobs.cluster import ClusterError, Run
from dlplay.jobs.job import ABANDONED, ENDED, FAILED, LOST, Job

LOOK = 0.1  # seconds between two looks
GRACE = 5.0  # seconds until a job that was stopped has ended, with or without the worker's word
STUCK = 30.0  # seconds until a worker that does not stop is given up: TensorFlow alone loads for some


class Taken(Exception):
    """Another web process's job came first on the worker: ours has gone back to the line."""


def attend(job: Job, run: Run, patience: float) -> tuple[bool, int]:
    """Follow a run to its end, and tell the job.

    Returns:
        whether the worker is free again, and how many bytes of memory it takes (0 if it did not say).

    Raises:
        Taken: if it has not begun, and waits again.
    """
    asked = None
    try:
        while True:
            over = run.over  # before the messages, so that none comes in between and is missed
            for kind, facts, npz in run.messages():
                _tell(job, kind, facts, npz)
                if kind in ENDED:
                    return True, int(json.loads(facts).get("memory", 0))
            _go_back(job, run)
            if over:
                job.end(job.why or LOST)
                return True, 0
            if job.unfollowed() > patience:
                job.stop(ABANDONED)
            if job.why and asked is None:
                asked = time.monotonic()
                run.cancel()
            if asked is not None and time.monotonic() - asked > GRACE:
                job.end(job.why)
            if asked is not None and time.monotonic() - asked > STUCK:
                return False, 0
            time.sleep(LOOK)
    except ClusterError as error:
        job.end(job.why or run.without, str(error))
        return False, 0


def _go_back(job: Job, run: Run) -> None:
    if run.behind and job.wait_again():
        raise Taken


def _tell(job: Job, kind: str, facts: str, npz: bytes) -> None:
    try:
        job.hear(kind, facts, npz)
    except ValueError as error:
        job.end(FAILED, str(error))
        job.stop(FAILED)
