"""The app as a person starts it: a server process of its own on a free port of this machine."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.class_start import free_port

ROOT = Path(__file__).parents[2]
WAIT = 60  # seconds until a server that does not answer counts as broken


@contextmanager
def running(
    log: Path, script: str = "app.py", base: str = "", port: int = 0, **environment: str
) -> Iterator[tuple[str, subprocess.Popen]]:
    """Start `streamlit run`, below the path `base`; yields its address and its process, and ends it."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", f"--server.baseUrlPath={base}"]
    address = f"http://127.0.0.1:{port}/{base}".rstrip("/")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output, env=os.environ | environment
        )
        try:
            _wait_until_it_answers(f"{address}/_stcore/health", process, log)
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_it_answers(health: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")
