"""Several web processes for a class without a proxy: codes that cameras read, and nothing left behind."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import zxingcpp

from deploy import class_start
from deploy.terminal_code import beside
from dlplay.locale import LANGUAGES, t

ADDRESSES = [f"http://192.168.178.2{number}:850{number}" for number in range(1, 4)]


def seen(text: str) -> np.ndarray:
    """What stands on a terminal, eight pixels a character wide and sixteen high, black ink on white."""
    rows = text.split("\n")
    width = max(map(len, rows))
    upper, lower = (
        np.array([[one in full for one in row.ljust(width)] for row in rows]) for full in ("▀█", "▄█")
    )
    modules = np.stack([upper, lower], axis=1).reshape(2 * len(rows), width)
    return np.kron(~modules, np.ones((8, 8))).astype(np.uint8) * 255


@pytest.mark.parametrize("width", [20, 80, 200])
def test_a_camera_reads_every_code(width: int) -> None:
    text = beside(ADDRESSES, ADDRESSES, width, coloured=False)
    assert max(map(len, text.split("\n"))) <= max(width, 40)
    found = zxingcpp.read_barcodes(seen(text))
    assert sorted(one.text for one in found) == ADDRESSES


def test_codes_are_black_on_white_whatever_the_terminal_s_colours_are() -> None:
    plain, coloured = (beside(ADDRESSES, ADDRESSES, 80, coloured=one) for one in (False, True))
    assert [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).split("\n")] == [
        line.rstrip() for line in plain.split("\n")
    ]
    for line in coloured.split("\n"):
        assert line.count("\x1b[38;5;16;48;5;231m") == line.count("\x1b[0m")
        assert not re.search(r"[▀▄█]", re.sub(r"\x1b\[38;.*?\x1b\[0m", "", line))


def test_an_address_is_one_of_this_machine() -> None:
    own = {one.address for addresses in psutil.net_if_addrs().values() for one in addresses}
    assert class_start.address() in own | {"127.0.0.1"}


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_that_is_taken_is_told_before_anything_starts(
    port: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_start, "bound", None)
    with pytest.raises(class_start.Stop) as stop:
        class_start.run(1, port, "127.0.0.1", language)
    assert str(stop.value) == t("class_start.taken", language, port=port, count=1, other=port + 100)
    assert str(port) in str(stop.value)


@pytest.mark.parametrize("asked", [["0"], ["17"], ["2", "--port", "80"], ["2", "--port", "65534"], ["two"]])
def test_numbers_out_of_range_are_refused(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_start, "run", None)
    monkeypatch.setattr(sys, "argv", ["class_start", *asked])
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)  # a console, which can be told its encoding
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    with pytest.raises(SystemExit) as refused:
        class_start.main()
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW", "LANG": "C"}, "zh"),
    ],
)
def test_the_terminal_speaks_the_system_s_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert class_start.language() == language


def test_a_server_that_ends_ends_the_class_with_a_sentence() -> None:
    with class_start.bound("this.module.is.not.there") as process:
        process.wait()
        with pytest.raises(class_start.Stop, match="8501"):
            class_start.look_after({8501: process}, "en")


STARTER = """
import time
from deploy.class_start import bound
with bound("http.server", "0", "--bind", "127.0.0.1") as process:
    print(process.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a word of POSIX")
def test_nothing_outlives_who_started_it_however_that_ends(seconds) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert starter.stdout
    server = psutil.Process(int(starter.stdout.readline()))
    with seconds("gone after"):
        starter.kill()
        starter.wait()
        starter.stdout.close()
        deadline = time.monotonic() + 60
        while server.is_running() and server.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
            time.sleep(0.02)
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
