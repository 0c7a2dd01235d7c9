"""The page on optimizers in a real browser: clicks and taps, the replay, the link."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.hand import at_rest

MAP = ".st-key-optimizers_map"
RATES = ".st-key-optimizers_rates"


def ready(page: Page) -> Locator:
    """The map's area."""
    area = page.locator(f"{MAP} .area").first
    expect(area).to_be_visible()
    return at_rest(area)


def place(area: Locator, across: float, up: float) -> tuple[float, float]:
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    return box["x"] + box["width"] * across, box["y"] + box["height"] * (1 - up)


def step(page: Page) -> Locator:
    return page.locator(f"{MAP} output")


def corners(page: Page, name: str = "path_sgd") -> int:
    """How many points of a line are drawn."""
    return page.locator(f"{MAP} [data-mark={name}] path").get_attribute("d").count(",")


def test_a_click_starts_the_race_there_before_and_after_a_replay_and_the_link_keeps_it(visit) -> None:
    page = visit("/optimizers?steps=30")
    area = ready(page)
    page.mouse.click(*place(area, 0.75, 0.75))
    expect(page).to_have_url(re.compile(r"start=2(\.0\d)?_(1|0\.99|1\.01)(&|$)"))
    page.locator(f"{MAP} .replay button").click()
    expect(step(page)).not_to_have_text(re.compile("30$"))
    expect(step(page)).to_have_text(re.compile("30$"))
    page.mouse.click(*place(area, 0.25, 0.25))
    expect(page).to_have_url(re.compile("start=-"))
    address = page.url
    page.reload()
    ready(page)
    expect(page).to_have_url(address)


def test_the_replay_follows_the_hand_with_the_server_stopped(visit, stopped) -> None:
    page = visit("/optimizers?steps=30&runners=sgd", language="zh-CN", dark=True)
    ready(page)
    assert corners(page) == 31
    with stopped():
        page.locator(f"{MAP} .replay input").focus()
        page.keyboard.press("Home")
        expect(step(page)).to_have_text("步数 0")
        assert corners(page) == 1
        for _ in range(7):
            page.keyboard.press("ArrowRight")
        expect(step(page)).to_have_text("步数 7")
        assert [corners(page, name) for name in ("path_sgd", "loss_sgd")] == [8, 8]


def test_a_tap_starts_the_race_there_on_a_phone_in_chinese(visit) -> None:
    page = visit("/optimizers?surface=himmelblau&steps=60", 390, "zh-CN", dark=True, touch=True)
    area = ready(page)
    page.touchscreen.tap(*place(area, 0.9, 0.5))
    expect(page).to_have_url(re.compile(r"start=[34]"))


def test_one_notch_by_keyboard_and_sgd_diverges(visit) -> None:
    page = visit("/optimizers")
    ready(page)
    page.get_by_role("slider", name="SGD: η").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("η < 2/h = 0.0833")).to_be_visible()
    expect(page).to_have_url(re.compile("rates=sgd_0.1"))


def test_a_click_near_a_curve_gives_that_rate_to_its_runner(visit) -> None:
    page = visit("/optimizers?view=rates&surface=saddle&runners=adam")
    area = page.locator(f'{RATES} .nsewdrag[data-subplot="xy"]')
    at_rest(area)
    page.mouse.click(*place(area, 0.5, 0.6))
    expect(page).to_have_url(re.compile(r"rates=adam_0\.03"))
