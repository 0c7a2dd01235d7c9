"""What a visitor takes home is made in the browser: it stands alone, and shows what the page showed."""

import xml.etree.ElementTree as ET
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.hand import DIGITS, canvas, draw

SVG = "{http://www.w3.org/2000/svg}"


def taken(page: Page, name: str) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=name).click()
    download = coming.value
    assert download.path() is not None
    return Path(download.path()).rename(Path(download.path()).with_name(download.suggested_filename))


def test_a_picture_that_follows_a_hand_is_saved_by_keyboard_in_either_form(visit) -> None:
    page = visit("/neuron", dark=True)
    page.get_by_text("0.769", exact=True).first.wait_for()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Tab")  # who goes through a page by keyboard finds the buttons
    save = page.get_by_role("button", name="Save as SVG: A neuron with 2 inputs")
    save.focus()
    expect(page.locator("[data-take-home]").first).to_have_css("opacity", "1")
    drawing = taken(page, "Save as SVG: A neuron with 2 inputs")
    assert drawing.name == "neuron-one.svg"
    tree = ET.fromstring(drawing.read_bytes())
    words = ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]
    assert {"z =", "1.20", "a =", "0.769", "−0.8 · 0.5 = −0.40", "The line it draws"} <= set(words)
    assert "#e9eef1" not in drawing.read_text()  # the dark page's words, which white paper would not show
    assert not [
        one for one in tree.iter() if one.tag.split("}")[-1] in ("script", "style", "foreignObject", "a")
    ]
    width, height = (int(tree.attrib[one]) for one in ("width", "height"))

    picture = Image.open(BytesIO(taken(page, "Save as PNG: A neuron with 2 inputs").read_bytes()))
    assert picture.size == (2 * width, 2 * height)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
    assert {(255, 255, 255), (29, 42, 51), (230, 159, 0)} <= colours  # paper, words, orange


def painted(image: ET.Element) -> np.ndarray:
    """What is opaque of a picture within a drawing: (pixels, 3), on white."""
    pixels = Image.open(BytesIO(b64decode(image.attrib["href"].partition(",")[2]))).convert("RGBA")
    ground = Image.new("RGBA", pixels.size, "white")
    return np.asarray(Image.alpha_composite(ground, pixels).convert("RGB")).reshape(-1, 3)


def near(pixels: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int(np.sum(np.abs(pixels.astype(int) - colour).max(-1) < 12))


def test_charts_of_plotly_and_boards_have_the_colours_of_paper(visit) -> None:
    page = visit("/losses?surface=relief", language="zh-CN", dark=True)
    scene = page.locator("#scene canvas").first
    scene.wait_for()
    scene.hover()
    drawing = ET.fromstring(taken(page, "存为 SVG：损失随斜率和截距变化的曲面").read_bytes())
    (image,) = [one for one in drawing.iter(f"{SVG}image") if float(one.attrib["width"]) > 200]
    assert len(image.attrib["href"]) > 20_000  # it is painted: an empty one has a hundredth
    pixels = painted(image)
    assert near(pixels, (28, 41, 51)) > 100  # numbers along the axes, dark on white …
    assert near(pixels, (230, 234, 241)) < near(pixels, (28, 41, 51))  # … not light as on the dark page
    page.goto(page.url.split("/losses")[0] + "/network")
    page.locator("canvas").first.hover()
    board = ET.fromstring(taken(page, "存为 SVG：网络").read_bytes())
    assert len([one for one in board.iter(f"{SVG}image") if float(one.attrib["width"]) > 200]) >= 2
    (told,) = [one.text for one in board.iter(f"{SVG}desc")]
    assert told.count("训练损失") == 1  # three pictures of one whole have the same numbers
    for image in board.iter(f"{SVG}image"):
        assert not near(painted(image), (18, 24, 29))  # the ground of the dark page
    shown = page.evaluate(  # and the page itself is dark as before
        "[...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('canvas'))"
        ".shadowRoot.querySelector('canvas').getContext('2d').getImageData(1, 1, 1, 1).data[0]"
    )
    assert shown < 40


def test_what_was_drawn_is_taken_home_as_dark_ink_on_white(visit) -> None:
    page = visit("/digits", dark=True)
    canvas(page)
    page.get_by_role("button", name="Take home").click()
    page.get_by_text("Lab report of this page").wait_for()
    expect(page.get_by_role("button", name="What was drawn")).to_have_count(0)  # nothing, so far
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    draw(page, DIGITS[7])
    page.wait_for_url("**drawing=**")  # the server has read it
    page.get_by_role("button", name="Take home").click()
    drawing = taken(page, "PNG: What was drawn")
    assert drawing.name == "digits-drawing.png"
    pixels = np.asarray(Image.open(drawing).convert("RGB")).reshape(-1, 3)
    ink, paper = near(pixels, (20, 33, 61)), near(pixels, (255, 255, 255))
    assert 0.02 * paper < ink < 0.3 * paper


def test_the_report_of_a_visit_opens_by_itself_with_its_pictures_and_words(visit) -> None:
    page = visit("/losses")
    page.get_by_text("Loss L = ").first.wait_for()
    page.get_by_role("link", name="The neuron").first.click()
    page.get_by_text("0.769", exact=True).first.wait_for()
    page.get_by_role("button", name="Take home").click()
    page.get_by_label("Name on the report").fill("<img src=x onerror=alert(1)> Ada")
    report = taken(page, "Save: Lab report of this visit")
    assert report.name == "visit-report.html"
    sheet = taken(page, "Save: Worksheet")
    alone = page.context.new_page()
    told: list[str] = []
    alone.on("console", lambda message: told.append(message.text))
    alone.on("pageerror", lambda error: told.append(str(error)))
    alone.on("dialog", lambda dialog: told.append(dialog.message))
    alone.goto(report.as_uri())
    expect(alone.get_by_text("<img src=x onerror=alert(1)> Ada")).to_be_visible()
    headings = [one.inner_text() for one in alone.get_by_role("heading", level=2).all()]
    assert headings[:2] == ["Loss functions", "The neuron"]
    images = alone.locator("figure img")
    # the page that was left has its picture too
    assert images.count() == 2
    assert images.evaluate_all("all => all.every((one) => one.complete && one.naturalWidth > 500)")
    expect(alone.get_by_text("Loss L = 4.4450")).to_be_visible()
    alone.goto(sheet.as_uri())
    expect(alone.get_by_role("listitem")).to_have_count(3)
    assert told == []
    alone.close()
