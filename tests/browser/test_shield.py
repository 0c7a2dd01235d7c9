"""The headers in a real browser: a page works in another site's frame where that is allowed, and only there;
what the policy forbids is seen by these tests; other sites get no connection; no message breaks a page."""

import base64
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.fuzz import measure, sockets

MESSAGES = 8  # lots of them
COURSE = """<!doctype html><h1>Week 3</h1>
<iframe src="{}/activations?embed=true" allow="microphone; clipboard-write" width=1200 height=800></iframe>"""


def course_page(browser: Browser, address: str, site: str):
    """A course page on that site, which shows the activation functions in a frame."""
    page = browser.new_context(locale="en-US", permissions=["local-network-access"]).new_page()
    course = COURSE.format(address)
    page.route(f"{site}/**", lambda route: route.fulfill(body=course, content_type="text/html"))
    page.goto(f"{site}/week3")
    return page


def test_a_course_page_shows_a_page_that_works(browser: Browser, address: str) -> None:
    page = course_page(browser, address, "https://course.example")
    frame = page.frame_locator("iframe")
    slider = frame.get_by_role("slider").first
    slider.wait_for()
    before = slider.get_attribute("aria-valuenow")
    slider.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuenow", before)
    page.context.close()


def test_a_site_that_is_not_allowed_shows_nothing(browser: Browser, address: str) -> None:
    page = course_page(browser, address, "http://course.example")
    page.wait_for_function("frames.length === 1")
    inner = next(one for one in page.frames if one != page.main_frame)
    inner.wait_for_load_state()
    assert inner.url.startswith("chrome-error:")
    page.context.close()


def test_what_the_policy_forbids_fails_the_test_of_the_visit(visit, kept_from: list[str]) -> None:
    page = visit("/neuron")
    for directive, harm in (
        ("img-src", "<img src='https://elsewhere.example/x.png'>"),
        ("script-src-attr", "<img src='x' onerror='1'>"),
    ):
        with page.expect_console_message(lambda told, rule=directive: f"policy: {rule} " in told.text):
            page.evaluate("harm => document.body.insertAdjacentHTML('beforeend', harm)", harm)
    assert len(kept_from) == 2
    kept_from.clear()


def asked(address: str, path: str, *headers: str) -> int:
    """The status that a server answers a request with."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        line.sendall(
            "\r\n".join([f"GET {path} HTTP/1.1", f"Host: {place.netloc}", *headers, "", ""]).encode()
        )
        return int(line.recv(4096).split()[1])


def handshake(address: str, origin: str) -> int:
    """What a page of that origin gets that asks for a connection."""
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
    key = f"Sec-WebSocket-Key: {base64.b64encode(b'0' * 16).decode()}"
    return asked(address, "/_stcore/stream", *upgrade, key, f"Origin: {origin}")


def test_other_sites_pages_get_no_connection_and_nobody_streamlit_s_numbers(address: str) -> None:
    assert handshake(address, address) == 101
    for site in ("https://elsewhere.example", "http://127.0.0.1.elsewhere.example", "null"):
        assert handshake(address, site) == 403
    assert asked(address, "/_stcore/metrics") == 404
    assert asked(address, "/_stcore/health") == 200


def test_bytes_beyond_ascii_are_no_address_and_heads_may_hold_any(address: str) -> None:
    """What our routes and their framework rely on; uvicorn answers so with either of its readers of HTTP."""
    places = ("/healthz", "/metrics", "/files/qr", "/files/class/BCDFGH", "/_stcore/health", "/neuron")
    for path in [f"{place}{more}" for place in places for more in ("?text=é", "/?x=é", "é", "/é/")]:
        assert asked(address, path) == 400
    for head in ("Cookie", "Authorization", "Accept-Encoding", "If-None-Match", "X-Forwarded-For", "Referer"):
        assert asked(address, "/files/qr?text=x", f"{head}: é") == 200


def test_no_message_of_a_connected_browser_breaks_a_page_of_the_server(
    running: tuple[str, subprocess.Popen], log: Path
) -> None:
    """A short round of fuzzing, the same each time, on the server that all these tests share."""
    address, process = running
    house = sockets.Server(address, process.pid, log)
    target = sockets.messages_to(lambda: house)
    figures = measure.Figures(target.name)
    measure.some(target, figures, MESSAGES, number=1)
    assert figures.cases >= MESSAGES
    assert not {where: case for where, case in figures.findings.items() if where != measure.TOO_SLOW}
