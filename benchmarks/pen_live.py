"""From a movement of the pen to the frame that paints ten new bars, in a real browser; no server is asked."""

import statistics

from benchmarks import Row
from benchmarks.stopwatch import SETTLE, visitor
from tests.browser.hand import CANVAS, DIGITS, draw

# The answer changes in the frame that paints it: a message posted at the change is heard after the paint.
JS = """
() => {
  window.times = [];
  let moved = 0;
  const move = (event) => { if (event.buttons) moved ||= event.timeStamp; };
  document.addEventListener("pointermove", move, true);
  const answer = document.querySelector(".st-key-digits_answer");
  new MutationObserver(() => {
    if (!moved) return;
    const began = moved, { port1, port2 } = new MessageChannel();
    moved = 0;
    port1.onmessage = () => window.times.push(performance.now() - began);
    port2.postMessage(null);
  }).observe(answer, { subtree: true, childList: true, attributes: true, characterData: true });
}
"""


def rows() -> list[Row]:
    with visitor("/digits") as page:
        page.locator(CANVAS).wait_for()
        page.locator(".strip[data-ready]").wait_for(state="attached")
        page.wait_for_timeout(SETTLE)
        page.evaluate(JS)
        for digit in (3, 7):
            draw(page, DIGITS[digit])
        times = page.evaluate("window.times")
    what = f"pen movement to ten bars, browser, median of {len(times)} movements"
    return [Row(what, f"{statistics.median(times):.0f} ms", f"worst {max(times):.0f} ms", "≤ 33 ms")]
