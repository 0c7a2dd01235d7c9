"""The databases that the class board is tried on: a SQLite file, and PostgreSQL where it is found."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

WAIT = 30  # seconds until a server that does not answer counts as broken
PACKAGED = Path("/usr/lib/postgresql")  # where Debian's package puts the programs, by version


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, if it is installed here."""
    found = shutil.which("initdb") or next(iter(sorted(PACKAGED.glob("*/bin/initdb"), reverse=True)), None)
    return Path(found).resolve().parent if found else None


@contextmanager
def postgres() -> Iterator[str]:
    """A server of its own on a free port of this machine; yields its address, and ends it."""
    run, user = programs(), {}
    if os.geteuid() == 0:  # as whom it refuses to run: its package makes a user of its own
        user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    with tempfile.TemporaryDirectory() as home, socket.socket() as free:
        if user:
            shutil.chown(home, "postgres")
        data, log = Path(home) / "data", Path(home) / "log"
        made = [run / "initdb", "--auth=trust", "--username=dlplay", "--no-sync", "-D", data]
        subprocess.run(made, check=True, capture_output=True, cwd=home, **user)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [run / "postgres", "-F", "-D", data, "-p", str(port), "-k", home, "-h", "127.0.0.1"]
        with log.open("wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output, cwd=home, **user)
        try:
            _wait(f"postgresql+psycopg://dlplay@127.0.0.1:{port}/postgres", server, log)
            yield f"postgresql://dlplay@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline, engine = time.monotonic() + WAIT, sa.create_engine(address, poolclass=sa.NullPool)
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with engine.connect():
                return
        except sa.exc.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def empty(engine: Any) -> None:
    """Drop what an earlier test has made."""
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
