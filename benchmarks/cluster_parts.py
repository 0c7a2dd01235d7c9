"""A school on this machine: nginx, two web processes, a Dask scheduler with two workers, PostgreSQL.

Each is a process of its own on a port of 127.0.0.1, which a test of faults may kill.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil

from benchmarks import KEPT
from deploy.class_start import free_port
from dlplay.jobs import Outside
from tests import proxy
from tests.browser import server
from tests.unit.classroom import databases

ROOT = Path(__file__).parents[1]


class Parts:
    """All of it; `close` ends it."""

    def __init__(self, folder: Path):
        self.folder, self._stack = folder, ExitStack()
        self.database = self._stack.enter_context(databases.postgres())
        _certify(folder)
        files = (str(folder / name) for name in ("cert.pem", "cert.pem", "key.pem"))
        self.outside = Outside(f"tls://127.0.0.1:{free_port()}", *files)
        self.scheduler = self.member("scheduler")
        self.workers = [self.member("worker") for _ in range(2)]
        self._number = 0
        self.webs = [self.web() for _ in range(2)]

    def _log(self, name: str) -> Any:
        return self._stack.enter_context((self.folder / f"{name}.log").open("ab"))

    def _environment(self) -> dict[str, str]:
        names = ("DLPLAY_DASK_SCHEDULER", "DLPLAY_DASK_CA", "DLPLAY_DASK_CERT", "DLPLAY_DASK_KEY")
        shared = {"DLPLAY_DATABASE_URL": self.database, "STREAMLIT_SERVER_COOKIE_SECRET": "of this run"}
        return shared | dict(zip(names, self.outside, strict=True)) | KEPT

    def member(self, role: str) -> psutil.Process:
        """One more part of the cluster."""
        log = self._log(role)
        command = [sys.executable, "-m", "dlplay.jobs.member", role]
        started = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | self._environment(), stdout=log, stderr=log
        )
        self._stack.callback(_end, started)
        return psutil.Process(started.pid)

    def web(self) -> tuple[str, psutil.Process]:
        """One more web process: its address and itself."""
        self._number += 1
        log = self.folder / f"web{self._number}.log"
        address, process = self._stack.enter_context(server.running(log, **self._environment()))
        return address, psutil.Process(process.pid)

    def kill_web(self, number: int) -> Callable[[], None]:
        """Kill one of the web processes with signal 9; what comes back starts it again at its address."""
        address, process = self.webs[number]
        command, environment = process.cmdline(), process.environ()
        process.kill()

        def again() -> None:
            log = self._log(f"web{number}again")
            started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            self._stack.callback(_end, started)
            self.webs[number] = address, psutil.Process(started.pid)
            _until(lambda: _taken(int(address.rpartition(":")[2])))

        return again

    @contextmanager
    def proxy(self, webs: int) -> Iterator[tuple[str, psutil.Process]]:
        """nginx before the first so many of the web processes; yields its address and its first process."""
        servers = [address.removeprefix("http://") for address, _ in self.webs[:webs]]
        with proxy.running(self.folder / f"nginx{webs}", servers) as address:
            children = psutil.Process().children()
            yield address, next(one for one in children if one.name() == "nginx")

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """The database's server is stopped, and started again on the same files."""
        port = int(re.search(r":(\d+)/", self.database)[1])
        main = next(
            psutil.Process(one.pid)
            for one in psutil.net_connections("tcp")
            if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid
        )
        command, folder, user = main.cmdline(), main.cwd(), main.username()
        main.send_signal(2)  # fast: all connections are cut
        main.wait(30)
        yield
        log, who = self._log("postgres"), {"user": user, "extra_groups": []} if os.geteuid() == 0 else {}
        started = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **who)
        self._stack.callback(_end, started)

    def close(self) -> None:
        self._stack.close()


def _certify(folder: Path) -> None:
    written = (ROOT / "deploy" / "cluster.md").read_text(encoding="utf-8")
    line = re.search(r"^umask .*$", written, re.MULTILINE)[0]
    subprocess.run(line, shell=True, cwd=folder, check=True, capture_output=True)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:  # PostgreSQL waits for who is connected
        process.kill()
        process.wait()


def _taken(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _until(true: Any) -> None:
    deadline = time.monotonic() + 60
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("a part did not start")
        time.sleep(0.05)
