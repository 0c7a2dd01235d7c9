"""From `streamlit run app.py` to a digit page that can be used, and the memory of the web process then."""

import statistics
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from benchmarks import KEPT, Row
from tests.browser import provide, server
from tests.browser.conftest import ARGUMENTS

RUNS = 5


def rows() -> list[Row]:
    seconds, megabytes = [], []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        for run in range(RUNS):
            start = time.perf_counter()
            log = Path(folder) / f"log{run}"
            with server.running(log, **KEPT) as (address, process):
                page = browser.new_context().new_page()
                page.goto(f"{address}/digits")
                page.get_by_test_id("answer").wait_for()
                page.locator("canvas.upper-canvas").wait_for()
                seconds.append(time.perf_counter() - start)
                time.sleep(1)
                megabytes.append(psutil.Process(process.pid).memory_info().rss / 1e6)
        browser.close()
    return [
        Row("process start to digit page usable, cold", f"{statistics.median(seconds):.1f} s", "–", "≤ 3 s"),
        Row("web process with one visitor, resident", f"{max(megabytes):.0f} MB", "–", "≤ 200 MB"),
    ]
