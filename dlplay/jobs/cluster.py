"""Where jobs run: an embedded cluster of one worker, or a Dask cluster given by its address.

Used by one thread at a time for starting and closing (the line's); a `Run` by the thread of its job.
"""

import itertools
import os
import subprocess
import sys
import threading
import time
import uuid
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dlplay.jobs.job import FAILED, UNREACHABLE
from dlplay.jobs.outside import Outside
from dlplay.jobs.request import Request, pack, to_json
from dlplay.jobs.worker import perform

ROOT = Path(__file__).resolve().parents[2]
ANSWER = 5.0  # seconds that a scheduler may take to answer
OWN_START = 90.0  # seconds for the processes of a cluster of our own: a slow disk is no fault, a stuck one is
ATTEMPT = 3.0  # seconds in which an outside one is looked for, before a stop is listened to again
LOOK_AT_WORKERS = 0.5  # seconds between two looks whether a job's worker is still there
FINISHED = ("finished", "error", "lost", "cancelled")  # states of a Dask future


class ClusterError(Exception):
    """No cluster: it did not start, cannot be reached, or has gone."""


@contextmanager
def _answering() -> Iterator[None]:
    """Dask's many ways to say that a scheduler is gone, as one."""
    try:
        yield
    except (OSError, TimeoutError, RuntimeError, AttributeError, CancelledError, KeyError) as error:
        # KeyError: a scheduler that was started again knows nothing of the queues of the one before
        raise ClusterError(f"the scheduler does not answer: {error!r}") from error


class Cluster:
    """A scheduler and our connection to it.

    Args:
        outside: a Dask cluster by its address; without one, a cluster is started here.
        start: seconds that it may take to start, and a worker to be replaced.
        memory_limit: bytes at which the embedded worker is killed, and its job lost.
        threads: that TensorFlow takes in the embedded worker.
    """

    def __init__(self, outside: Outside | None, start: float, memory_limit: int, threads: int):
        self.embedded = outside is None
        self.without = FAILED if outside is None else UNREACHABLE  # how a job ends that has no cluster
        self._outside, self._start_limit = outside, start
        self._memory_limit, self._threads = memory_limit, threads
        self._process: subprocess.Popen[bytes] | None = None
        self._client: Any = None
        self._name, self._numbers = uuid.uuid4().hex[:12], itertools.count(1)

    @property
    def standing(self) -> str:
        """ "idle" (nothing open), "connected", or "away": the connection was lost."""
        if self._client is None:
            return "idle"
        return "connected" if self._client.status == "running" else "away"

    @staticmethod
    def load() -> None:
        """Import Dask: not before there is a job, for the web process is 38 MB smaller without it."""
        import dlplay.jobs.connection  # noqa: F401

    def open(self) -> None:
        """Start and connect, where that has not happened yet or has come apart. Raises ClusterError."""
        if self._client is not None and self._client.status == "running":
            return
        self.close()
        from dlplay.jobs.connection import Connection

        to, limit = self._outside, self._start_limit
        try:
            if to is None:
                self._client = Connection(self._start(), limit, limit)
            else:
                self._client = Connection(to.address, min(ATTEMPT, limit), min(ANSWER, limit), to.security())
        except (OSError, ValueError) as error:
            self.close()
            raise ClusterError(f"no cluster at {to.address if to else 'this machine'}: {error}") from error

    def _start(self) -> str:
        command = [sys.executable, "-m", "dlplay.jobs.embedded", str(self._memory_limit), str(self._threads)]
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # held open, never written to: its end tells the cluster that we are gone
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        late = threading.Timer(OWN_START, process.kill)  # and what is read here ends
        late.daemon = True
        late.start()
        address = process.stdout.readline().decode().strip() if process.stdout else ""
        late.cancel()
        if not address:
            raise OSError(f"the cluster's process ended with {process.wait()}")
        return address

    def in_hand(self) -> dict[str, list[str]]:
        """By its address, what each worker has in hand now, oldest first. Raises ClusterError.

        These are the jobs of every web process that shares the cluster; their names begin with the time.
        """
        with _answering():
            found = self._client.sync(self._client.scheduler.processing, callback_timeout=ANSWER)
            return {worker: sorted(map(str, names)) for worker, names in found.items()}

    def run(self, request: Request, worker: str) -> "Run":
        """Hand a request to a worker. Raises ClusterError."""
        from distributed import Queue

        name = f"dlplay-{time.time_ns()}-{self._name}-{next(self._numbers)}"
        settings = (to_json(request.settings), pack(request.arrays), request.seconds)
        with _answering():
            queue = Queue(name, client=self._client)
            future = self._client.submit(
                perform, name, request.task, *settings, key=name, workers=[worker], pure=False
            )
        return Run(self, queue, future, worker)

    def replace(self, worker: str) -> None:
        """Give a worker's memory back: a new process takes its place. Raises ClusterError.

        Nothing happens where it has another job already, or was started without a nanny.
        """
        if self.in_hand().get(worker):
            return
        with _answering(), suppress(ValueError):
            self._client.restart_workers([worker], timeout=self._start_limit, raise_for_error=False)

    def close(self) -> None:
        """End the connection and the embedded processes."""
        client, process, self._client, self._process = self._client, self._process, None, None
        if client is not None:
            client.leave()
        if process is not None:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(timeout=self._start_limit)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()


class Run:
    """A request in a worker's hands."""

    def __init__(self, cluster: Cluster, queue: Any, future: Any, worker: str):
        self._cluster, self._queue, self._future, self._worker = cluster, queue, future, worker
        self.without = cluster.without  # how its job ends where the cluster is gone
        self._looked = time.monotonic()
        self._cancelled = self._behind = False

    def messages(self) -> list[tuple[str, str, bytes]]:
        """What the task has said since the last call. Raises ClusterError."""
        with _answering():
            return self._queue.get(batch=True, callback_timeout=ANSWER)

    @property
    def over(self) -> bool:
        """Whether nothing more will come: the task has returned, or its worker is gone. Raises ClusterError.

        A cancelled future says nothing of the task, which still ends in its own time.
        """
        status = self._future.status
        if status == "cancelled" and not self._cancelled:  # by Dask, which has lost its scheduler
            raise ClusterError("the scheduler was lost")
        if not self._cancelled and status in FINISHED:
            return True
        if time.monotonic() - self._looked < LOOK_AT_WORKERS:
            return False
        self._looked = time.monotonic()
        in_hand = self._cluster.in_hand()
        names = in_hand.get(self._worker, [])
        self._behind = self._future.key in names[1:]
        return self._worker not in in_hand

    @property
    def behind(self) -> bool:
        """Whether the worker had another job before this one when `over` last looked."""
        return self._behind and not self._cancelled

    def cancel(self) -> None:
        """Ask the task to end; it says the rest in its messages. Raises ClusterError."""
        self._cancelled = True
        with _answering():
            self._future.cancel()

    def close(self) -> None:
        """Forget it. Raises ClusterError."""
        with _answering():
            self._future.release()
            self._queue.close()
