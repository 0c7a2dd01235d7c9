"""From the pen leaving the canvas to new bars on the screen, in a real browser.

200 ms of it are the canvas component's own wait for the next stroke. The clock is the browser's: it starts
at the `mouseup` event, and stops at the first frame after the answer's element has changed.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks import Row
from tests.browser import provide, server
from tests.browser.conftest import ARGUMENTS

DRAWINGS = 25

STOPWATCH = """
() => {
  window.times = [];
  let started = 0;
  document.addEventListener("mouseup", () => { started = performance.now(); }, true);
  const answer = () => document.querySelector('[data-testid="answer"]');
  const bars = () => answer()?.closest('[data-testid="stHtml"]')?.innerHTML;
  let shown = bars();
  const look = () => {
    const now = bars();
    if (started && now && now !== shown) { window.times.push(performance.now() - started); started = 0; }
    shown = now ?? shown;
    requestAnimationFrame(look);
  };
  look();
}
"""


def rows() -> list[Row]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        with server.running(Path(folder) / "log") as (address, _):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(f"{address}/digits")
            page.locator("canvas.upper-canvas").wait_for()
            page.wait_for_timeout(2000)
            page.evaluate(STOPWATCH)
            for drawing in range(DRAWINGS):
                _stroke(page, drawing)
            times = page.evaluate("window.times")
        browser.close()
    middle = statistics.median(times)
    return [
        Row(
            f"pen up to new bars, browser, median of {len(times)} strokes",
            f"{middle:.0f} ms",
            f"{middle / 200:.2f} x the canvas's own 200 ms",
            "≤ 320 ms",
        )
    ]


def _stroke(page: Page, drawing: int) -> None:
    """One short stroke, somewhere else each time, so that the bars change."""
    box = page.locator("canvas.upper-canvas").bounding_box()
    x, y = box["x"] + 30 + 37 * drawing % 220, box["y"] + 30 + 61 * drawing % 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 15, y + 25, steps=4)
    page.mouse.up()
    page.wait_for_timeout(900)
