"""A server and a browser for all browser tests; a fresh visitor for each."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import provide, server
from tests.unit.classroom import databases

# One process for all pages of a context, so that Streamlit's modules are compiled once. The last ones keep
# Chromium from calling its maker, which a closed network answers with errors.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--renderer-process-limit=1",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Where something is yet to come Streamlit shows a shimmer. To paint it, frame by frame and without a graphics
# card, costs more than the page that is waited for.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[data-testid=stSkeleton] { animation: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""

# What the server's Content-Security-Policy has kept a page from is told, and fails the test of the visit.
WATCHED = """() => addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""

PATIENCE = 60_000  # milliseconds: a busy machine is no failure
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The class board's, none of this machine's own; see `make class-on-postgres`."""
    if os.environ.get("DLPLAY_TEST_ON") == "postgres":
        with databases.postgres() as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('rooms') / 'class.sqlite3'}"


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server says."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def running(log: Path, database: str) -> Iterator[tuple[str, subprocess.Popen]]:
    with server.running(log, DLPLAY_DATABASE_URL=database) as (url, process):
        yield url, process


@pytest.fixture(scope="session")
def address(running: tuple[str, subprocess.Popen]) -> str:
    return running[0]


@pytest.fixture
def stopped(running: tuple[str, subprocess.Popen]) -> Callable[[], AbstractContextManager[None]]:
    """`with stopped():` the server stands still and answers nobody."""

    @contextmanager
    def still() -> Iterator[None]:
        process = psutil.Process(running[1].pid)
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    return still


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept_from() -> list[str]:
    """What the policy has kept pages from since the last look."""
    return []


@pytest.fixture(scope="session")
def visitors(browser: Browser, address: str, kept_from: list[str]) -> Callable[[str, bool], BrowserContext]:
    """A browser context for each kind of visitor. Tests share it, and so the files that it has loaded and
    compiled; what a visitor does lives in the page and its connection, and those are new for each visit."""

    @cache
    def context(language: str, touch: bool) -> BrowserContext:
        context = browser.new_context(locale=language, has_touch=touch)
        context.add_init_script(f"({STILL})(); ({WATCHED})()")
        context.on("console", lambda told: kept_from.append(told.text) if "policy:" in told.text else None)
        context.new_page().goto(f"{address}/_stcore/health")  # the process ends with its last page
        return context

    return context


@pytest.fixture
def visit(
    visitors: Callable[[str, bool], BrowserContext], address: str, kept_from: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open a path as a new visitor: `visit("/digits", width=390, language="zh-CN", touch=True)`."""
    pages = []

    def open_page(
        path: str,
        width: int = 1280,
        language: str = "en-US",
        dark: bool = False,
        touch: bool = False,
        at: str = address,
    ) -> Page:
        page = visitors(language, touch).new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(f"{at}{path}")
        return page

    yield open_page
    for page in pages:
        page.evaluate("localStorage.clear()")  # a menu left open would cover the next phone's page
        page.close()
    told, kept_from[:] = kept_from[:], []
    assert not told
