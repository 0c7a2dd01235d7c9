"""A lesson in a real browser: from the list to its end by keyboard alone, and its steps on a phone."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.classroom import shipped
from dlplay.classroom.lesson import Prediction
from tests.browser.axe import violations
from tests.browser.looks import CUT, SMALL, wrong

MOST_STOPS = 150  # of the Tab key: the pages in the sidebar, the header, the experiment
TOLD = 400  # milliseconds: so long after its last step a slider tells where it stands
FOCUSED = """() => {
  const one = document.activeElement;
  const words = one?.closest("label")?.textContent ?? one?.getAttribute("aria-label") ?? one?.textContent;
  return (words ?? "").trim();
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(MOST_STOPS):
        if page.evaluate(FOCUSED).startswith(words):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {words!r}")


def answer(page: Page, ask: Prediction, language: str) -> None:
    """The right answer, as a hand on the keyboard gives it."""
    if ask.kind == "number":
        tab_to(page, ask.axes[0].name.within(language))
        low, step = ask.axes[0].low, ask.axes[0].step
        page.keyboard.press("Home")
        for _ in range(round((ask.right - low) / step)):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(TOLD)
    else:
        first, *_ = [one.words.within(language) for one in ask.options]
        tab_to(page, first)
        page.keyboard.press("Space")
        for _ in range("abcdef".index(ask.right)):
            page.keyboard.press("ArrowDown")


def test_a_whole_lesson_by_keyboard_alone(visit) -> None:
    lesson, language = shipped.lesson("neuron"), "en"
    page = visit("/lesson")
    expect(page.get_by_text(lesson.about.within(language))).to_be_visible()
    tab_to(page, locale.t("lesson.begin", language))
    page.keyboard.press("Enter")
    for number, step in enumerate(lesson.steps, start=1):
        assert step.ask
        commit = page.get_by_role("button", name=locale.t("lesson.commit", language))
        expect(
            page.get_by_text(locale.t("lesson.progress", language, title="A neuron", step=number, count=5))
        ).to_be_visible()
        expect(commit).to_be_visible()
        answer(page, step.ask, language)
        expect(commit).to_be_enabled()
        tab_to(page, locale.t("lesson.commit", language))
        page.keyboard.press("Enter")
        expect(page.get_by_text(locale.t("lesson.right", language))).to_be_visible()
        expect(page).to_have_url(re.compile(f"{step.key}-"))
        if number < len(lesson.steps):
            tab_to(page, locale.t("lesson.next", language))
            page.keyboard.press("Enter")
    end = locale.t("lesson.end", language, right=5, made=5, asked=5).rpartition("** ")[2]
    expect(page.get_by_text(end)).to_be_visible()


def test_a_step_suits_a_finger_and_an_ear(visit) -> None:
    for query, there in {"step=2": "lesson_commit_double", "step=2&said=double-a": "lesson_next_2"}.items():
        page = visit(f"/lesson?name=neuron&{query}")
        page.set_viewport_size({"width": 390, "height": 700})
        expect(page.locator(f".st-key-{there}")).to_be_visible()
        expect(page.locator(".st-key-neuron_one").get_by_test_id("live").locator("svg")).to_have_count(3)
        assert not violations(page)
        assert not [*wrong(page, CUT), *wrong(page, SMALL)]
