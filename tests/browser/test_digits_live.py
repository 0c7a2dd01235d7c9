"""Bars that follow the pen, in a real browser: while the button is down, and with nobody to ask."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dlplay import locale
from dlplay.digits import classify, network
from dlplay.ui import served
from dlplay.ui.digits import live
from tests.browser.conftest import PATIENCE
from tests.browser.hand import DIGITS, at_rest, canvas, draw, into_chinese, slowly, touch
from tests.drawings import as_text, three_hundred

WAYS = pytest.mark.parametrize("finger", [False, True], ids=["mouse", "finger"])
WHITE = 255
MODULES = served.address(live.FOLDER / "classify.js").rpartition("/")[0]
READ = """async ([modules, weights, drawings]) => {
  const load = (module) => import(new URL(`${modules}/${module}.js`, document.baseURI));
  const [{ classify }, { fetched }] = await Promise.all(["classify", "weights"].map(load));
  const arrays = await fetched(new URL(weights.url, document.baseURI), weights.sha256);
  const answers = [];
  for (const { pixels, height, width, skip } of drawings) {
    const packed = new Response(Uint8Array.from(atob(pixels), (letter) => letter.charCodeAt(0)));
    const bytes = new Response(packed.body.pipeThrough(new DecompressionStream("deflate")));
    const rgba = new Uint8ClampedArray(await bytes.arrayBuffer());
    const { probabilities, verdict } = classify(arrays, rgba, height, width, skip, 255);
    answers.push({ probabilities: [...probabilities], verdict });
  }
  return answers;
}"""
FOLLOWS = """(before) => {
  const bars = document.querySelector("[data-live] .bars");
  return bars && bars.innerHTML !== before; // a share may be written alike twice, its bar is not as long
}"""
# what can be seen of the answer, frame by frame
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const shown = [...document.querySelectorAll(".digit-answer")].filter((one) => one.checkVisibility());
    const widths = (one) => [...one.querySelectorAll(".bar")].map((bar) => parseFloat(bar.style.width));
    window.seen.push(shown.map(widths));
    requestAnimationFrame(look);
  };
  look();
}"""


def ready(page: Page) -> Page:
    """The canvas stands, and the browser has the network."""
    canvas(page)
    expect(page.locator(".strip[data-ready]")).to_be_attached()
    return page


def in_both_languages(page: Page) -> Iterator[str]:
    """In English, then in Chinese, each with an empty canvas."""
    yield "en"
    expect(followed(page)).to_have_count(0)  # the server has read the drawing
    clear = page.locator(".st-key-digits_clear button")
    expect(clear).to_be_enabled()
    into_chinese(page)
    clear.click()
    expect(page.get_by_text(locale.t("digits.nothing_draw", "zh", digit=7))).to_be_visible()
    at_rest(canvas(ready(page)))
    yield "zh"


def answer(page: Page) -> Locator:
    """The sign of the answer that can be seen."""
    return page.get_by_test_id("answer").filter(visible=True)


def followed(page: Page) -> Locator:
    """The answer that follows the pen, while it does."""
    return page.locator("[data-live]")


def bars(page: Page) -> str:
    return followed(page).locator(".bars").inner_html()


def picture(page: Page) -> str:
    return followed(page).locator("canvas.input").evaluate("(canvas) => canvas.toDataURL()")


def test_three_hundred_drawings_are_read_as_numpy_reads_them(visit) -> None:
    page = ready(visit("/digits"))
    drawings = list(three_hundred())
    assert len(drawings) == 300
    answers = page.evaluate(READ, [MODULES, live.weights(), [as_text(*one) for one in drawings]])
    for (image, skip), one in zip(drawings, answers, strict=True):
        expected = classify(image, skip=skip, paper=WHITE)
        np.testing.assert_allclose(one["probabilities"], expected.probabilities, atol=1e-3)
        assert np.argmax(one["probabilities"]) == expected.label
        assert one["verdict"] == expected.verdict


@WAYS
def test_bars_and_picture_follow_the_pen_while_it_is_down(visit, finger: bool) -> None:
    page = ready(visit("/digits", width=390 if finger else 1280, touch=finger))
    strip = page.locator(".strip")
    for _ in in_both_languages(page):
        seen: list[tuple[str, str, str]] = []
        for _ in slowly(page, DIGITS[3][0], finger):
            page.wait_for_function(FOLLOWS, arg=seen[-1][0] if seen else "")
            seen.append((bars(page), picture(page), strip.evaluate("(one) => one.innerHTML")))
        for before, after in pairwise(seen):
            assert all(old != new for old, new in zip(before, after, strict=True))
        expect(answer(page)).to_have_text(re.compile(r"^3\??$"))
        if finger:
            paper, small = canvas(page).bounding_box(), strip.bounding_box()
            assert small["x"] >= paper["x"] + paper["width"]  # beside it, where the hand looks
            assert small["y"] < paper["y"] + paper["height"] / 2
        else:
            expect(strip).to_be_hidden()


@WAYS
def test_bars_follow_the_pen_while_the_server_stands_still(visit, stopped, finger: bool) -> None:
    page = ready(visit("/digits", touch=finger))
    for language in in_both_languages(page):
        with stopped():
            (touch if finger else draw)(page, DIGITS[3])
            expect(followed(page).get_by_test_id("answer")).to_have_text("3")
            (touch if finger else draw)(page, [[(30, 30), (60, 250)], [(250, 30), (220, 250)]])
            several = locale.t("digits.verdict_several", language)
            scribble = locale.t("digits.verdict_scribble", language)
            expect(followed(page)).to_contain_text(re.compile(f"{several}|{scribble}"))
        expect(followed(page)).to_have_count(0)  # the server has read all three strokes
        expect(answer(page)).to_have_text("?")


@pytest.mark.parametrize(
    "query",
    ["", "?steps=ink.crop.fit.centre", "?steps=crop.thickness", "?steps=ink.thickness.fit&pen=4", "?pen=40"],
)
def test_the_server_takes_over_with_the_same_words_and_numbers(visit, query: str) -> None:
    page = ready(visit(f"/digits{query}"))
    for _ in in_both_languages(page):
        pen = slowly(page, DIGITS[7][0])
        next(pen)
        expect(followed(page)).to_be_visible()
        page.evaluate(WATCH)
        for _ in pen:
            pass
        expect(followed(page)).to_have_count(0)
        frames = page.evaluate("window.seen")
        assert all(len(shown) == 1 for shown in frames)  # never two answers, never none
        last = np.array(page.evaluate("window.seen.at(-1)[0]"))
        steady = [np.abs(np.array(shown[0]) - last).max() for shown in frames]
        # Once the bars have come to where the server puts them (within 0.001), they stay there.
        first = next(number for number, distance in enumerate(steady) if distance <= 0.1)
        assert max(steady[first:]) <= 0.1
        assert first < len(frames) - 1


@pytest.mark.parametrize("ratio", [2, 3])
def test_any_screen_is_read_alike(browser: Browser, address: str, ratio: int) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, device_scale_factor=ratio)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/digits")
    draw(ready(page), DIGITS[3])
    expect(followed(page)).to_have_count(1)
    expect(followed(page)).to_have_count(0)  # the server's picture is the one that was read here
    expect(answer(page)).to_have_text(re.compile(r"^3\??$"))
    context.close()


def test_undo_and_clear_bring_back_what_the_server_says(visit) -> None:
    page = ready(visit("/digits"))
    draw(page, DIGITS[3])
    expect(followed(page)).to_have_count(0)
    for _ in slowly(page, [(30, 30), (60, 250)]):
        expect(followed(page)).to_be_visible()
    expect(followed(page)).to_have_count(0)
    page.locator(".st-key-digits_undo button").click()
    expect(answer(page)).to_have_text("3")
    page.locator(".st-key-digits_clear button").click()
    expect(page.get_by_text(locale.t("digits.nothing_draw", "en", digit=7))).to_be_visible()
    expect(answer(page)).to_have_text("7")
    draw(page, DIGITS[1])
    expect(answer(page)).to_have_text(re.compile("^1"))


@pytest.mark.parametrize("answered", ["nothing", "other weights"])
def test_without_the_weights_the_server_reads_as_ever(visit, address: str, answered: str) -> None:
    page = visit("/_stcore/health")
    body = b"" if answered == "nothing" else network.PACKED.read_bytes()[:-1] + b"\x00"
    status = 404 if answered == "nothing" else 200
    page.route("**/digits-live.bin", lambda route: route.fulfill(status=status, body=body))
    with page.expect_console_message(lambda message: "The server alone reads" in message.text):
        page.goto(f"{address}/digits")
    canvas(page)
    page.evaluate(
        "() => { window.live = 0; new MutationObserver(() => { window.live += "
        "document.querySelectorAll('[data-live]').length; })"
        ".observe(document.body, { childList: true, subtree: true }); }"
    )
    draw(page, DIGITS[3])
    expect(answer(page)).to_have_text(re.compile(r"^3\??$"))
    assert page.evaluate("window.live") == 0


def test_a_told_truth_is_not_carried_over_to_the_next_drawing(visit) -> None:
    page = ready(visit("/digits"))
    draw(page, DIGITS[3])
    expect(followed(page)).to_have_count(0)
    page.locator("[data-testid=stButtonGroup] button", has_text=re.compile("^3$")).last.click()
    expect(page.locator(".digit-answer [data-truth]")).to_have_count(1)
    pen = slowly(page, [(30, 30), (60, 250)])
    next(pen)
    expect(followed(page)).to_be_visible()
    expect(followed(page).locator("[data-truth]")).to_have_count(0)
    list(pen)
