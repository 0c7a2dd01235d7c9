"""A link as a QR code: a camera that looks at the screen reads what stands in the address bar."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from dlplay import locale
from tests.browser.hand import thumb


def test_a_camera_reads_the_address_from_the_screen_in_dark_colours_on_a_phone_too(visit) -> None:
    for width, dark in ((1280, True), (390, False)):
        page = visit("/activations", width=width, dark=dark)
        slider = thumb(page, "activations.x")
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{page.url.partition('?')[0]}?x=3.05")
        page.get_by_role("button", name=locale.t("qr.open", "en")).click()
        code = page.locator("dialog .code")
        expect(code.locator("svg")).to_be_visible()
        expect(page.locator("dialog .note")).to_have_text(locale.t("qr.local", "en"))
        photo = Image.open(io.BytesIO(page.screenshot()))  # of the whole screen, as a camera sees it
        (found,) = zxingcpp.read_barcodes(photo, try_invert=False)
        assert found.text == page.url
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        if dark:
            on_paper(page)


def on_paper(page: Page) -> None:
    """Printed, a page is black on white in any theme, as wide as the sheet, without menus and buttons."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("stSidebar", "stPopover", "stPageLink"):
        expect(page.get_by_test_id(gone).first).to_be_hidden()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_css("color", "rgb(17, 17, 17)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.get_by_test_id("live").first).to_have_css("color", "rgb(17, 17, 17)")
    width, zoom = page.get_by_test_id("stMainBlockContainer").evaluate(
        "(place) => ['width', 'zoom'].map((name) => parseFloat(getComputedStyle(place)[name]))"
    )
    assert 600 < width * zoom <= 701
