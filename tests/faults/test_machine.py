"""A machine that lacks something: the server starts, every page opens, what cannot be done is told."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dlplay.locale import t
from dlplay.ui.rooms import ROOMS
from tests.faults.served import ROOT, Server, answers, command, serving
from tests.faults.visitor import Visitor

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="as Linux takes it away")
READ_ONLY = 'mount -o remount,ro,bind / && exec "$@"'
# Where programs write, a disk of 16 kB has no free byte; the rest takes nothing anyway.
NO_SPACE = """
for folder in /tmp /var/tmp
do mount -t tmpfs -o size=16k full $folder && ! dd if=/dev/zero of=$folder/full bs=1k 2>/dev/null || exit 1
done
mount -o remount,ro,bind / && exec "$@"
"""
TRAINING = "counts=20&epochs=1&filters=4&dense=8"


def mounting(script: str) -> tuple[str, ...]:
    """The prefix of a command that sees other disks than all others do."""
    prefix = ("unshare", "-m", "sh", "-c", script, "sh")
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("this user may not mount")
    return prefix


@contextmanager
def full_disk() -> Iterator[Server]:
    """ENOSPC; a home is there, and what is made in it stays empty."""
    if {Path("/tmp"), Path("/var/tmp")} & {*ROOT.parents, *Path(sys.prefix).parents}:
        pytest.skip("the full disk would lie over the app")
    with serving(*mounting(NO_SPACE), HOME="/tmp", without=("DLPLAY_DATABASE_URL", "TMPDIR")) as server:
        disk = f"/proc/{server.process.pid}/root/tmp"  # as the server sees it
        assert not os.statvfs(disk).f_bfree
        yield server
        assert not os.statvfs(disk).f_bfree


@contextmanager
def no_file_grows() -> Iterator[Server]:
    """EFBIG, as under a quota of nothing; any user can have that."""
    with serving("sh", "-c", 'ulimit -f 0; exec "$@"', "sh", HOME="/proc/none") as server:
        yield server


@contextmanager
def read_only() -> Iterator[Server]:
    with serving(*mounting(READ_ONLY)) as server:
        yield server


@contextmanager
def no_home() -> Iterator[Server]:
    """As a service manager may start it; a user without any entry has to have HOME, as Streamlit wants it."""
    with tempfile.TemporaryDirectory() as folder:
        rooms = f"sqlite:///{folder}/class.sqlite3"  # none of this machine's own
        with serving(without=("HOME",), DLPLAY_DATABASE_URL=rooms) as server:
            yield server


@contextmanager
def home_read_only() -> Iterator[Server]:
    with serving(HOME="/proc/none", without=("DLPLAY_DATABASE_URL",)) as server:
        yield server


@LINUX
@pytest.mark.parametrize("machine", [full_disk, no_file_grows, read_only, no_home, home_read_only])
def test_every_page_opens_and_what_cannot_be_done_is_told(machine, seconds, record_property) -> None:
    with machine() as server:
        for room in ROOMS:
            with Visitor(server.address, room.name) as visitor:
                assert visitor.drew, room.name
                assert not visitor.broke, room.name
                assert t("frame.broke", "en") not in visitor.said, room.name
                record_property("pages opened", 1)
        with Visitor(server.address, "class") as visitor:
            visitor.run(pressed="class_open")
            assert not visitor.broke
            assert visitor.said in ([], [t("class.refused_away", "en")])
            record_property("boards refused in words" if visitor.said else "boards opened", 1)
        with Visitor(server.address, "train_cnn", TRAINING) as visitor:
            with seconds("training's end told after"):
                visitor.run(pressed="train_cnn_train")
                end = visitor.wait("Done in ", t("jobs.failed", "en"))
            record_property("trainings done" if "Done in " in end else "trainings that could not run", 1)
        assert answers(server.address)
    assert server.process.returncode is not None


@pytest.mark.parametrize("how", ["streamlit", "uvicorn"])
def test_a_port_that_is_taken_is_said_at_the_start(how: str, seconds) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = command(port)
        if how == "uvicorn":
            run = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]
        with seconds("told after"):
            done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=120)
    told = done.stdout + done.stderr
    assert done.returncode
    assert f"Port {port} is not available" in told or "address already in use" in told.lower()
    assert "Traceback" not in told


def test_a_scheduler_that_is_nowhere_is_told_and_the_pages_go_on(seconds) -> None:
    with serving(DLPLAY_DASK_SCHEDULER="tcp://127.0.0.1:9") as server:
        with Visitor(server.address, "train_cnn", TRAINING) as visitor, seconds("sent away after"):
            with seconds("told after"):
                visitor.run(pressed="train_cnn_train")
                visitor.wait(t("jobs.away", "en"))
            with Visitor(server.address, "train_cnn", TRAINING) as other, seconds("the next one told after"):
                other.run(pressed="train_cnn_train")
                assert t("jobs.away", "en") in other.said
            visitor.wait(t("jobs.unreachable", "en"))
        with Visitor(server.address, "neuron") as visitor:
            assert visitor.drew
            assert not visitor.said
