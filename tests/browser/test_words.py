"""The framework's own words, in Chinese and back again; test_layout.py asks it of each laboratory."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.ui.copy_link import framework
from tests.browser import hand
from tests.browser.words import english


def at_rest(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    hand.at_rest(page.locator(hand.MAIN))


def test_the_first_page_is_in_chinese_where_it_stands_for_an_unknown_address_too(visit) -> None:
    page = visit("/no_such_page", language="zh-CN")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))
    told = page.get_by_role("dialog")
    expect(told).to_have_text(re.compile("[\u4e00-\u9fff]"))
    assert not re.search("[A-Za-z]", told.inner_text())
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    at_rest(page)
    assert english(page, "home") == []


def test_the_framework_speaks_english_again(visit) -> None:
    page = visit("/optimizers", language="zh-CN")
    skip, own = "Skip to main content", framework("zh")["Skip to main content"]
    expect(page.get_by_text(own)).to_have_count(1)
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_text(skip)).to_have_count(1)
    assert locale.t("optimizers.title", "en") in page.title()
    at_rest(page)
    assert page.locator("[aria-label*='![']").count() == 0  # a picture in a label is not read out
