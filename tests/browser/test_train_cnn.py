"""A network trained in a real browser: the curve moves, Stop keeps what was learned, every moment is kept."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from tests.browser.conftest import PATIENCE
from tests.browser.hand import DIGITS, canvas, draw


def button(page: Page, key: str):
    return page.locator(f".st-key-train_cnn_{key} button:visible").last


def dots(page: Page) -> int:
    """How often the test digits have been read, as dots on the curve."""
    return page.get_by_test_id("curves").locator("circle").count() // 2


def test_a_network_learns_is_stopped_and_its_moments_are_scrubbed(visit) -> None:
    page = visit("/digits", language="zh-CN")
    canvas(page)
    draw(page, DIGITS[3])
    expect(page).to_have_url(re.compile("drawing="))
    page.get_by_test_id("stSidebar").get_by_role("link", name=locale.t("train_cnn.title", "zh")).click()
    expect(page.get_by_text(locale.t("train_cnn.drawing_there", "zh"))).to_be_visible()
    machine = page.get_by_test_id("machine")
    expect(machine).to_have_attribute("data-moment", "11")  # of the example
    button(page, "textbook").click()
    expect(page).to_have_url(re.compile("epochs=5"))
    # a process of its own loads TensorFlow first: beside other tests that alone has taken a minute
    expect(machine).to_have_attribute("data-moment", re.compile(r"^[3-9]$"), timeout=4 * PATIENCE)
    assert dots(page) >= 3
    button(page, "stop").click()
    expect(page.get_by_text(locale.t("jobs.kept_result", "zh"))).to_be_visible()
    expect(button(page, "train")).to_be_enabled()

    last = int(machine.get_attribute("data-moment"))
    slider = machine.get_by_role("slider")
    slider.press("Home")
    expect(machine).to_have_attribute("data-moment", "0")
    expect(machine.locator(".words")).to_contain_text("0.00")
    machine.locator(".play").click()
    expect(machine).to_have_attribute("data-moment", f"{last}")
    machine.locator(".cell").nth(49).click()  # a 4 read as a 9
    digits = page.locator(f'img[alt="{locale.t("train_cnn.misread_alt", "zh", truth=4, answer=9)}"]')
    none = page.get_by_text(locale.t("train_cnn.none_misread", "zh", truth=4, answer=9))
    expect(digits.first.or_(none)).to_be_visible()

    button(page, "use").click()
    page.get_by_role("link", name=locale.t("train_cnn.to_digits", "zh")).click()
    expect(page.get_by_text(locale.t("digits.network_mine", "zh", number=1)).first).to_be_visible()
    expect(page.get_by_test_id("answer")).to_have_text(re.compile(r"^(\d\??|\?)$"))


def test_a_link_brings_the_data_back_on_a_phone(visit) -> None:
    page = visit("/train_cnn?each=20&flipped=0.3&lab=augmented&dropped=4", 390, touch=True)
    expect(page.get_by_text("180", exact=False).first).to_be_visible()
    page.get_by_text(locale.t("train_cnn.lab_shuffled", "en"), exact=True).tap()
    expect(page).to_have_url(re.compile(r"lab=shuffled\.augmented"))
    page.get_by_text(locale.t("train_cnn.own", "en"), exact=True).tap()
    expect(page).to_have_url(re.compile(r"own=20\.20\.20\.20\.0\.20"))
