"""Trainings in a browser that is reloaded amid them: the visit comes back to its run, its copy does not."""

import re

from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.text import plays
from tests.browser.conftest import PATIENCE
from tests.browser.hand import into_chinese
from tests.browser.test_train_cnn import button
from tests.browser.test_train_lstm import paste


def growing(page: Page, beyond: int) -> int:
    """How many moments the writer on the page has, once it has more than `beyond`."""
    board = page.locator(".growth")
    expect(board).to_be_visible(timeout=4 * PATIENCE)  # the worker loads TensorFlow first
    page.wait_for_function(
        """(beyond) => [...document.querySelectorAll("*")].some(
            (one) => one.shadowRoot?.querySelector(".growth")?.dataset.moments > beyond)""",
        arg=beyond,
    )
    return int(board.get_attribute("data-moments"))


def test_a_reload_amid_a_training_comes_back_to_it_and_a_copied_tab_does_not(visit, seconds) -> None:
    page = visit("/train_lstm?text=own&units=128&layers=2&epochs=50")
    paste(page, plays.load("macbeth")[:16_000])  # which takes longer to learn than a page to load
    page.get_by_role("button", name="Train", exact=True).click()
    seen = growing(page, 3)
    into_chinese(page)
    with seconds("there again after"):
        page.reload()
        seen = growing(page, seen)  # all that was learned before, and it goes on
    stop = page.get_by_role("button", name=locale.t("jobs.stop", "zh"), exact=True)
    expect(stop).to_be_visible()

    with page.expect_popup() as opened:  # as the browser copies a tab, with all that it has stored
        page.evaluate("open(location.href)")
    copy = opened.value
    expect(copy.get_by_text(locale.t("visit.elsewhere", "zh"))).to_be_visible()
    expect(copy.get_by_role("button", name=locale.t("train_lstm.train", "zh"), exact=True)).to_be_enabled()
    expect(copy.locator(".growth")).to_have_count(0)
    copy.close()

    growing(page, seen)
    stop.click()
    expect(page.get_by_text(locale.t("jobs.kept_result", "zh"))).to_be_visible()
    page.reload()
    page.get_by_role("radio", name=locale.t("train_lstm.view_writer", "zh")).click()
    expect(page.get_by_test_id("written")).to_be_visible()

    page.goto(page.url.replace("/train_lstm?", "/train_cnn?"))
    button(page, "textbook").click()
    machine = page.get_by_test_id("machine")
    # the example, which is there at first, stands at its twelfth moment
    expect(machine).to_have_attribute("data-moment", re.compile(r"^[1-9]$"), timeout=4 * PATIENCE)
    page.reload()
    expect(machine).to_have_attribute("data-moment", re.compile(r"^[2-9]$"))
    button(page, "stop").click()
    expect(page.get_by_text(locale.t("jobs.kept_result", "zh"))).to_be_visible()


def test_a_training_that_the_server_has_forgotten_is_told(visit, seconds) -> None:
    page = visit("/train_cnn")
    expect(button(page, "train")).to_be_enabled()
    with seconds("told after"):
        with page.expect_navigation():  # at once: the page would ask the server before
            page.evaluate(
                "sessionStorage.setItem('dlplay.visit', 'of a server that was restarted'); location.reload()"
            )
        expect(page.get_by_text(locale.t("visit.gone", "en"))).to_be_visible()
    page.reload()
    expect(button(page, "train")).to_be_enabled()
    expect(page.get_by_text(locale.t("visit.gone", "en"))).to_have_count(0)
