"""The Shakespeare page in a real browser: the text follows the hand; the typewriter types, pauses, stops."""

import re

import pytest
from playwright.sync_api import Page, WebSocket, expect

from dlplay import locale
from dlplay.text import CharLSTM
from tests.browser import hand

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
LANGUAGES = pytest.mark.parametrize("language", ["en-US", "zh-CN"])
TEMPERATURE = "shakespeare.temperature"
PROMPT = "ROMEO:\n"
MARKUP = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E"
A_WHILE = 30  # frames: half a second where nothing else runs


def text(page: Page) -> str:
    return page.get_by_test_id("written").text_content()


def line(page: Page) -> str:
    """What is said about the text."""
    return page.locator(".caption").text_content()


def at_hand(page: Page) -> float:
    """The temperature on the slider."""
    return float(hand.thumb(page, TEMPERATURE).input_value())


def whole(page: Page) -> Page:
    """The page, once the browser has the texts at all temperatures."""
    expect(page.get_by_test_id("page")).to_have_attribute("data-texts", "41")
    expect(hand.thumb(page, TEMPERATURE)).to_have_count(1)
    return page


def shown(page: Page) -> str:
    """How far the typewriter has come, in characters."""
    return page.locator(".typewriter").get_attribute("data-shown")


@WIDTHS
def test_the_slider_rewrites_the_text_and_brings_it_back_and_a_new_prompt_is_read(visit, width: int) -> None:
    page = whole(visit("/shakespeare", width))
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
    box = page.get_by_label("The text begins with")
    box.fill("KING:\nMy 皇冠")
    box.press("Control+Enter")
    expect(page.get_by_text("The model has never seen 皇 冠")).to_be_visible()
    expect(page.get_by_test_id("written")).not_to_have_text(first)


@LANGUAGES
def test_the_text_follows_the_hand_with_the_server_stopped_and_a_button(
    visit, stopped, language: str
) -> None:
    name, prompt = ("poems", "明月松间照，") if language.startswith("zh") else ("small", PROMPT)
    model = CharLSTM.load(name)
    page = whole(visit(f"/shakespeare?length=100&model={name}", language=language, touch=True))
    for way in ("keyboard", "mouse", "touch"):
        before, first, said = at_hand(page), text(page), line(page)
        with stopped():
            hand.slide(page, TEMPERATURE, way)
            reached, followed = at_hand(page), text(page)
            assert reached < before, way
            assert followed == model.generate(prompt, 100, reached, 1) != first, way
            assert line(page) != said, way
        expect(page).to_have_url(re.compile(rf"temperature={reached:g}(&|$)"))
        hand.at_rest(page.locator(hand.MAIN))
        assert text(page) == followed
    page.get_by_role("button", name="1.2", exact=True).click()
    expect(hand.thumb(page, TEMPERATURE)).to_have_value("1.2")
    expect(page.get_by_test_id("written")).to_have_text(model.generate(prompt, 100, 1.2, 1))


def test_while_the_hand_is_down_nothing_is_sent_and_no_text_comes_twice(visit) -> None:
    page = visit("/shakespeare?length=100&seed=3")
    sent, received = [], []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda message: sent.append(message))
        socket.on("framereceived", lambda message: received.append(message))

    page.on("websocket", listen)
    page.reload()
    whole(page)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert sum(map(len, received)) > 41 * 100  # the texts
    sent.clear()
    received.clear()
    box = hand.thumb(page, TEMPERATURE).locator("xpath=ancestor::div[@data-rac][1]").bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 6, steps=10)
    expect(hand.thumb(page, TEMPERATURE)).not_to_have_value("0.5")
    assert not sent
    page.mouse.up()
    expect(page).to_have_url(re.compile("temperature="))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert len(sent) == 1
    assert sum(map(len, received)) < 41 * 100 * 3  # formula, code and address, but no page of texts


@LANGUAGES
def test_a_text_that_is_not_there_yet_is_named_and_comes(visit, stopped, language: str) -> None:
    seed = 4711 + (language == "zh-CN")  # the server keeps what it has written once
    page = visit(f"/shakespeare?model=large&length=800&seed={seed}", language=language)
    expect(page.get_by_test_id("written")).not_to_be_empty()
    with stopped():
        assert int(page.get_by_test_id("page").get_attribute("data-texts")) < 41
        hand.thumb(page, TEMPERATURE).focus()
        page.keyboard.press("ArrowRight")  # 0.55 is among the last
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        waiting = locale.t("shakespeare.nearest", language[:2], hand="0.55", shown="#").split("#")[0]
        expect(page.locator(".caption")).to_contain_text(waiting)
        expect(page.locator(".waits")).to_have_count(1)
    expect(page.locator(".waits")).to_have_count(0)
    assert text(page) == CharLSTM.load("large").generate(PROMPT, 800, 0.55, seed)


def test_other_settings_bring_other_texts_which_follow_again_after_another_view(visit, stopped) -> None:
    page = whole(visit("/shakespeare?length=100&seed=11"))
    page.get_by_text("Model, length, seed").click()
    seed = hand.thumb(page, "shakespeare.seed")
    seed.focus()
    page.keyboard.press("ArrowRight")
    model = CharLSTM.load("small")
    expect(page.get_by_test_id("written")).to_have_text(model.generate(PROMPT, 100, 0.5, 12))
    whole(page)
    hand.thumb(page, TEMPERATURE).focus()
    page.keyboard.press("End")
    expect(page.get_by_test_id("written")).to_have_text(model.generate(PROMPT, 100, 2.0, 12))
    expect(page).to_have_url(re.compile("temperature=2"))
    page.get_by_role("radio", name="Four temperatures").click()
    page.locator(".typewriter .page").nth(3).wait_for()
    hand.thumb(page, TEMPERATURE).focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("radio", name="Write", exact=True).click()
    whole(page)
    assert text(page) == model.generate(PROMPT, 100, 1.95, 12)
    with stopped():
        hand.slide(page, TEMPERATURE, "keyboard")
        assert text(page) == model.generate(PROMPT, 100, 1.8, 12)


def test_the_link_brings_the_same_text_to_another_visitor(visit) -> None:
    path = "/shakespeare?temperature=1.2&seed=5&length=200&prompt=JULIET%3A%0A"
    first = visit(path)
    expect(first.get_by_test_id("written")).to_be_visible()
    second = visit(path, language="zh-CN", dark=True)
    expect(second.get_by_test_id("written")).to_be_visible()
    assert text(first) == text(second)


@WIDTHS
def test_four_texts_are_typed_paused_stopped_and_shown_at_once_never_as_markup(visit, width: int) -> None:
    page = visit(f"/shakespeare?view=four&prompt={MARKUP}", width)
    page.locator(".typewriter .page").nth(3).wait_for()
    typewriter = page.locator(".typewriter")
    expect(typewriter).to_have_attribute("data-shown", re.compile("^[1-9]"))
    page.get_by_role("button", name="Pause").click()
    paused = shown(page)
    assert float(paused) < 400
    hand.frames(page, A_WHILE)
    assert shown(page) == paused
    page.get_by_role("button", name="Go on").click()
    expect(typewriter).not_to_have_attribute("data-shown", paused)
    page.get_by_role("button", name="Stop").click()
    stopped = shown(page)
    assert float(paused) < float(stopped)
    hand.frames(page, A_WHILE)
    assert shown(page) == stopped
    page.get_by_label("At once").check()
    expect(typewriter).to_have_attribute("data-shown", "400")
    hand.frames(page, A_WHILE)
    assert page.title() != "1"
    assert page.locator("img[src=x]").count() == 0
