"""The neuron page in a real browser: sliders by keyboard, weights and points by click, links, phones."""

import re

from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from tests.browser import hand
from tests.browser.hand import MAIN, at_rest


def click(page: Page, place: Locator) -> None:
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def number_on(page: Page, text: str) -> Locator:
    return live(page, "diagram").locator("svg text").get_by_text(text, exact=True)


def live(page: Page, name: str) -> Locator:
    picture = page.locator(f".st-key-neuron_{name}").get_by_test_id("live")
    expect(picture.locator("svg").first).to_be_visible()
    return picture


def one_notch(page: Page, language: str) -> None:
    """The first weight, by keyboard; the sum goes with it."""
    bars = live(page, "one")
    expect(bars).to_contain_text("1.2 · 1 = +1.20")
    page.get_by_role("slider", name=locale.t("neuron.w", language, i="₁")).focus()
    page.keyboard.press("ArrowRight")
    expect(bars).to_contain_text("1.3 · 1 = +1.30")
    expect(page).to_have_url(re.compile("w=1.3_-0.8_0.5_0.4"))


def test_a_slider_moves_the_sum_by_keyboard(visit) -> None:
    one_notch(visit("/neuron", language="zh-CN"), "zh")


def test_a_clicked_weight_comes_under_the_slider_and_a_reload_keeps_it(visit) -> None:
    page = visit("/neuron?view=layers")
    at_rest(page.locator(MAIN))
    click(page, number_on(page, "−1.5"))
    expect(page).to_have_url(re.compile("part=w123"))
    weight = page.get_by_role("slider", name=locale.t("neuron.slider_w", "en", part="x₂ → h₃"))
    weight.focus()
    page.keyboard.press("ArrowRight")
    expect(number_on(page, "−1.4")).to_be_visible()
    at_rest(page.locator(MAIN))
    click(page, number_on(page, "g₂"))
    expect(page).to_have_url(re.compile("part=b22"))
    page.reload()
    expect(number_on(page, "−1.4")).to_be_visible()
    expect(page.get_by_role("slider", name=locale.t("neuron.slider_b", "en", part="b (g₂)"))).to_be_visible()


def test_a_clicked_place_becomes_the_input_and_the_line_is_dragged_by_its_bias(visit) -> None:
    page = visit("/neuron")
    one_notch(page, "en")
    at_rest(page.locator(MAIN))
    grip = live(page, "one").locator("[data-mark=foot] .grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hand.carry(page, start, (start[0] - 40, start[1] + 30))  # against the arrow, w = (1.3, −0.8): b grows
    expect(page).to_have_url(re.compile("w=1.3_-0.8_0.5_(?!0.4)"))
    bias = float(re.search(r"w=1.3_-0.8_0.5_([-.\d]+)", page.url)[1])
    assert bias > 0.4
    expect(page.get_by_role("slider", name=locale.t("neuron.b", "en"))).to_have_value(f"{bias:g}")
    expect(live(page, "one")).to_contain_text(f"+{bias:.2f}")
    plane = live(page, "one").locator("svg").nth(2)
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    expect(page).to_have_url(re.compile(r"x=[-\d.]+_[-\d.]+_-1"))
    expect(live(page, "one")).not_to_contain_text("1.3 · 1 = +1.30")
