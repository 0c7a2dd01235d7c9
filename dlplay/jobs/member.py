"""A member of an outside cluster, with the limits of this project: `python -m dlplay.jobs.member scheduler`,
and on each machine that trains, as often as it shall train at once, `python -m dlplay.jobs.member worker`.

Both find the cluster in the environment, see `dlplay.jobs.outside`. A scheduler listens at the host of its
own address, or at `--host`. A worker takes one job at a time, with one thread for Python and `--threads` for
TensorFlow, and is killed at `--memory` bytes; the process that started it puts a new one in its place, and
goes back to the scheduler by itself when that was away.
"""

import argparse
import asyncio
import logging
import os
import signal
import tempfile
from contextlib import suppress
from urllib.parse import urlsplit

from dlplay.jobs.embedded import config
from dlplay.jobs.outside import Outside

AGAIN = 1.0  # seconds until a scheduler that was lost is looked for again
MEMORY, THREADS = 2_000_000_000, 1

log = logging.getLogger("dlplay.jobs")


async def schedule(cluster: Outside, host: str | None) -> None:
    """Be the scheduler, until this is cancelled."""
    from distributed import Scheduler

    address = urlsplit(cluster.address)
    async with Scheduler(
        host=host or address.hostname,
        port=address.port or 8786,
        protocol=f"{address.scheme}://",
        security=cluster.security(),
        dashboard=False,
    ) as scheduler:
        log.warning("scheduler at %s", scheduler.address)
        await scheduler.finished()


async def work(cluster: Outside, host: str | None, memory: int) -> None:
    """Be a worker and who looks after it, until this is cancelled."""
    from distributed import Nanny

    security = cluster.security()
    with tempfile.TemporaryDirectory(prefix="dlplay-worker-") as folder:
        while True:
            try:
                async with Nanny(
                    cluster.address,
                    nthreads=1,
                    host=host,
                    memory_limit=memory,
                    preload="dlplay.jobs.worker",
                    security=security,
                    local_directory=folder,
                    dashboard=False,
                ) as nanny:
                    await nanny.finished()
            except (OSError, TimeoutError, RuntimeError) as error:
                log.warning("no scheduler at %s: %s", cluster.address, error)
            await asyncio.sleep(AGAIN)


async def _until_told(member: asyncio.Task) -> None:
    """An orderly end at SIGTERM and Ctrl-C."""
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: it just ends
            loop.add_signal_handler(one, member.cancel)
    with suppress(asyncio.CancelledError):
        await member


async def _be(role: str, cluster: Outside, host: str | None, memory: int) -> None:
    member = schedule(cluster, host) if role == "scheduler" else work(cluster, host, memory)
    await _until_told(asyncio.create_task(member))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dlplay.jobs.member")
    parser.add_argument("role", choices=("scheduler", "worker"))
    parser.add_argument("--host", help="address of this machine to listen at")
    parser.add_argument("--memory", type=int, default=MEMORY, help="bytes at which a worker is killed")
    parser.add_argument("--threads", type=int, default=THREADS, help="of TensorFlow in a worker")
    told = parser.parse_args()
    cluster = Outside.of(os.environ)
    try:
        if cluster is None:
            raise ValueError("DLPLAY_DASK_SCHEDULER must be tls://host:port or tcp://host:port, got ''")
        cluster.security()
    except ValueError as error:
        parser.error(str(error))
    import dask

    with dask.config.set(config(told.threads)):
        asyncio.run(_be(told.role, cluster, told.host, told.memory))


if __name__ == "__main__":
    main()
