"""Inside a CNN: a click, a finger and the arrow keys open its parts; the numbers are those of the network."""

import re

from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from dlplay.digits import network
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.shares import shares
from dlplay.numbers import plain
from tests.browser import hand

INK = (load_test_digits()[0][0] / 255).round(2)
TRACE = network.load()(INK.astype("float32"))


# Whether a number on the units is written in a colour that dark pages have for words
LIGHT = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 2]).some((blue) => blue > 225);
}"""


def inside(page: Page) -> Locator:
    found = page.locator("[data-testid=inside][data-pick]")
    expect(found).to_be_visible()
    return hand.at_rest(found)


def cell(found: Locator, stage: str, column: int, row: int, across: int, down: int) -> tuple[float, float]:
    """The middle of a cell, in CSS pixels of the window."""
    box = found.locator(f".{stage} canvas").bounding_box()
    return box["x"] + (column + 0.5) / across * box["width"], box["y"] + (row + 0.5) / down * box["height"]


def test_a_part_is_opened_by_mouse_and_keys_and_shown_with_the_network_s_numbers(visit) -> None:
    page = visit("/digit_lab")
    found = inside(page)
    expect(found).to_have_attribute("data-pick", f"output-{TRACE.probabilities.argmax()}")
    expect(found.locator(".total .number")).to_have_text(plain(TRACE.logits.max(), 4))
    page.mouse.click(*cell(found, "map", 3, 0, 4, 8))
    expect(found).to_have_attribute("data-pick", "map-3")
    z = plain(float(TRACE.conv_before[7, 12, 3]), 4)
    expect(found.locator(".line")).to_contain_text(f"= {z}")
    expect(page).to_have_url(re.compile("part=map-3"))
    liked = page.get_by_text(locale.t("digit_lab.inside_likes_filter", "en", n=3).split("**")[2])
    expect(liked).to_be_visible()
    large = found.locator(".large canvas").first
    large.focus()
    page.keyboard.press("ArrowRight")
    expect(found).to_have_attribute("data-at", "7,13")
    expect(page).to_have_url(re.compile("column=13"))
    found.locator(".unit canvas").focus()
    page.keyboard.press("Enter")
    strongest = int(TRACE.dense.argmax())
    expect(found).to_have_attribute("data-pick", f"unit-{strongest}")
    expect(found.locator(".total .number")).to_have_text(plain(float(TRACE.dense_before[strongest]), 4))
    share = shares(TRACE).maps[:, strongest]
    expect(found.locator(".term .number").first).to_have_text(plain(float(share[abs(share).argmax()]), 4))
    expect(found.locator("path").first).to_be_attached()
    assert not found.locator(".unit canvas").evaluate(LIGHT)
    page.emulate_media(color_scheme="dark")  # as a machine does in the evening
    while not found.locator(".unit canvas").evaluate(LIGHT):
        hand.frames(page, 5)
    # a control outside of what a click runs: the part stays open, and the next click is heard
    page.get_by_role("button", name=locale.t("picture.given_test", "en", number=0)).click()
    page.get_by_role("radio", name=locale.t("picture.source_test", "en"), exact=True).click()
    expect(page).to_have_url(re.compile("source=test"))
    page.keyboard.press("Escape")
    found = inside(page)
    found.locator(".output canvas").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(found).to_have_attribute("data-pick", "output-1")
    expect(page).to_have_url(re.compile("part=output-1"))
    expect(page.get_by_text(locale.t("frame.broke", "en"))).to_have_count(0)


def test_a_finger_opens_a_part_and_what_is_open_stands_below_it(visit) -> None:
    page = visit("/digit_lab?part=input", width=390, touch=True, language="zh-CN")
    found = inside(page)
    found.locator(".pool canvas").scroll_into_view_if_needed()
    page.touchscreen.tap(*cell(found, "pool", 5, 1, 8, 4))
    expect(found).to_have_attribute("data-pick", "pool-13")
    expect(found.locator(".title")).to_have_text(locale.t("digit_lab.inside_named_pool", "zh", n=13))
    expect(page).to_have_url(re.compile("part=pool-13"))
    pool, detail, unit = (found.locator(one).bounding_box()["y"] for one in (".pool", ".detail", ".unit"))
    assert pool < detail < unit
    expect(found.locator("path")).to_have_count(0)


def test_a_network_of_the_family_is_chosen_by_a_click_and_by_keys(visit) -> None:
    page = visit("/digit_lab?view=small&source=test")
    found = page.get_by_test_id("live")
    chosen = found.locator("h4").nth(1)
    named = {key: locale.t(f"digit_lab.member_{key}", "en") for key in ("tiny", "linear", "textbook")}
    expect(chosen).to_have_text(locale.t("digit_lab.small_honest", "en", name=named["tiny"]))
    hand.at_rest(found)
    found.locator("[data-mark=network_linear] path").click()
    expect(page).to_have_url(re.compile("member=linear"))
    expect(chosen).to_have_text(locale.t("digit_lab.small_honest", "en", name=named["linear"]))
    page.get_by_role("combobox").first.click()
    page.keyboard.type(named["textbook"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("member=textbook"))
    expect(chosen).to_have_text(locale.t("digit_lab.small_honest", "en", name=named["textbook"]))
    page.get_by_text(locale.t("digit_lab.small_download", "en")).click()
    expect(page.get_by_role("button", name=f"{named['tiny']} (.tflite)")).to_be_visible()
    expect(page.get_by_text(locale.t("frame.broke", "en"))).to_have_count(0)
