"""The page on losses in a real browser: sliders, a click into the landscape, a cold link, a narrow screen."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale


def loss_now(page: Page):
    return page.locator(".st-key-losses_line .readout b").first


def test_a_click_into_the_landscape_moves_the_line_and_the_link_brings_it_back(visit) -> None:
    page = visit("/losses")
    expect(loss_now(page)).to_have_text("4.4450")
    plot = page.locator(".st-key-losses_line svg image")
    expect(plot).to_be_visible()
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 1.5 / 3.5, box["y"] + box["height"] * 7 / 12)  # w = 0.5, b = 1
    expect(page).to_have_url(re.compile("slope=0.[456]"))
    expect(page).to_have_url(re.compile("intercept=(1|0.9)"))
    again = visit(page.url[page.url.index("/losses") :])
    expect(loss_now(again)).to_be_visible()
    value = loss_now(again).inner_text()
    assert float(value) < 4.4
    expect(loss_now(page)).to_have_text(value)  # once picture and sliders have all come, whichever is first


def test_a_slider_is_moved_by_keyboard_and_every_number_follows(visit) -> None:
    page = visit("/losses", language="zh-CN")
    expect(loss_now(page)).to_have_text("4.4450")
    page.get_by_role("slider", name=locale.t("losses.outlier_y", "zh")).focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("outlier_y=1.5"))
    expect(loss_now(page)).to_have_text("4.0658")  # (30.3 + (5.8 - 1.5)^2) / 12
