"""From a key pressed on a slider to the frame that paints the picture, in a browser, on every live page."""

import statistics
from typing import NamedTuple

from playwright.sync_api import Page

from benchmarks import Row
from benchmarks.stopwatch import SETTLE, visitor

MOVES, PAUSE = 25, 400  # milliseconds, in which the server's answer to a move has come as well
JS = """
(pictures) => {
  window.times = [];
  let pressed = 0;
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  const changed = new MutationObserver(() => {
    if (!pressed) return;
    const began = pressed, { port1, port2 } = new MessageChannel();
    pressed = 0;
    port1.onmessage = () => window.times.push(performance.now() - began);
    requestAnimationFrame(() => port2.postMessage(null)); // is heard when the frame has been painted
  });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const picture of pictures) changed.observe(picture, all);
}
"""


class Hand(NamedTuple):
    """A page, and the key of a slider that its picture follows."""

    page: str
    key: str


HANDS = (
    Hand("activations", "activations.x"),
    Hand("neuron", "neuron.w.3"),
    Hand("losses", "losses.slope"),
    Hand("losses?view=curves", "losses.probability"),
    Hand("losses?view=softmax", "losses.logit_a"),
    Hand("memory", "memory.weight"),
    Hand("backprop", "backprop.step"),
    Hand("optimizers", "optimizers.rates.sgd"),
)


def rows() -> list[Row]:
    return [_row(hand) for hand in HANDS]


def _row(hand: Hand) -> Row:
    with visitor(f"/{hand.page}") as page:
        times = _milliseconds(page, hand.key)
    what = f"slider to picture, browser: /{hand.page}, {hand.key}, median of {len(times)} moves"
    return Row(what, f"{statistics.median(times):.0f} ms", f"worst {max(times):.0f} ms", "≤ 50 ms")


def _milliseconds(page: Page, key: str) -> list[float]:
    page.get_by_test_id("live").locator("svg").first.wait_for()
    page.wait_for_timeout(SETTLE)
    page.get_by_test_id("live").evaluate_all(JS)
    page.locator(f".st-key-{key.replace('.', '-')} input[type=range]").first.focus()
    for number in range(MOVES):
        page.keyboard.press("ArrowLeft" if number % 10 < 5 else "ArrowRight")
        page.wait_for_timeout(PAUSE)
    return page.evaluate("window.times")
