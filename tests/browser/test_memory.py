"""The page on memory in a real browser: a slider, both languages, a held gate, a run that plays, a phone."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.locale import glossary
from dlplay.ui import rooms
from tests.browser.hand import at_rest


def left(page: Page):
    """What is left of the number in a SimpleRNN."""
    return page.get_by_test_id("live").first.locator(".readout b").nth(1)


def test_a_weight_is_moved_the_number_follows_and_the_link_brings_it_back_in_chinese(visit) -> None:
    page = visit("/memory")
    expect(left(page)).to_have_text("0.00515")
    page.get_by_role("slider", name=locale.t("memory.weight", "en")).focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("weight=0.91"))
    expect(left(page)).to_have_text("0.00896")  # 0.91 ** 50
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(locale.t("memory.title", "zh"))
    expect(left(page)).to_have_text("0.00896")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page).to_have_title(locale.t("memory.title", "zh"))
    last = locale.t(f"{rooms.ROOMS[-1].name}.title", "zh")  # a long menu is shown whole
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name=last)).to_be_visible()
    gate = glossary.terms()["gate"].texts["zh"]
    expect(page.locator("a[href*='term=gate&']")).to_have_attribute("title", gate)
    at_rest(page.get_by_role("button", name=locale.t("frame.words", "zh"))).click()
    expect(page.get_by_text(gate)).to_be_visible()
    page.keyboard.press("Escape")
    again = visit(page.url[page.url.index("/memory") :])
    expect(left(again)).to_have_text("0.00896")


def test_a_marked_value_is_marked_where_the_slider_stands_and_takes_it_there(visit) -> None:
    page = visit("/memory")
    marks = page.get_by_role("group", name=locale.t("memory.weight", "en"))
    pressed = marks.locator("[aria-pressed=true]")
    expect(pressed).to_have_text("0.9")
    marks.get_by_role("button", name="0.5").click()
    expect(page).to_have_url(re.compile(r"weight=0.5\b"))
    expect(pressed).to_have_text("0.5")
    for name, value in (("gate", "0.98"), ("weight", "0.49")):
        page.get_by_role("slider", name=locale.t(f"memory.{name}", "en")).focus()
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(re.compile(rf"{name}={value}\b"))
    expect(pressed).to_have_count(0)
    expect(page.get_by_test_id("stCode").first).to_contain_text("0.49")
    expect(page.get_by_text(locale.t("frame.broke", "en"))).to_have_count(0)


def test_a_gate_is_held_and_the_drawing_shows_it(visit) -> None:
    page = visit("/memory?view=step&at=5")
    told = locale.t("memory.picture", "en", cell="LSTM", letter="w", before="", hidden="")
    drawing = page.get_by_role("img", name=told.split(",")[0])
    expect(drawing).to_be_visible()
    remembered = page.get_by_test_id("answers").inner_text()
    page.get_by_role("radiogroup", name=locale.t("memory.hold_forget", "en")).get_by_text("0").click()
    expect(page).to_have_url(re.compile("hold_forget=shut"))
    expect(drawing.get_by_text("0.00", exact=True).first).to_be_visible()
    expect(page.get_by_test_id("answers")).not_to_have_text(remembered)
    page.get_by_role("button", name="▶").click()
    expect(page).to_have_url(re.compile("at=6"))
    page.get_by_role("button", name="zebra").click()
    expect(page).to_have_url(re.compile("word=zebra"))
    page.get_by_role("button", name="▶").click()
    expect(page).to_have_url(re.compile("at=3"))
    expect(page.get_by_test_id("stCode").first).to_contain_text("zebra")
    expect(page.get_by_text(locale.t("frame.broke", "en"))).to_have_count(0)


def test_the_cells_learn_while_it_plays_and_rest_when_it_is_paused(visit) -> None:
    page = visit("/memory?view=task&longest=3&units=8")
    numbers = page.get_by_test_id("memory-table").last
    expect(numbers).to_contain_text("–")
    page.get_by_role("button", name=locale.t("memory.play", "en")).click()
    expect(numbers).not_to_contain_text("–")
    page.get_by_role("button", name=locale.t("memory.pause", "en")).click()
    expect(page).to_have_url(re.compile(r"trained=\d+"))
    expect(page.get_by_role("button", name=locale.t("memory.play", "en"))).to_be_enabled()
    expect(page.get_by_test_id("memory-table")).to_have_count(1)  # what was drawn while it played is gone
