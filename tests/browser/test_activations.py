"""The activations page in a real browser: sliders, lists, deep links, phone width, dark theme."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from dlplay.numbers import plain
from tests.browser import hand


def picture(page: Page) -> Locator:
    return page.get_by_test_id("live")


def ready(page: Page) -> Page:
    expect(page.locator(".js-plotly-plot, [data-testid=live] svg").first).to_be_visible()
    return page


def slider(page: Page) -> Locator:
    return page.locator(".st-key-activations-x input[type=range]")


def test_the_slider_moves_the_point_the_numbers_and_the_address_and_the_views_keep_them(visit) -> None:
    page = ready(visit("/activations"))
    expect(picture(page)).to_contain_text(re.compile(r"f\(3\) = 0\.9526.*0\.04518"))
    slider(page).focus()
    page.keyboard.press("Home")
    expect(picture(page)).to_contain_text(re.compile(r"f\(−6\) = 0\.002473.*0\.002467"))
    expect(page).to_have_url(re.compile("x=-6(&|$)"))
    page.get_by_text(locale.t("activations.view_vector", "en")).first.click()
    expect(page.get_by_test_id("jacobian")).to_be_visible()
    page.get_by_text(locale.t("activations.view_curve", "en")).first.click()
    expect(picture(page)).to_contain_text(re.compile(r"f\(−6\) = 0\.002473.*0\.002467"))


def test_a_function_is_chosen_and_compared_by_keyboard(visit) -> None:
    page = ready(visit("/activations?x=-1"))
    box = page.get_by_role("combobox").first
    box.click()
    page.keyboard.type("leaky")
    page.keyboard.press("Enter")
    expect(picture(page)).to_contain_text("f(−1) = −0.2")
    expect(page).to_have_url(re.compile("name=leaky_relu"))
    expect(picture(page).locator(".item").first).to_have_text("leaky_relu")
    page.get_by_role("combobox").nth(1).click()
    page.keyboard.type("mish")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"compare=relu\.mish"))
    expect(picture(page).locator(".item")).to_have_text(2 * ["leaky_relu", "relu", "mish"])


def test_a_cold_link_brings_the_experiment_back_and_so_does_a_reload_in_another_language(visit) -> None:
    page = visit("/activations?view=signal&name=tanh&compare=relu.step&depth=15&initializer=lecun_normal")
    for language, change in (("en", None), ("zh", lambda: hand.into_chinese(page)), ("zh", page.reload)):
        if change:
            change()
        ready(page)
        expect(page.get_by_text(locale.t("activations.input_layer", language)).first).to_be_visible()
        expect(page.locator(".legend .legendtext")).to_have_text(["tanh", "relu", "step"])
        expect(page).to_have_url(re.compile("depth=15"))


def drag(page: Page, carry: Callable[..., None]) -> None:
    """The point along the curve; slider, numbers and address go with it."""
    grip = picture(page).locator("[data-mark=here] .grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    carry(page, start, (start[0] - 60, start[1] + 80))
    expect(page).to_have_url(re.compile(r"x="))
    x = float(re.search(r"x=([-.\d]+)", page.url)[1])
    assert x < 2.5
    expect(slider(page)).to_have_value(f"{x:g}")
    expect(picture(page)).to_contain_text(f"f({plain(x)}) = ")


def test_a_finger_drags_the_point_and_sees_the_slider_with_the_picture(visit) -> None:
    page = ready(visit("/activations", 390, touch=True))
    hand_at, answer = slider(page).bounding_box(), picture(page).locator("svg").first.bounding_box()
    assert answer["y"] + answer["height"] - hand_at["y"] <= 700
    drag(page, hand.carry_by_touch)


def test_the_pointer_reads_every_curve_and_drags_the_point(visit) -> None:
    page = ready(visit("/activations?name=tanh&compare=relu"))
    panel = picture(page).locator(".panel").first
    box = panel.locator(".area").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 2 / 3, box["y"] + 30)  # x = 2
    expect(panel.locator(".item b")).to_have_text([re.compile(r"^0\.96"), re.compile(r"^(2|1\.9|2\.0)")])
    page.mouse.move(box["x"], box["y"] - 200)
    expect(panel.locator(".item b")).to_have_text(["", ""])
    drag(page, hand.carry)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    hand.at_rest(page.locator(hand.MAIN))
    box = picture(page).bounding_box()
    assert box["y"] + box["height"] <= 800
