"""What a class's first visit takes from one Wi-Fi: bytes that a browser with an empty cache gets, times 40.

A real browser, once a page, straight from the server, and a few through nginx as `deploy/nginx.conf` sets it
up; and what Streamlit by itself would have sent, its own files as they lie on its disk, by the same visit.
"""

import tempfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from streamlit import file_util

from benchmarks import KEPT, Row
from dlplay.ui.rooms import ROOMS
from tests import proxy
from tests.browser import provide, server
from tests.browser.conftest import ARGUMENTS

STUDENTS = 40
PAGES = ("/", "/neuron", "/optimizers", "/digits", "/train_cnn")
OTHERS = tuple(f"/{room.name}" for room in ROOMS if f"/{room.name}" not in PAGES)
SETTLE = 6000  # milliseconds without a byte until a page has all that it loads
MOST = 60_000


class Visit(NamedTuple):
    """Bytes of a first visit: as they came, and as Streamlit by itself would have sent them."""

    came: int
    unpacked: int


def rows() -> list[Row]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        with server.running(Path(folder) / "log", **KEPT) as (address, _):
            straight = {page: visit(browser, address + page) for page in (*PAGES, *OTHERS)}
            through = {}
            if proxy.nginx():
                with proxy.running(Path(folder) / "proxy", [urlsplit(address).netloc]) as before:
                    through = {page: visit(browser, before + page) for page in PAGES}
        browser.close()
    largest = max(OTHERS, key=lambda page: straight[page].came)
    told = f"{largest}, the largest of the {len(OTHERS)} other pages"
    rows = [_row(page, straight[page], through.get(page)) for page in PAGES]
    return [*rows, _row(told, straight[largest], None)]


def _row(page: str, straight: Visit, through: Visit | None) -> Row:
    ratio = f"{straight.came / straight.unpacked:.2f}x"
    ratio += f", through nginx {_class(through.came)}" if through else ""
    claim = (
        f"first visit of {STUDENTS} students to {page}, as Streamlit sends it: {_class(straight.unpacked)}"
    )
    return Row(claim, _class(straight.came), ratio, "≤ 100 MB")


def _class(size: int) -> str:
    return f"{size * STUDENTS / 1e6:.0f} MB"


def visit(browser: Browser, address: str) -> Visit:
    """Open a page with an empty cache, and count until nothing comes any more."""
    context = browser.new_context()
    page = context.new_page()
    listener = context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    came: dict[str, float] = {}
    said = 0

    def hear(event: dict[str, Any]) -> None:
        nonlocal said
        frame = event["response"]
        size = len(frame["payloadData"])
        said += size * 3 // 4 if frame["opcode"] == 2 else size  # bytes reach us in base64

    def add(event: dict[str, Any]) -> None:
        came[event["requestId"]] = came.get(event["requestId"], 0) + event["encodedDataLength"]

    listener.on("Network.webSocketFrameReceived", hear)
    listener.on(
        "Network.responseReceived",
        lambda event: addresses.update({event["requestId"]: event["response"]["url"]}),
    )
    listener.on("Network.loadingFinished", add)
    listener.send("Network.enable")
    page.goto(address)
    last, waited = -1, 0
    while (now := len(came) + said) != last and waited < MOST:
        last, waited = now, waited + SETTLE
        page.wait_for_timeout(SETTLE)
    context.close()
    unpacked = sum(_on_disk(addresses.get(one, "")) or size for one, size in came.items())
    return Visit(round(sum(came.values())) + said, round(unpacked) + said)


def _on_disk(address: str) -> int:
    """Bytes of a file of Streamlit's; 0 for what is not one."""
    _, own, name = address.partition("/static/")
    return (Path(file_util.get_static_dir()) / "static" / name).stat().st_size if own else 0
