"""The embedded cluster: `python -m dlplay.jobs.embedded BYTES THREADS`, started by `dlplay.jobs.cluster`.

One process holds Dask's scheduler and the nanny, which starts the worker and replaces it when it dies; all
listen on the loopback address alone. Dask's own `SubprocessCluster` does not run on Windows, takes a process
more, and leaves its processes behind when the app is killed.

The output is the scheduler's address. When the input ends, so does the cluster: the app has
closed it or is gone, however it went. The worker in turn ends with its nanny (Dask watches a pipe for that).
"""

import asyncio
import os
import signal
import sys
import threading
from typing import Any

LOOPBACK = "127.0.0.1"
GRACE = 1.0  # seconds for an orderly end
CONFIG = {
    "distributed.scheduler.allowed-failures": 0,  # a job that took its worker down is not tried again
    "distributed.admin.low-level-log-length": 100,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],  # no dashboard and no pages
    "distributed.worker.http.routes": [],
    # Otherwise, 15 seconds after a worker died, its nanny is given up if the worker is just then away again.
    "distributed.deploy.lost-worker-timeout": "1000 hours",
    # A training cannot be spilled to disk, and a paused worker would never end: over the limit it is killed.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
}


def config(threads: int) -> dict[str, Any]:
    """Dask's settings for every process of a cluster, whose workers give TensorFlow so many threads."""
    environment = {
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_NUM_INTRAOP_THREADS": str(threads),
        "TF_NUM_INTEROP_THREADS": "1",
    }
    return CONFIG | {
        f"distributed.nanny.pre-spawn-environ.{name}": value for name, value in environment.items()
    }


async def serve(memory_limit: int, threads: int) -> None:
    # Nobody reads the pipe after the address: what is printed later, here or in the worker, goes to the log.
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    import dask
    from distributed import LocalCluster

    gone = asyncio.Event()
    threading.Thread(target=_wait_for_end, args=(asyncio.get_running_loop(), gone), daemon=True).start()
    with dask.config.set(config(threads)):
        async with LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=True,
            host=LOOPBACK,
            dashboard_address=f"{LOOPBACK}:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=memory_limit,
            preload="dlplay.jobs.worker",
            asynchronous=True,
        ) as cluster:
            with os.fdopen(answer, "w") as parent:
                print(cluster.scheduler_address, file=parent)
            await gone.wait()


def _wait_for_end(loop: asyncio.AbstractEventLoop, gone: asyncio.Event) -> None:
    sys.stdin.buffer.read()
    loop.call_soon_threadsafe(gone.set)
    threading.Event().wait(GRACE)
    os._exit(0)  # the nanny is gone then, and the worker with it


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, which then ends this
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
