"""A stopwatch in the browser: from an input event to the first frame in which an element has changed."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import provide, server
from tests.browser.conftest import ARGUMENTS

JS = """
([event, selector]) => {
  window.times = [];
  let started = 0;
  document.addEventListener(event, () => { started = performance.now(); }, true);
  const content = () => document.querySelector(selector)?.closest('[data-testid="stHtml"]')?.innerHTML;
  let shown = content();
  const look = () => {
    const now = content();
    if (started && now && now !== shown) { window.times.push(performance.now() - started); started = 0; }
    shown = now ?? shown;
    requestAnimationFrame(look);
  };
  look();
}
"""
SETTLE = 2000  # milliseconds until a fresh page has loaded what it loads later


@contextmanager
def visitor(path: str) -> Iterator[Page]:
    """A browser on a page of a server of its own."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        with server.running(Path(folder) / "log") as (address, _):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(f"{address}{path}")
            yield page
        browser.close()


def milliseconds(
    page: Page, event: str, selector: str, act: Callable[[int], None], times: int
) -> list[float]:
    """From the event that `act(i)` causes to the change of the element, for each i below `times`."""
    page.locator(selector).wait_for()
    page.wait_for_timeout(SETTLE)
    page.evaluate(JS, [event, selector])
    for number in range(times):
        act(number)
        page.wait_for_timeout(700)
    return page.evaluate("window.times")
