"""In a real browser: from a move of the temperature slider to the rewritten text, and to a first text."""

import statistics

from playwright.sync_api import Locator, Page, expect

from benchmarks import Row
from benchmarks.stopwatch import milliseconds, visitor
from tests.browser import hand

MOVES, LINES = 30, 15
KEY = "shakespeare.temperature"
STEP = 7  # pixels that move the slider by a step


def rows() -> list[Row]:
    with visitor("/shakespeare") as page:
        text = _loaded(page)
        dragged = _dragged(page, text)
        hand.thumb(page, KEY).focus()
        keys = milliseconds(
            page, "keydown", text, lambda number: page.keyboard.press(_key(number)), MOVES, pause=300
        )
    with visitor("/shakespeare") as page:
        line = page.get_by_role("button", name="A random line")
        first = milliseconds(page, "mousedown", _loaded(page), lambda _: line.click(), LINES)
    return [
        _row("temperature slider to 400 rewritten characters, by mouse", dragged, "≤ 33 ms"),
        _row("the same by keyboard", keys, "≤ 33 ms"),
        _row("a new prompt's first text, 400 characters", first, "≤ 150 ms"),
    ]


def _loaded(page: Page) -> Locator:
    """The text, once those of all temperatures are there: what is drawn before may be drawn anew."""
    text = page.get_by_test_id("page")
    expect(text).to_have_attribute("data-texts", "41", timeout=60_000)
    return text


def _dragged(page: Page, text: Locator) -> list[float]:
    """Each movement of the mouse moves the slider by one step; it is let go at the end."""
    box = hand.thumb(page, KEY).locator("xpath=ancestor::div[@data-rac][1]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    places = [x + STEP * (1 + number % 20) for number in range(MOVES)]
    times = milliseconds(page, "pointermove", text, lambda i: page.mouse.move(places[i], y), MOVES, pause=100)
    page.mouse.up()
    return times


def _key(number: int) -> str:
    return "ArrowRight" if number % 10 < 5 else "ArrowLeft"


def _row(claim: str, times: list[float], target: str) -> Row:
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return Row(
        f"{claim}, browser, median of {len(times)}", f"{middle:.0f} ms", f"95 %: {late:.0f} ms", target
    )
