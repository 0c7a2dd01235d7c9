"""The Shakespeare page in a real browser: the slider rewrites, the typewriter types, pauses and stops."""

import re

import pytest
from playwright.sync_api import Page, expect

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def text(page: Page) -> str:
    return page.get_by_test_id("written").inner_text()


def shown(page: Page) -> int:
    """Characters that the typewriter has written."""
    return int(float(page.locator(".typewriter").get_attribute("data-shown")))


@WIDTHS
def test_the_slider_rewrites_the_text_and_brings_it_back(visit, width: int) -> None:
    page = visit("/shakespeare", width)
    expect(page.get_by_test_id("written")).to_be_visible()
    first = text(page)
    slider = page.get_by_role("slider", name="Temperature T")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("written")).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"temperature=0\.7"))
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.get_by_test_id("written")).to_have_text(first, use_inner_text=True)
    expect(page).not_to_have_url(re.compile("temperature"))


def test_the_link_brings_the_same_text_to_another_visitor(visit) -> None:
    path = "/shakespeare?temperature=1.2&seed=5&length=200&prompt=JULIET%3A%0A"
    first = visit(path)
    expect(first.get_by_test_id("written")).to_be_visible()
    second = visit(path, language="zh-CN", dark=True)
    expect(second.get_by_test_id("written")).to_be_visible()
    assert text(first) == text(second)


@WIDTHS
def test_four_texts_are_typed_paused_stopped_and_shown_at_once(visit, width: int) -> None:
    page = visit("/shakespeare?view=four", width)
    page.locator(".typewriter .page").nth(3).wait_for()
    page.wait_for_timeout(1000)
    assert 0 < shown(page) < 400
    page.get_by_role("button", name="Pause").click()
    paused = shown(page)
    page.wait_for_timeout(600)
    assert shown(page) == paused
    page.get_by_role("button", name="Go on").click()
    page.wait_for_timeout(600)
    assert shown(page) > paused
    page.get_by_role("button", name="Stop").click()
    stopped = shown(page)
    page.wait_for_timeout(600)
    assert shown(page) == stopped
    page.get_by_label("At once").check()
    expect(page.locator(".typewriter")).to_have_attribute("data-shown", "400")


def test_what_is_typed_is_text_and_never_markup(visit) -> None:
    page = visit("/shakespeare?prompt=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E&view=four")
    page.locator(".typewriter .page").nth(3).wait_for()
    page.wait_for_timeout(500)
    assert page.title() != "1"
    assert page.locator("img[src=x]").count() == 0


def test_a_new_prompt_is_read(visit) -> None:
    page = visit("/shakespeare")
    expect(page.get_by_test_id("written")).to_be_visible()
    first = text(page)
    box = page.get_by_label("The text begins with")
    box.fill("KING:\nMy 皇冠")
    box.press("Control+Enter")
    expect(page.get_by_text("The model has never seen 皇 冠")).to_be_visible()
    expect(page.get_by_test_id("written")).not_to_have_text(first)
