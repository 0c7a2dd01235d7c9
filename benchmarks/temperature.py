"""From a move of the temperature slider to the rewritten text on the screen, in a real browser."""

import statistics

from benchmarks import Row
from benchmarks.stopwatch import milliseconds, visitor

MOVES = 25


def rows() -> list[Row]:
    with visitor("/shakespeare") as page:
        slider = page.get_by_role("slider", name="Temperature T")
        slider.focus()
        times = milliseconds(
            page,
            "keydown",
            '[data-testid="page"]',
            lambda number: page.keyboard.press("ArrowRight" if number % 10 < 5 else "ArrowLeft"),
            MOVES,
        )
    return [
        Row(
            f"temperature slider to 400 rewritten characters, browser, median of {len(times)} moves",
            f"{statistics.median(times):.0f} ms",
            "–",
            "≤ 150 ms",
        )
    ]
