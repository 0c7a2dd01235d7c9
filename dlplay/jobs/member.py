"""A member of an outside cluster, with the limits of this project: `python -m dlplay.jobs.member scheduler`,
and on each machine that trains, as often as it shall train at once, `python -m dlplay.jobs.member worker`.

Both find the cluster in the environment, see `dlplay.jobs.outside`. A scheduler listens at the host of its
own address, a worker at the one address of this machine that leads to the scheduler, each else at `--host`.
Whoever reaches a member without TLS can run anything there, so with `tcp://` both listen on this machine's
loopback address alone, unless `--closed-network` says that nobody else is in the network.

A worker takes one job at a time, with one thread for Python and `--threads` for TensorFlow, and is killed at
`--memory` bytes; the process that started it puts a new one in its place, and goes back to the scheduler by
itself when that was away. `--alive` names a file that is touched every few seconds, for who watches it: a
process that is stuck does not.
"""

import argparse
import asyncio
import ipaddress
import logging
import os
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from dlplay.jobs.embedded import config
from dlplay.jobs.outside import Outside

BEAT = 5.0  # seconds between two touches of the file that says that this process turns
AGAIN = 1.0  # seconds until a scheduler that was lost is looked for again
MEMORY, THREADS = 2_000_000_000, 1

log = logging.getLogger("dlplay.jobs")


def loopback(host: str) -> bool:
    """Whether a name or an address is this machine alone; a name that leads nowhere yet is not."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback for *_, address in found)


def towards(host: str, port: int) -> str:
    """The address of this machine from which another is reached. Raises OSError where none leads there."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    family, kind, *_, address = min(
        found, key=lambda one: one[0] != socket.AF_INET
    )  # as Dask, which connects
    with socket.socket(family, kind) as asked:
        asked.connect(address)  # a route is chosen, and nothing is sent
        return asked.getsockname()[0]


def closed(cluster: Outside, host: str | None) -> bool:
    """Whether strangers are kept out: by TLS, or since all of it is on this machine's loopback address."""
    scheme, at, _ = cluster.place()
    return scheme == "tls" or (loopback(at) and (not host or loopback(host)))


async def schedule(cluster: Outside, host: str | None) -> None:
    """Be the scheduler, until this is cancelled."""
    from distributed import Scheduler

    scheme, own, port = cluster.place()
    async with Scheduler(
        host=host or own,
        port=port,
        protocol=f"{scheme}://",
        security=cluster.security(),
        dashboard=False,
    ) as scheduler:
        log.warning("scheduler at %s", scheduler.address)
        await scheduler.finished()


async def work(cluster: Outside, host: str | None, memory: int) -> None:
    """Be a worker and who looks after it, until this is cancelled."""
    from distributed import Nanny

    security, (_, scheduler, port) = cluster.security(), cluster.place()
    with tempfile.TemporaryDirectory(prefix="dlplay-worker-") as folder:
        while True:
            try:
                async with Nanny(
                    cluster.address,
                    nthreads=1,
                    host=host or towards(scheduler, port),
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


async def _beat(alive: Path) -> None:
    while True:
        alive.touch()
        await asyncio.sleep(BEAT)


async def _until_told(member: asyncio.Task) -> None:
    """An orderly end at SIGTERM and Ctrl-C."""
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: it just ends
            loop.add_signal_handler(one, member.cancel)
    with suppress(asyncio.CancelledError):
        await member


async def _be(told: argparse.Namespace, cluster: Outside) -> None:
    scheduler = told.role == "scheduler"
    member = schedule(cluster, told.host) if scheduler else work(cluster, told.host, told.memory)
    beat = asyncio.create_task(_beat(told.alive)) if told.alive else None
    await _until_told(asyncio.create_task(member))
    if beat:
        beat.cancel()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dlplay.jobs.member")
    parser.add_argument("role", choices=("scheduler", "worker"))
    parser.add_argument("--host", help="address of this machine to listen at")
    parser.add_argument("--alive", type=Path, help="file to touch while this process turns")
    parser.add_argument("--memory", type=int, default=MEMORY, help="bytes at which a worker is killed")
    parser.add_argument("--threads", type=int, default=THREADS, help="of TensorFlow in a worker")
    parser.add_argument(
        "--closed-network", action="store_true", help="take tcp:// beyond this machine: nobody else is there"
    )
    told = parser.parse_args()
    cluster = Outside.of(os.environ) or Outside("")
    try:
        cluster.security()
        if not told.closed_network and not closed(cluster, told.host):
            raise ValueError(
                f"without TLS whoever reaches {told.host or cluster.address} can run anything here; take "
                "tls://host:port, or --closed-network where nobody else is in that network"
            )
    except ValueError as error:
        parser.error(str(error))
    import dask

    with dask.config.set(config(told.threads)):
        asyncio.run(_be(told, cluster))


if __name__ == "__main__":
    main()
