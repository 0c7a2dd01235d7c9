"""Where jobs run: an embedded cluster of one worker, or a Dask cluster given by its address.

Used by one thread at a time for starting and closing (the line's); a `Run` by the thread of its job.
"""

import itertools
import os
import subprocess
import sys
import time
import uuid
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dlplay.jobs.request import Request, pack, to_json
from dlplay.jobs.worker import perform

ROOT = Path(__file__).resolve().parents[2]
ANSWER = 5.0  # seconds that a scheduler may take to answer
LOOK_AT_WORKERS = 0.5  # seconds between two looks whether a job's worker is still there
FINISHED = ("finished", "error", "lost", "cancelled")  # states of a Dask future


class ClusterError(Exception):
    """No cluster: it did not start, cannot be reached, or has gone."""


@contextmanager
def _answering() -> Iterator[None]:
    """Dask's many ways to say that a scheduler is gone, as one."""
    try:
        yield
    except (OSError, TimeoutError, RuntimeError, AttributeError, CancelledError) as error:
        raise ClusterError(f"the scheduler does not answer: {error!r}") from error


class Cluster:
    """A scheduler and our connection to it.

    Args:
        address: of a Dask scheduler, `tcp://…` or `tls://…`; without one, a cluster is started here.
        start: seconds that it may take to reach it.
        memory_limit: bytes at which the embedded worker is killed, and its job lost.
        threads: that TensorFlow takes in the embedded worker.
    """

    def __init__(self, address: str | None, start: float, memory_limit: int, threads: int):
        self.embedded = address is None
        self._address, self._start_limit = address, start
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

    def open(self) -> None:
        """Start and connect, where that has not happened yet or has come apart. Raises ClusterError."""
        if self._client is not None and self._client.status == "running":
            return
        self.close()
        # Here and not above: without a job the web process is to stay as it is (38 MB less).
        from distributed import Client

        try:
            address = self._start() if self.embedded else self._address
            self._client = Client(address, timeout=self._start_limit, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            self.close()
            raise ClusterError(f"no cluster at {self._address or 'this machine'}: {error}") from error

    def _start(self) -> str:
        command = [sys.executable, "-m", "dlplay.jobs.embedded", str(self._memory_limit), str(self._threads)]
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # held open, never written to: its end tells the cluster that we are gone
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        address = process.stdout.readline().decode().strip() if process.stdout else ""
        if not address:
            raise OSError(f"the cluster's process ended with {process.wait()}")
        return address

    def workers(self) -> set[str]:
        """The addresses of the workers that are there now. Raises ClusterError."""
        with _answering():
            return set(self._client.sync(self._client.scheduler.ncores, callback_timeout=ANSWER))

    def run(self, request: Request, worker: str) -> "Run":
        """Hand a request to a worker. Raises ClusterError."""
        from distributed import Queue

        name = f"dlplay-{self._name}-{next(self._numbers)}"
        settings = (to_json(request.settings), pack(request.arrays), request.seconds)
        with _answering():
            queue = Queue(name, client=self._client)
            future = self._client.submit(
                perform, name, request.task, *settings, key=name, workers=[worker], pure=False
            )
        return Run(self, queue, future, worker)

    def replace(self, worker: str) -> None:
        """Give the embedded worker's memory back: a new process takes its place. Raises ClusterError."""
        with _answering():
            self._client.restart_workers([worker], timeout=self._start_limit, raise_for_error=False)

    def close(self) -> None:
        """End the connection and the embedded processes."""
        client, process, self._client, self._process = self._client, self._process, None, None
        if client is not None:
            client.close(timeout=1)
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
        self._looked = time.monotonic()
        self._cancelled = False

    def messages(self) -> list[tuple[str, str, bytes]]:
        """What the task has said since the last call. Raises ClusterError."""
        with _answering():
            return self._queue.get(batch=True, callback_timeout=ANSWER)

    @property
    def over(self) -> bool:
        """Whether nothing more will come: the task has returned, or its worker is gone. Raises ClusterError.

        A cancelled future says nothing of the task, which still ends in its own time.
        """
        if not self._cancelled and self._future.status in FINISHED:
            return True
        if time.monotonic() - self._looked < LOOK_AT_WORKERS:
            return False
        self._looked = time.monotonic()
        return self._worker not in self._cluster.workers()

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
