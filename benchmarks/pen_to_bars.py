"""From the pen leaving the canvas to the server's whole reading on the page, in a real browser.

200 ms of it are the canvas component's own wait for the next stroke.
"""

import statistics

from benchmarks import Row
from benchmarks.stopwatch import milliseconds, visitor

STROKES = 25


def rows() -> list[Row]:
    with visitor("/digits") as page:
        page.locator("canvas.upper-canvas").wait_for()
        box = page.locator("canvas.upper-canvas").bounding_box()

        def stroke(number: int) -> None:
            """Somewhere else each time, so that the bars change."""
            x, y = box["x"] + 30 + 37 * number % 220, box["y"] + 30 + 61 * number % 200
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + 15, y + 25, steps=4)
            page.mouse.up()

        answer = page.get_by_test_id("stHtml").filter(has=page.get_by_test_id("answer"))
        times = milliseconds(page, "mouseup", answer, stroke, STROKES)
    middle = statistics.median(times)
    return [
        Row(
            f"pen up to the server's whole reading, browser, median of {len(times)} strokes",
            f"{middle:.0f} ms",
            f"{middle / 200:.2f} x the canvas's own 200 ms",
            "≤ 320 ms",
        )
    ]
