"""The window over a digit: dragged, walked and played without the server; weights and digits of one's own."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from dlplay.convolution import KERNELS, Sliding, pool
from dlplay.convolution import convolve as convolved
from dlplay.convolution import window as window_of
from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import plain
from dlplay.ui.convolution.settings import ConvolutionSettings
from tests.browser import hand

INK = (load_test_digits()[0][0] / 255).round(2)[..., None]
WAYS = {"mouse": hand.carry, "touch": hand.carry_by_touch}


def ready(page: Page) -> Locator:
    found = page.get_by_test_id("window")
    expect(found.locator("canvas").first).to_be_visible()
    return hand.at_rest(found)


def place(found: Locator) -> tuple[int, int]:
    row, column = found.get_attribute("data-at").split(",")
    return int(row), int(column)


def address(row: int, column: int) -> re.Pattern[str]:
    """What the address says once the server has heard where the window lies; defaults are left out."""
    start = ConvolutionSettings()
    parts = (("row", row, start.row), ("column", column, start.column))
    said = (
        rf"(?!.*[?&]{name}=)" if at == default else rf"(?=.*[?&]{name}={at}(&|$))"
        for name, at, default in parts
    )
    return re.compile("^" + "".join(said))


def expected(at: tuple[int, int], language: str) -> str:
    """What the window says of the edge in test digit 0 with a stride of 2 and a border of 1."""
    numbers = window_of(INK, KERNELS["edge_left"][..., None], 0.0, Sliding(3, 2, 1), at)
    row, column = at
    return locale.t("convolution.told_relu", language, row=row, column=column, a=plain(numbers.a))


def inside(canvas: Locator, x: float, y: float) -> tuple[float, float]:
    box = canvas.bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_the_window_follows_mouse_finger_and_keys_with_the_server_stopped(visit, stopped) -> None:
    page = visit("/convolution?stride=2&padding=1", touch=True)
    for language in ("en", "zh"):
        if language == "zh":
            hand.into_chinese(page)
        found = ready(page)
        picture, result = found.locator("canvas").all()
        told = found.locator("output")
        for way, canvas, end in (("mouse", picture, 0.7), ("touch", picture, 0.4), ("mouse", result, 0.6)):
            with stopped():
                before = place(found)
                WAYS[way](page, inside(canvas, 0.2, 0.2), inside(canvas, end, end))
                hand.frames(page, 3)
                assert place(found) != before
                expect(told).to_have_text(expected(place(found), language))
            row, column = place(found)
            expect(page).to_have_url(address(row, column))
        with stopped():
            picture.focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowRight")
            assert place(found) == (row + 1, column + 1)
            expect(told).to_have_text(expected(place(found), language))
        expect(page).to_have_url(address(row + 1, column + 1))
        hand.at_rest(page.locator(hand.MAIN))


def test_the_map_fills_while_it_plays_and_stops_where_it_is_told(visit) -> None:
    page = visit("/convolution?view=pooling")
    found = ready(page)
    start = found.get_attribute("data-at")
    play = found.get_by_role("button").first
    play.click()
    expect(play).to_contain_text(locale.t("convolution.hand_pause", "en"))
    expect(found).not_to_have_attribute("data-at", start)
    play.click()
    expect(play).to_contain_text(locale.t("convolution.hand_play", "en"))
    row, column = place(found)
    left = pool(
        np.maximum(convolved(INK, KERNELS["edge_left"][..., None, None], np.zeros(1), Sliding(3)), 0)
    ).values
    value = plain(left[row, column, 0])
    expect(found.locator("output")).to_have_text(
        locale.t("convolution.told_max", "en", row=row, column=column, a=value)
    )
    found.get_by_role("button").nth(1).click()
    assert place(found) == divmod(row * 13 + column + 1, 13)


def test_own_weights_are_set_in_the_page_and_in_the_link(visit) -> None:
    page = visit("/convolution?kernel=own3")
    found = ready(page)
    first = found.get_by_role("spinbutton").first
    first.fill("-3.5")
    first.press("Tab")
    expect(page).to_have_url(re.compile("own3=-3.5_1_0_1"))
    expect(found.get_by_role("spinbutton").first).to_have_value("-3.5")
    expect(found.get_by_role("spinbutton").nth(1)).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_ones_own_digit_comes_along_from_the_digit_page(visit, width: int) -> None:
    page = visit("/digits", width=width, touch=width < 500)
    hand.draw(page, hand.DIGITS[3])
    expect(page).to_have_url(re.compile("drawing="))
    word = re.search("drawing=([^&]*)", page.url)[1]
    if width < 500:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=locale.t("convolution.title", "en")).first.click()
    ready(page)
    expect(page).to_have_url(re.compile(f"convolution.*drawing={re.escape(word)}"))
    expect(page.get_by_text(locale.t("picture.given_drawing", "en"))).to_be_visible()
