"""The picture stands beside its control: the hand sees all of what it moves, without scrolling; no view has
words of another language; none shuts anybody out, as far as axe-core can tell."""

import re
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dlplay import locale
from dlplay.optimizers import OPTIMIZERS
from dlplay.ui.rooms import ROOMS
from dlplay.ui.settings import Settings, kind_of
from tests.browser.axe import violations
from tests.browser.hand import DIGITS, MAIN, at_rest, canvas, draw, thumb
from tests.browser.looks import CUT, SETTLED, SMALL, wrong
from tests.browser.words import english

# What a hand moves, and what it looks at meanwhile: by page and view, the start first
TOGETHER = {
    "neuron": {
        "one": (".st-key-neuron-w-0", ".st-key-neuron_one"),
        "gates": (".st-key-neuron-gate_w-0", ".st-key-neuron_gate"),
        "layers": (".st-key-neuron-net_x-0", ".st-key-neuron_diagram"),
    },
    "activations": {
        "curve": (".st-key-activations-x", ".st-key-activations_curves"),
        "vector": (".st-key-activations-temperature", ".st-key-activations_bars"),
    },
    "losses": {
        "line": (".st-key-losses-slope", ".st-key-losses_line"),
        "curves": (".st-key-losses-probability", ".st-key-losses_curves"),
        "softmax": (".st-key-losses-logit_a", ".st-key-losses_softmax"),
    },
    "backprop": {"steps": (".st-key-backprop-step", ".st-key-backprop_graph")},
    "optimizers": {"race": (".st-key-optimizers-rates-sgd", ".st-key-optimizers_map")},
    "network": {"": (".st-key-network_play", ".st-key-network_board")},
    "convolution": {
        "window": (".st-key-convolution-stride", ".st-key-convolution_window"),
        "pooling": (".st-key-convolution-pool", ".st-key-convolution_window"),
        "deep": (".st-key-convolution-layers", ".st-key-convolution_window"),
        "shared": (".st-key-convolution-shift", ".st-key-convolution_shifted"),
        "flatten": (".st-key-convolution-filter", ".st-key-convolution_window"),
    },
    "digits": {"": (".st-key-digits_canvas_0", ".st-key-digits_answer")},
    "digit_lab": {
        "inside": (".st-key-digit_lab_inside", ".st-key-digit_lab_inside"),
        "why": (".st-key-digit_lab-about", ".st-key-digit_lab_why"),
        "break": (".st-key-digit_lab-rotate", ".st-key-digit_lab_spoiled"),
        "small": (".st-key-digit_lab-member", ".st-key-digit_lab_sizes"),
    },
    "train_cnn": {"": (".st-key-train_cnn_train", ".st-key-train_cnn_curves")},
    "shakespeare": {"write": (".st-key-shakespeare-temperature", ".st-key-shakespeare_rewriting")},
    "translation": {
        "attention": (".st-key-translation-step", ".st-key-translation_attention"),
        "beam": (".st-key-translation-width", ".st-key-translation_tree"),
        "fails": (".st-key-translation-kind", ".st-key-translation_table"),
    },
    "train_lstm": {"learning": (".st-key-train_lstm_train", ".st-key-train_lstm_learned")},
    "detection": {
        "write": (".st-key-detection-threshold", ".st-key-detection_found"),
        "steps": (".st-key-detection-step", ".st-key-detection_walk"),
        "good": (".st-key-detection-threshold", ".st-key-detection_truth"),
    },
    "segmentation": {
        "write": (".st-key-segmentation-row", ".st-key-segmentation_sheet"),
        "good": (".st-key-segmentation-digit", ".st-key-segmentation_good"),
        "inside": (".st-key-segmentation-channel", ".st-key-segmentation_map"),
        "skip": (".st-key-segmentation-sheet", ".st-key-segmentation_skip"),
    },
    "sentiment": {
        "judge": (".st-key-sentiment-text", ".st-key-sentiment_sentence"),
        "turn": (".st-key-sentiment-turned", ".st-key-sentiment_turned"),
        "leak": (".st-key-sentiment-leaked", ".st-key-sentiment_leak"),
        "learn": (".st-key-sentiment_card", ".st-key-sentiment_learning"),
        "inside": (".st-key-sentiment-at", ".st-key-sentiment_inside"),
    },
    "summary": {
        "choose": (".st-key-summary-count", ".st-key-summary_text"),
        "mark": (".st-key-summary-marks-pills", ".st-key-summary_text"),
        "walk": (".st-key-summary-step", ".st-key-summary_walk"),
    },
    "speech": {
        "say": (".st-key-speech-sample", ".st-key-speech_said"),
        "steps": (".st-key-speech-frame", ".st-key-speech_steps"),
        "own": (".st-key-speech_add_0", ".st-key-speech_heard"),
    },
    "recommendation": {
        "learn": (".st-key-recommendation-factors", ".st-key-recommendation_learned"),
        "axes": (".st-key-recommendation-turn", ".st-key-recommendation_turned"),
        "cold": (".st-key-recommendation-told", ".st-key-recommendation_cold"),
        "bubble": (".st-key-recommendation-explore", ".st-key-recommendation_bubble"),
    },
    "memory": {
        "carry": (".st-key-memory-weight", ".st-key-memory_left_lstm"),
        "task": (".st-key-memory_play", ".st-key-memory_by_distance"),
    },
    "course": {"map": (".st-key-course-idea", ".st-key-course_map")},
}
SCREENS = {"projector": (1280, 800), "large": (1920, 1080), "phone": (390, 700)}
NARROW = 320  # pixels: a phone's page read at a larger size, or a projector's at 400 % (WCAG 1.4.10)
BY_LINK = {"lesson"}  # its views are led to from within, not by a choice at the head of the page
GROWS = 1.4  # times: the area of a picture on the large screen, of that on a projector's
BESIDE = {".st-key-train_lstm_learned"}  # its parts stand beside each other there: wider, not higher
TALL = {("large", ".st-key-convolution_window")}  # its row of all features is as high as the page is wide
WHOLE = """(selectors) => selectors.every((selector) => {
    const { top, bottom, height } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
    return height > 0 && top >= 0 && bottom <= window.innerHeight;
})"""
BOXES = """(selectors) => selectors.map((selector) => {
    const { top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
    return [selector, top, bottom];
})"""
AREA = """(selector) => {
    const chart = ".st-key-stage [data-testid=stPlotlyChart]";
    const one = document.querySelector(selector) ?? document.querySelector(chart);
    const { width, height } = one?.getBoundingClientRect() ?? { width: 0, height: 0 };
    return width * height;
}"""
# A phone shows the first slider of several above the picture, and the others below it
ONE_ABOVE = """(picture) => {
    const [first, ...others] = document.querySelector(".st-key-sliders")?.children ?? [];
    const box = (one) => one.getBoundingClientRect();
    const { top, bottom } = box(document.querySelector(picture) ?? document.body);
    return !first || (box(first).bottom <= top && others.every((other) => box(other).top >= bottom));
}"""

# All that the header offers is as high as one of its buttons
ONE_LINE = """() => [...document.querySelectorAll(".st-key-header [data-testid=stLayoutWrapper]")].every(
    (row) => row.getBoundingClientRect().height < 60)"""


PAPER, INK = (20, 20), (137, 63)  # places on the canvas with a 7 on it
PIXELS = """(canvas, places) =>
    places.map(([x, y]) => [...canvas.getContext("2d").getImageData(x, y, 1, 1).data])"""


def seen_together(page: Page, selectors: tuple[str, str]) -> list[str]:
    """Empty once all of both stands on the screen; else where they stand."""
    try:
        page.wait_for_function(WHOLE, arg=list(selectors), timeout=SETTLED)
    except PlaywrightTimeout:
        return [f"not together: {page.evaluate(BOXES, list(selectors))}"]
    return []


def on(page: Page, screen: str, narrow: bool = False) -> None:
    width, height = SCREENS[screen]
    width = NARROW if narrow and screen == "phone" else width
    page.set_viewport_size({"width": width, "height": height})


def settled(page: Page) -> None:
    """All that the page draws is there."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    at_rest(page.locator(MAIN))


def lasting(page: Page, look: Callable[[], list[str]]) -> list[str]:
    """What is found at the third look too: a picture that was being drawn at the first is no fault."""
    for _ in range(2):
        if not look():
            return []
        settled(page)
    return look()


def views(name: str) -> tuple[str, ...]:
    """Those of a page that has some."""
    try:
        known = vars(import_module(f"dlplay.ui.{name}.settings")).values()
    except ModuleNotFoundError:
        return ("",)
    pages = [
        one for one in known if isinstance(one, type) and issubclass(one, Settings) and one is not Settings
    ]
    kinds = {field.name: kind_of(field) for one in pages for field in fields(one)}
    return kinds["view"].options if "view" in kinds else ("",)


def heard_on(language: str, number: int) -> str:
    """The screen on which the view of this number is given to axe-core, if it is in this language.

    Each view is once; a page's first one twice, so every page is on both screens, in both languages.
    """
    if number == 0:
        return {"en": "projector", "zh": "phone"}[language]
    screen = ("phone", "projector")[number // 2 % 2]
    return screen if list(locale.LANGUAGES)[number % 2] == language else ""


def choose_view(page: Page, name: str, view: str, language: str) -> None:
    if name in BY_LINK:
        page.goto(f"{page.url.partition('?')[0]}?view={view}&lang={language}")
    elif view:
        page.get_by_role("radio", name=locale.t(f"{name}.view_{view}", language), exact=True).click()


def on_all_screens(
    page: Page,
    screens: list[str],
    selectors: tuple[str, str] | None,
    chinese: str,
    heard: str,
    narrow: bool,
) -> list[str]:
    """What is wrong on any of them, in this order, with what is open; its name, if it is in Chinese; where
    axe-core hears it; whether the phone is a narrow one."""
    found = []
    picture = selectors[1] if selectors else "none"
    for screen in screens:
        on(page, screen, narrow)
        found += [f"{screen}: {one}" for one in wrong(page, CUT)]
        if screen == "phone":
            found += [f"{screen}: {one}" for one in wrong(page, SMALL)]
            page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
            if not page.evaluate(ONE_LINE):
                found.append(f"{screen}: the header's buttons stand in more than one line")
            if not page.evaluate(ONE_ABOVE, picture):
                found.append(f"{screen}: the first slider and no other stands above the picture")
        if screen == "projector" and chinese:
            found += [f"in English: {one}" for one in lasting(page, lambda: english(page, chinese))]
        if screen == heard:
            found += [f"{screen}: {one}" for one in lasting(page, lambda: violations(page))]
        if screen != "phone" and selectors and (screen, picture) not in TALL:
            found += [f"{screen}: {one}" for one in seen_together(page, selectors)]
    if picture not in BESIDE and "large" in screens:
        # from the screen that it is on, and back to it
        found += lasting(page, lambda: kept_small(page, picture, [one for one in screens if one != "phone"]))
    return found


def kept_small(page: Page, picture: str, screens: list[str]) -> list[str]:
    """Unless the picture grows with the screen."""
    areas = {}
    for screen in reversed(screens):
        on(page, screen)
        settled(page)
        areas[screen] = page.evaluate(AREA, picture)
    return [f"its picture does not grow: {areas}"] if areas["large"] < GROWS * areas["projector"] else []


@pytest.mark.parametrize("name", ["home", *(room.name for room in ROOMS)])
def test_a_page_fits_every_screen_and_everybody(visit, name: str) -> None:
    """The control beside its picture, which grows; nothing cut; on a phone all is met by a finger.

    In Chinese all is Chinese. By keyboard and ear it is as WCAG 2.2 AA asks, as far as axe-core can tell: one
    language in the light, the other in the dark and on a narrower phone, the next page the other way round.
    """
    page = visit("/" if name == "home" else f"/{name}")
    found = []
    for turn, (language, title) in enumerate(locale.LANGUAGES.items(), len(name)):
        dark = turn % 2 == 1
        page.emulate_media(color_scheme="dark" if dark else "light")
        # what the large one is for does not hang on the language
        screens = [one for one in SCREENS if one != "large" or language == "en"]
        on(page, screens[0])
        page.get_by_role("radio", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(locale.t(f"{name}.title", language))
        expect(page).to_have_title(locale.t(f"{name}.title", language))
        expect(page.locator("html")).to_have_attribute("lang", language)
        for number, view in enumerate(views(name)):
            choose_view(page, name, view, language)
            settled(page)
            selectors = TOGETHER.get(name, {}).get(view or next(iter(TOGETHER.get(name, {})), ""))
            chinese = f"{name} {view}" if language == "zh" else ""
            heard = heard_on(language, number)
            wrong_here = on_all_screens(page, screens, selectors, chinese, heard, narrow=dark)
            found += [f"{language} {view} {one}" for one in wrong_here]
            screens.reverse()  # the next one begins where this one ends: each change of size draws all anew
    assert not found, "\n".join(found)


def test_where_points_are_drawn_the_plane_is_large_and_stands_with_play_and_the_curves(visit) -> None:
    page = visit("/network?data=own&own=2aaaa0bbbb1")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".board").first).to_have_attribute("data-frames", re.compile(r"\d"))
    parts = [page.locator(one) for one in (".st-key-network_play", "[data-part=plane]", "[data-part=curves]")]
    for part in parts:
        expect(part).to_be_in_viewport(ratio=1)
    assert parts[1].bounding_box()["width"] >= 300


def test_the_answer_is_on_a_phones_screen_with_the_canvas(visit) -> None:
    page = visit("/digits", width=390, touch=True)
    page.set_viewport_size({"width": 390, "height": 700})
    cut = seen_together(page, (".st-key-digits_canvas_0", "[data-testid=answer]"))
    assert not cut, cut
    strip = page.locator(".strip").bounding_box()
    assert strip["x"] + strip["width"] <= 390


def test_a_lesson_shows_the_control_and_its_picture_alone(visit) -> None:
    page = visit("/losses?view=lesson")
    page.set_viewport_size({"width": 1280, "height": 800})
    cut = seen_together(page, TOGETHER["losses"]["line"])
    assert not cut, cut
    expect(page).to_have_url(re.compile(r"\?lesson=on$"))
    for outside in ("stSidebar", "stHeader", "stHeading", "stCode"):
        expect(page.get_by_test_id(outside).filter(visible=True)).to_have_count(0)
    thumb(page, "losses.slope").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"slope=.*lesson=on"))
    for language in locale.LANGUAGES:
        way_out = page.get_by_role("button", name=locale.t("frame.lesson_leave", language))
        way_out.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"\?(?=.*slope=)(?!.*lesson)"))
        expect(page.get_by_test_id("stHeading").first).to_be_visible()
        if language == "en":  # once more, in the other one
            page.get_by_role("radio", name=locale.LANGUAGES["zh"], exact=True).click()
            expect(page).to_have_url(re.compile("lang=zh"))
            page.goto(f"{page.url}&lesson=on")


def test_the_picture_stays_in_sight_while_its_controls_scroll(visit) -> None:
    page = visit(f"/optimizers?runners={'.'.join(OPTIMIZERS)}")
    on(page, "projector")
    settled(page)
    before = page.evaluate(BOXES, [".st-key-optimizers_map"])
    thumb(page, "optimizers.rates.rmsprop").evaluate("one => one.scrollIntoView({ block: 'center' })")
    assert page.evaluate("document.querySelector('.stMain').scrollTop") > 0
    cut = seen_together(page, (".st-key-optimizers-rates-rmsprop", ".st-key-optimizers_map"))
    assert not cut, (before, cut)


def test_a_dark_page_has_dark_paper_and_the_drawing_is_read_as_ever(visit) -> None:
    page = visit("/digits", dark=True)
    canvas(page)
    at_rest(page.locator(MAIN))
    draw(page, DIGITS[7])
    expect(page.get_by_test_id("answer").filter(visible=True)).to_have_text(re.compile(r"^7\??$"))
    picture = Image.open(BytesIO(canvas(page).screenshot())).convert("L")
    paper, ink = (
        picture.getpixel((x * picture.width // 280, y * picture.height // 280)) for x, y in (PAPER, INK)
    )
    assert paper < 60
    assert ink > 180
    drawn = page.locator("canvas.dc-canvas.lower-canvas").evaluate(PIXELS, [PAPER, INK])
    assert drawn[0] == [255, 255, 255, 255]  # what is read is dark ink on white paper
    assert max(drawn[1][:3]) < 100
