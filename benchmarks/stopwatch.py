"""A stopwatch in the browser: from an input event to the end of the frame that shows an element changed."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser import provide, server
from tests.browser.conftest import ARGUMENTS

JS = """
(element, event) => {
  window.times = [];
  let started = 0, shown = element.innerHTML;
  document.addEventListener(event, ({ timeStamp }) => { started = timeStamp; }, true);
  const painted = new MessageChannel(); // what is posted in a frame arrives when the frame is done
  painted.port1.onmessage = ({ data }) => window.times.push(performance.now() - data);
  const look = () => {
    if (element.innerHTML !== shown) {
      shown = element.innerHTML;
      if (started) painted.port2.postMessage(started);
      started = 0;
    }
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
    page: Page, event: str, element: Locator, act: Callable[[int], None], times: int, pause: int = 700
) -> list[float]:
    """From the event that `act(i)` causes to the painted change of the element, for each i below `times`.

    Args:
        element: it stays; what is in it changes.
        pause: milliseconds between two acts.
    """
    element.wait_for()
    page.wait_for_timeout(SETTLE)
    element.evaluate(JS, event)
    for number in range(times):
        act(number)
        page.wait_for_timeout(pause)
    return page.evaluate("window.times")
