"""The digit page in a real browser: mouse and touch, wide and narrow, both languages, deep links."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.digits import link
from tests.browser.hand import DIGITS, MAIN, at_rest, canvas, draw, hurry, into_chinese, touch


def answer(page: Page):
    return page.get_by_test_id("answer").filter(visible=True)  # not the one that the pen has overtaken


def button(page: Page, name: str):
    return page.locator(f".st-key-digits_{name} button")


def ready(page: Page) -> Page:
    canvas(page)
    expect(answer(page)).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("width", "dark", "digit", "language"), [(1280, False, 3, "en-US"), (390, True, 7, "zh-CN")]
)
def test_a_digit_drawn_with_the_mouse_is_read(
    visit, digit: int, width: int, dark: bool, language: str
) -> None:
    page = ready(visit("/digits", width, language, dark))
    expect(page.get_by_text(locale.t("digits.nothing_draw", language[:2], digit=7))).to_be_visible()
    at_rest(page.locator(MAIN))
    draw(page, DIGITS[digit])
    expect(page.get_by_text(locale.t("digits.nothing_draw", language[:2], digit=7))).to_be_hidden()
    expect(answer(page)).to_have_text(re.compile(rf"^{digit}\??$"))


@pytest.mark.parametrize(("width", "digit"), [(1280, 3), (390, 1)])
def test_a_digit_drawn_with_a_finger_is_read(visit, digit: int, width: int) -> None:
    page = ready(visit("/digits", width, touch=True))
    touch(page, DIGITS[digit])
    expect(answer(page)).to_have_text(re.compile(rf"^{digit}\??$"))
    page.wait_for_url(lambda url: _strokes(url) == 1)
    into_chinese(page)
    button(page, "clear").tap()
    expect(page.get_by_text(locale.t("digits.nothing_draw", "zh", digit=7))).to_be_visible()
    at_rest(canvas(page))
    touch(page, DIGITS[digit])
    expect(page.get_by_text(locale.t("digits.nothing_draw", "zh", digit=7))).to_be_hidden()
    expect(answer(page)).to_have_text(re.compile(rf"^{digit}\??$"))


def test_undo_and_clear_work_by_touch_and_a_stroke_may_begin_in_any_corner(visit) -> None:
    page = ready(visit("/digits", 390, touch=True))
    touch(page, DIGITS[3])
    expect(answer(page)).to_have_text(re.compile("^3"))
    touch(page, [[(30, 30), (60, 250)], [(250, 30), (220, 250)]])
    expect(answer(page)).not_to_have_text(re.compile("^3"))
    for strokes_left in (2, 1):
        page.wait_for_url(lambda url, before=strokes_left + 1: _strokes(url) == before)
        at_rest(button(page, "undo")).tap()
        page.wait_for_url(lambda url, left=strokes_left: _strokes(url) == left)
    expect(answer(page)).to_have_text(re.compile("^3"))
    at_rest(button(page, "clear")).tap()
    expect(page.get_by_text(locale.t("digits.nothing_draw", "en", digit=7))).to_be_visible()
    expect(button(page, "undo")).to_be_disabled()
    at_rest(canvas(page))
    corners = [(6, 6), (274, 6), (274, 274), (6, 274), (200, 4)]
    for number, corner in enumerate(corners, start=1):
        touch(page, [[corner, (140, 140)]])
        page.wait_for_url(lambda url, n=number: _strokes(url) == n)


def test_drawing_goes_on_after_undo(visit) -> None:
    page = ready(visit("/digits"))
    draw(page, [[(75, 65), (200, 62)]])
    expect(button(page, "undo")).to_be_enabled()
    at_rest(button(page, "undo")).click()
    expect(button(page, "undo")).to_be_disabled()
    at_rest(page.locator(MAIN))
    draw(page, DIGITS[7])
    expect(answer(page)).to_have_text(re.compile(r"^7"))


def test_what_is_drawn_before_the_server_has_answered_is_kept(visit, stopped) -> None:
    """Strokes after Clear and Undo, with the mouse and a finger; and a change of language right after one."""
    page = ready(visit("/digits", touch=True))
    draw(page, DIGITS[1])
    page.wait_for_url(lambda url: _strokes(url) == 1)
    at_rest(button(page, "clear"))
    with stopped():
        button(page, "clear").click()
        draw(page, [[(75, 65), (200, 62)], [(200, 62), (165, 140), (125, 230)]])
    expect(answer(page)).to_have_text(re.compile("^7"))
    page.wait_for_url(lambda url: _strokes(url) == 2)
    touch(page, [[(40, 40), (60, 60)]])
    page.get_by_role("radio", name="中文").click()
    page.wait_for_url(lambda url: _strokes(url) == 3 and "lang=zh" in url)
    at_rest(button(page, "undo"))
    with stopped():
        button(page, "undo").tap()
        touch(page, [[(120, 150), (185, 150)]])
    page.wait_for_url(lambda url: _strokes(url) == 3 and _drawn(url)[-1][0][0] > 100)  # not the one of before
    expect(answer(page)).to_have_text(re.compile("^7"))


def test_a_cold_link_brings_the_drawing_back_in_another_language_and_so_does_a_reload(visit) -> None:
    first = ready(visit("/digits"))
    draw(first, DIGITS[3])
    expect(first).to_have_url(re.compile("drawing="))
    expect(answer(first)).to_have_text(re.compile("^3"))
    second = ready(visit(first.url[first.url.index("/digits") :], language="zh-CN"))
    expect(answer(second)).to_have_text(re.compile("^3"))
    assert _ink(second) > 1000
    second.reload()
    ready(second)
    expect(answer(second)).to_have_text(re.compile("^3"))


def test_a_drawing_too_long_for_a_link_outlives_a_reload_and_one_that_was_cleared_stays_away(visit) -> None:
    page = ready(visit("/digits"))
    hurry(page, [(60 + 160 * (i % 2), 40 + i / 4) for i in range(800)])
    long = page.get_by_text(locale.t("pad.no_link", "en"))
    expect(long).to_be_visible()
    drawn = _ink(page)
    page.reload()
    ready(page)
    expect(long).to_be_visible()
    assert _ink(page) == pytest.approx(drawn, rel=0.05)
    assert "drawing=" not in page.url
    at_rest(button(page, "clear")).click()
    nothing = page.get_by_text(locale.t("digits.nothing_draw", "en", digit=7))
    expect(nothing).to_be_visible()
    at_rest(page.locator(MAIN))
    page.reload()
    ready(page)
    expect(nothing).to_be_visible()
    assert _ink(page) == 0


def test_a_drawing_survives_a_page_switch_and_a_change_of_language(visit) -> None:
    page = ready(visit("/digits"))
    draw(page, DIGITS[3])
    expect(page).to_have_url(re.compile("drawing="))  # the server has it; the browser reads by itself before
    page.get_by_role("link", name="dlplay").click()
    expect(page.get_by_role("heading", name="dlplay")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Digit reader").click()
    ready(page)
    expect(answer(page)).to_have_text(re.compile("^3"))
    assert _ink(page) > 1000
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).click()
    expect(page.get_by_role("heading", name="手写数字识别")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_contain_text("视觉")
    expect(answer(page)).to_have_text(re.compile("^3"))
    expect(page).to_have_url(re.compile("lang=zh"))


def test_drawing_goes_on_after_another_view_and_after_a_truth_is_told(visit) -> None:
    page = ready(visit("/digits"))
    draw(page, [[(75, 65), (200, 62)]])
    expect(page).to_have_url(re.compile("drawing="))
    page.get_by_role("radio", name=locale.t("digits.view_journal", "en")).click()
    expect(page.get_by_text(locale.t("digits.journal_empty", "en"))).to_be_visible()
    draw(page, [[(200, 62), (165, 140), (125, 230)]])
    page.wait_for_url(lambda url: _strokes(url) == 2)
    page.locator("[data-testid=stButtonGroup] button", has_text=re.compile("^7$")).last.click()
    expect(page.get_by_text("of 1 drawings")).to_be_visible()
    draw(page, [[(100, 150), (180, 150)]])
    page.wait_for_url(lambda url: _strokes(url) == 3)
    expect(page.get_by_text("of 1 drawings")).to_be_visible()
    assert _ink(page) > 1000


def test_a_sample_is_chosen_by_keyboard_and_its_link_is_copied(visit) -> None:
    page = visit("/digits?source=sample&sample=4")
    expect(answer(page)).to_have_text(re.compile("^4"))
    page.get_by_role("radio", name="5", exact=True).first.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("sample=5"))
    expect(answer(page)).to_have_text(re.compile("^5"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_nothing_is_asked_of_any_other_host(visit, address: str) -> None:
    page = visit("/_stcore/health")
    strangers = []
    page.on(
        "request",
        lambda request: (
            strangers.append(request.url)
            if request.url.startswith("http") and address not in request.url
            else None
        ),
    )
    page.goto(f"{address}/digits")
    ready(page)
    draw(page, DIGITS[7])
    expect(answer(page)).to_have_text(re.compile("^7"))
    at_rest(page.locator(MAIN))
    assert strangers == []


def _ink(page: Page) -> int:
    """Dark pixels on the canvas."""
    at_rest(page.locator(MAIN))
    return page.evaluate(
        """() => {
          const canvas = document.querySelector("canvas.dc-canvas.lower-canvas") ?? find(document);
          function find(root) {
            for (const one of root.querySelectorAll("*")) {
              if (one.matches?.("canvas.dc-canvas.lower-canvas")) return one;
              const inner = one.shadowRoot && find(one.shadowRoot);
              if (inner) return inner;
            }
          }
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let dark = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] < 128) dark++;
          return dark;
        }"""
    )


def _strokes(url: str) -> int:
    """How many strokes an address carries."""
    return len(_drawn(url))


def _drawn(url: str) -> list[np.ndarray]:
    """The strokes of an address."""
    word = parse_qs(urlsplit(url).query).get("drawing", [""])[0]
    return link.decode(word)[0]
