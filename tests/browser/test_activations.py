"""The activations page in a real browser: sliders, lists, deep links, phone width, dark theme."""

import re

import pytest
from playwright.sync_api import Page, expect

from dlplay import locale

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
LANGUAGES = pytest.mark.parametrize("language", ["en-US", "zh-CN"])


def readings(page: Page):
    return page.get_by_test_id("readings")


def ready(page: Page) -> Page:
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    return page


def test_the_slider_moves_the_point_the_numbers_and_the_address(visit) -> None:
    page = ready(visit("/activations"))
    expect(readings(page)).to_have_text(re.compile(r"f\(3\) = 0\.9526.*0\.04518"))
    page.get_by_role("slider").first.focus()
    page.keyboard.press("Home")
    expect(readings(page)).to_have_text(re.compile(r"f\(−6\) = 0\.002473.*0\.002467"))
    expect(page).to_have_url(re.compile("x=-6(&|$)"))


def test_a_function_is_chosen_and_compared_by_keyboard(visit) -> None:
    page = ready(visit("/activations?x=-1"))
    box = page.get_by_role("combobox").first
    box.click()
    page.keyboard.type("leaky")
    page.keyboard.press("Enter")
    expect(readings(page)).to_have_text(re.compile("−0.2"))
    expect(page).to_have_url(re.compile("name=leaky_relu"))
    expect(page.locator(".legend .legendtext").first).to_have_text("leaky_relu")
    page.get_by_role("combobox").nth(1).click()
    page.keyboard.type("mish")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"compare=relu\.mish"))
    expect(page.locator(".legend .legendtext")).to_have_text(["leaky_relu", "relu", "mish"])


@LANGUAGES
def test_a_cold_link_brings_the_experiment_back(visit, language: str) -> None:
    link = "/activations?view=signal&name=tanh&compare=relu.step&depth=15&initializer=lecun_normal"
    page = ready(visit(link, language=language))
    expect(page.get_by_text(locale.t("activations.input_layer", language[:2])).first).to_be_visible()
    expect(page.locator(".legend .legendtext")).to_have_text(["tanh", "relu", "step"])
    expect(page).to_have_url(re.compile("depth=15"))
    page.reload()
    ready(page)
    expect(page.locator(".legend .legendtext")).to_have_text(["tanh", "relu", "step"])


def test_the_views_keep_their_settings(visit) -> None:
    page = ready(visit("/activations?name=silu&x=1"))
    expect(readings(page)).to_have_text(re.compile(r"f\(1\) = 0\.7311"))
    page.get_by_text(locale.t("activations.view_vector", "en")).first.click()
    expect(page.get_by_test_id("jacobian")).to_be_visible()
    page.get_by_text(locale.t("activations.view_curve", "en")).first.click()
    expect(readings(page)).to_have_text(re.compile(r"f\(1\) = 0\.7311"))


@pytest.mark.parametrize("view", ["curve", "signal", "vector"])
@WIDTHS
def test_nothing_is_wider_than_the_screen(visit, view: str, width: int) -> None:
    page = ready(visit(f"/activations?view={view}", width, "zh-CN" if width < 500 else "en-US", width < 500))
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for chart in page.locator(".js-plotly-plot").all():
        assert chart.bounding_box()["width"] <= width
