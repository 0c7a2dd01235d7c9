"""`python -m deploy.class_start 2`: several web processes on one machine, for a class without a proxy.

Each has a port, printed as an address and a QR code; a part of the class opens each. They share the file of
the class board's rooms, and one local cluster, so that one training runs at a time as with one process.
Ctrl-C ends all; so does the end of this process, however it ends.
"""

import argparse
import locale as system_locale
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psutil

from deploy.terminal_code import beside
from dlplay.locale import t

FIRST = 8501
MOST = 16  # web processes: each takes some 150 MB and, with a class, a core
READY = 60.0  # seconds that a server may take to answer
WEB = ("streamlit", "run", "app.py", "--server.headless=true")
QUIET = {"DASK_LOGGING__DISTRIBUTED": "error", "PYTHONWARNINGS": "ignore"}
LOOK = 0.2  # seconds between two looks
APART = {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}  # Ctrl-C is for us alone


class Stop(Exception):
    """Something that ends it all; the sentence says what, and what to do."""


def language() -> str:
    """The system's, where it is Chinese."""
    name = os.environ.get("LC_ALL") or os.environ.get("LANG") or system_locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def address() -> str:
    """This machine's address in its network, also where that leads nowhere; 127.0.0.1 without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # documentation's network: a route is chosen, and nothing is sent
            return asked.getsockname()[0]
        except OSError:
            pass
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        one.address
        for name, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if name in up and one.family == socket.AF_INET and not one.address.startswith(("127.", "169.254."))
    ]
    return next(iter(found), "127.0.0.1")


def taken(port: int) -> bool:
    """Whether another program listens there."""
    with socket.socket() as tried:
        if os.name != "nt":  # where it means something else
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("0.0.0.0", port))
        except OSError:
            return True
    return False


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def bound(*command: str, **environment: str) -> Iterator[subprocess.Popen]:
    """A module of Python as a process that ends with this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.bound", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,  # faults go to the other stream
        env=os.environ | environment,
        **APART,
    )
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cluster(stack: ExitStack) -> dict[str, str]:
    """Start a scheduler and a worker of this machine alone, unless there is a cluster; what tells of it."""
    if os.environ.get("DLPLAY_DASK_SCHEDULER"):
        return {}
    told = {"DLPLAY_DASK_SCHEDULER": f"tcp://127.0.0.1:{free_port()}"}
    for role in ("scheduler", "worker"):
        stack.enter_context(bound("dlplay.jobs.member", role, "--host", "127.0.0.1", **told, **QUIET))
    return told


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False


def wait(servers: dict[int, subprocess.Popen], lang: str) -> None:
    """Until all answer."""
    deadline, missing = time.monotonic() + READY, [*servers]
    while missing:
        look_after(servers, lang)
        if time.monotonic() > deadline:
            raise Stop(t("class_start.slow", lang, port=missing[0], seconds=round(READY)))
        missing = [port for port in missing if not answers(port)]
        time.sleep(LOOK)


def look_after(servers: dict[int, subprocess.Popen], lang: str) -> None:
    for port, process in servers.items():
        if process.poll() is not None:
            raise Stop(t("class_start.ended", lang, port=port))


def run(count: int, first: int, host: str, lang: str) -> None:
    """Start them, print where they are, and stay."""
    ports = [*range(first, first + count)]
    for port in ports:
        if taken(port):
            raise Stop(t("class_start.taken", lang, port=port, count=count, other=first + 100))
    with ExitStack() as stack:
        told = cluster(stack)
        # named here: Streamlit else asks a machine in the internet where it is
        server = (*WEB, f"--browser.serverAddress={host}")
        servers = {
            port: stack.enter_context(bound(*server, f"--server.port={port}", **told)) for port in ports
        }
        wait(servers, lang)
        addresses = [f"http://{host}:{port}" for port in ports]
        print(told_to_the_class(addresses, lang), flush=True)
        while True:
            look_after(servers, lang)
            time.sleep(LOOK)


def told_to_the_class(addresses: list[str], lang: str) -> str:
    """Addresses and codes, and who opens which."""
    width = shutil.get_terminal_size().columns
    codes = beside(addresses, addresses, width, sys.stdout.isatty())
    return f"\n{codes}\n{t('class_start.share', lang, count=len(addresses))}"


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # a console of Windows may have another
    lang = language()
    parser = argparse.ArgumentParser(prog="python -m deploy.class_start", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2, help="web processes")
    parser.add_argument("--port", type=int, default=FIRST, help="of the first; the others follow")
    parser.add_argument("--host", default=None, help="this machine's address in the class's network")
    asked = parser.parse_args()
    if not 1 <= asked.count <= MOST or not 1024 <= asked.port <= 65535 - asked.count:
        parser.error(t("class_start.range", lang, most=MOST))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        run(asked.count, asked.port, asked.host or address(), lang)
    except KeyboardInterrupt:
        print(t("class_start.over", lang))
    except Stop as stop:
        sys.exit(str(stop))


if __name__ == "__main__":
    main()
