"""The app as a person starts it, on a machine that lacks something."""

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from deploy.class_start import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds until a server that does not answer counts as broken


class Server(NamedTuple):
    address: str
    process: subprocess.Popen
    log: list[str]


def command(port: int) -> list[str]:
    given = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    return [sys.executable, "-B", "-m", "streamlit", "run", "app.py", *given]


@contextmanager
def serving(
    *prefix: str, without: tuple[str, ...] = (), tree: Path = ROOT, **environment: str
) -> Iterator[Server]:
    """Start what stands in `tree` behind a `prefix` of commands; its log is read from a pipe, for there may
    be no disk."""
    port = free_port()
    around = {name: value for name, value in os.environ.items() if name not in without} | environment
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen([*prefix, *command(port)], cwd=tree, env=around, **given)
    log: list[str] = []
    assert process.stdout is not None
    reader = threading.Thread(target=log.extend, args=(process.stdout,), daemon=True)
    reader.start()
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(server)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)
        reader.join(timeout=60)  # until nothing of the server holds the pipe any more
        process.stdout.close()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
            return True
    except OSError:
        return False


def _wait(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        if answers(server.address):
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start:\n" + "".join(server.log))
