"""nginx as `deploy/nginx.conf` sets it up, on a free port of this machine, in front of web processes here."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.class_start import free_port

DEPLOY = Path(__file__).parents[1] / "deploy"
LISTEN = "listen 8080 "
WAIT = 20  # seconds until a proxy that does not answer counts as broken


def nginx() -> str | None:
    """Path of the installed nginx; Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def prepare(folder: Path, servers: Sequence[str], listen: int, behind: Sequence[str] = ()) -> list[str]:
    """Lay its two files into an empty folder, and return the command that starts it there."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert LISTEN in text
    text = text.replace(LISTEN, f"listen 127.0.0.1:{listen} ").replace("/dev/stdout", "access.log")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    trusted = ["--behind", *behind] if behind else []
    seats = subprocess.run(
        [sys.executable, DEPLOY / "seats.py", *servers, *trusted], check=True, capture_output=True, text=True
    ).stdout
    (folder / "seats.conf").write_text(seats, encoding="utf-8")
    command = [str(nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    # started by root it would become somebody who may not write here; a container starts it as that one
    return command + (["-g", "user root;"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


@contextmanager
def running(folder: Path, servers: Sequence[str], behind: Sequence[str] = (), port: int = 0) -> Iterator[str]:
    """Yields its address, and ends it."""
    port = port or free_port()
    command = prepare(folder, servers, port, behind)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_until_it_listens(port, process, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_it_listens(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"the proxy did not start:\n{log.read_text(errors='replace')}")
