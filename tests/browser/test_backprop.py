"""The backpropagation page in a real browser: a walk by mouse and keyboard, a clicked weight, a phone."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale


def title(page: Page):
    return page.locator(".st-key-backprop_explanation h5")


def test_a_walk_back_fills_the_picture_and_a_reload_keeps_it(visit) -> None:
    page = visit("/backprop", language="zh-CN")
    picture = page.locator("svg.landscape")
    expect(picture.locator(".now")).to_contain_text("0.516")
    expect(picture.locator(".flow.ahead")).to_have_count(2)  # prediction and target run into the loss
    go_on = page.get_by_role("button", name=locale.t("backprop.next", "zh"))
    go_on.click()
    expect(picture.locator(".slope.now")).to_contain_text("−1.44")
    expect(picture.locator(".flow.back")).to_have_count(1)
    go_on.focus()
    page.keyboard.press("Enter")
    expect(picture.locator(".slope.now")).to_contain_text("−0.291")
    expect(page.get_by_test_id("pair")).to_contain_text("−0.290641")
    expect(page).to_have_url(re.compile("step=9"))
    page.reload()
    expect(picture.locator(".slope.now")).to_contain_text("−0.291")


def test_the_buttons_move_the_picture_before_the_server_hears_of_them_and_on_into_the_next_round(
    visit, stopped
) -> None:
    page = visit("/backprop")
    picture = page.locator("svg.landscape")
    expect(picture.locator(".now")).to_contain_text("0.516")
    with stopped():
        page.get_by_role("button", name=locale.t("backprop.next", "en"), exact=True).click()
        expect(picture.locator(".slope.now")).to_contain_text("−1.44")
    expect(page).to_have_url(re.compile("step=8"))
    expect(picture.locator(".slope.now")).to_contain_text("−1.44")
    with stopped():
        page.get_by_role("button", name=re.compile(locale.t("backprop.phase_after", "en"))).click()
        expect(picture.locator(".now").first).to_contain_text("0.41")
    expect(page).to_have_url(re.compile("step=24"))
    expect(title(page)).to_contain_text(locale.t("backprop.title_after", "en"))
    page.get_by_role("button", name=locale.t("backprop.next_round", "en")).click()
    expect(title(page)).to_contain_text(locale.t("backprop.title_start", "en", round=2))
    expect(page).to_have_url(re.compile("rounds=1"))
    page.get_by_role("button", name=locale.t("backprop.last_round", "en")).click()
    expect(title(page)).to_contain_text(locale.t("backprop.title_after", "en"))


def test_a_clicked_weight_comes_under_the_slider_and_moves_the_loss(visit) -> None:
    page = visit("/backprop")
    picture = page.locator("svg.landscape")
    picture.get_by_role("button", name=locale.t("backprop.click", "en", name="w₃")).click()
    expect(page).to_have_url(re.compile("part=w3"))
    picture.get_by_role("button", name=locale.t("backprop.click", "en", name="b₃")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("part=b3"))
    slider = page.get_by_role("slider", name=locale.t("backprop.bias", "en", name="b₃"))
    slider.focus()
    page.keyboard.press("ArrowRight")  # from -0.3 to -0.25: sigmoid(-0.887) = 0.2917, (1 - 0.2917)^2 = 0.5017
    expect(picture.locator(".now")).to_contain_text("0.502")


def test_on_a_phone_the_picture_stands_upright(visit) -> None:
    page = visit("/backprop?net=2-3-1&step=20", 390, dark=True, touch=True)
    expect(page.locator("svg.portrait")).to_be_visible()
    expect(page.locator("svg.landscape")).to_be_hidden()
