"""What a click does on the page on translation."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from tests.browser import hand


def clicked(page: Page, key: str, across: float, down: float) -> None:
    """A click on the part of a picture that hears it, so far across and down as a share of its size."""
    panel = page.locator(f".st-key-{key} svg.place")
    expect(panel).to_be_visible()
    hand.at_rest(page.locator(hand.MAIN))
    box = panel.bounding_box()
    panel.click(position={"x": across * box["width"], "y": down * box["height"]})


def test_a_row_of_the_map_is_the_step_and_a_field_of_the_table_draws_a_text(visit) -> None:
    page = visit("/translation")
    clicked(page, "translation_attention", 0.5, 0.5)
    expect(page).to_have_url(re.compile(r"[?&]step=[456]\b"))
    expect(hand.thumb(page, "translation.step")).to_have_attribute("aria-valuetext", re.compile("[456]"))
    page.get_by_role("radio", name=locale.t("translation.view_fails", "en"), exact=True).click()
    clicked(page, "translation_table", 0.9, 0.1)
    expect(page).to_have_url(re.compile(r"direction=zh-en"))
    expect(page).to_have_url(re.compile(r"sample=%E"))  # in Chinese
    expect(page.get_by_text(locale.t("frame.broke", "en"))).to_have_count(0)
