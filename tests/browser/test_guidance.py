"""What a teacher's link holds fixed no hand drags, and no click moves, in the picture itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.hand import MAIN, at_rest, carry

# address, what is fixed, the mark that a hand takes; other tests drag each of them where it is free
HELD = {
    "activations": ("/activations?", "x", "[data-mark=here] .grip"),
    "neuron": ("/neuron?", "w", "[data-mark=foot] .grip"),
    "line": ("/losses?", "slope", "[data-mark=here] .grip"),
    "outlier": ("/losses?", "outlier_y", "[data-mark=outlier] .grip"),
}


@pytest.mark.parametrize("name", HELD)
def test_a_fixed_point_is_not_dragged(name: str, visit) -> None:
    address, fixed, mark = HELD[name]
    page = visit(f"{address}lock={fixed}")
    grip = page.locator(f"[data-testid=live] {mark}").first
    expect(grip).to_be_visible()
    grip.scroll_into_view_if_needed()
    at_rest(page.locator(MAIN))
    before, asked = grip.bounding_box(), page.url
    middle = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    carry(page, middle, (middle[0] - 40, middle[1] + 30))
    at_rest(page.locator(MAIN))
    assert grip.bounding_box() == before
    assert page.url == asked


def test_a_fixed_start_is_not_clicked_away(visit) -> None:
    page = visit("/optimizers?steps=30&lock=start")
    area = page.locator(".st-key-optimizers_map .area").first
    expect(area).to_be_visible()
    at_rest(page.locator(MAIN))
    box, asked = area.bounding_box(), page.url
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    at_rest(page.locator(MAIN))
    assert page.url == asked
