"""How components reach a real browser: not at all, or below a path of the server's."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from dlplay import locale
from tests.browser import server
from tests.browser.conftest import PATIENCE

MODULE = "**/typewriter.js"
FOUR = "/shakespeare?view=four"


def another_prompt(page: Page, language: str) -> None:
    """New data for the typewriter."""
    before = page.get_by_role("textbox").first.input_value()
    page.get_by_role("button", name=locale.t("shakespeare.random_line", language)).click()
    expect(page.get_by_role("textbox").first).not_to_have_value(before)


def test_a_module_that_cannot_be_had_leaves_a_sentence_until_the_next_change(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("/", language="zh-CN")
    page.route(MODULE, lambda route: route.abort())
    page.goto(f"{address}{FOUR}")
    expect(page.locator(".failure")).to_have_text(locale.t("frame.component", "zh"))
    page.unroute(MODULE)
    another_prompt(page, "zh")
    expect(page.locator(".typewriter .page")).to_have_count(4)
    expect(page.locator(".failure")).to_have_count(0)


def test_components_come_below_a_base_path(browser: Browser, tmp_path: Path) -> None:
    with server.running(tmp_path / "log", base="class/a") as (address, _):
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        encodings = {}
        page.on("response", lambda one: encodings.update({one.url: one.headers.get("content-encoding")}))
        page.goto(address)
        page.get_by_role("link", name=locale.t("shakespeare.title", "en")).first.click()
        page.get_by_text(locale.t("shakespeare.view_four", "en")).click()
        expect(page.locator(".typewriter .page")).to_have_count(4)
        page.goto(f"{address}/backprop")
        expect(page.locator(".graph svg").first).to_be_visible()
        page.close()
    scripts = {url: one for url, one in encodings.items() if "/class/a/static/js/" in url}
    assert scripts
    assert set(scripts.values()) == {"gzip"}  # a class on one Wi-Fi waits for its air
