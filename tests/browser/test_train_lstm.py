"""The page on training a character model in a real browser, with a real worker on a tiny network and text."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.files.encoding import ENCODINGS
from dlplay.text import plays
from dlplay.ui.upload import MOST_MB

TEXT = plays.load("macbeth")[:4000]


def paste(page: Page, text: str, language: str = "en") -> None:
    box = page.get_by_label(locale.t("train_lstm.paste", language))
    box.fill(text)
    box.press("Control+Enter")
    expect(page.get_by_test_id("stCaptionContainer").filter(has_text=f"{len(text):,}").first).to_be_visible()


def test_a_network_learns_is_scrubbed_stopped_and_writes(visit) -> None:
    page = visit("/train_lstm?text=own&units=128&layers=2&epochs=50")
    paste(page, TEXT)
    page.get_by_role("button", name="Train", exact=True).click()
    board = page.locator(".growth")
    expect(board).to_have_attribute("data-moments", re.compile(r"[3-9]|\d\d"))
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped after")).to_be_visible()
    timeline = page.get_by_label(locale.t("train_lstm.growth_timeline", "en"))
    last = board.locator(".page").first.inner_text()
    timeline.press("Home")
    expect(board).to_have_attribute("data-at", "0")
    expect(board.get_by_text(locale.t("train_lstm.untrained", "en"))).to_be_visible()
    assert board.locator(".page").first.inner_text() != last
    curves = page.get_by_test_id("curves").locator("svg")
    box = curves.bounding_box()
    curves.click(position={"x": box["width"] - 15, "y": 60})  # the end of the curve asks for its moment
    expect(board).not_to_have_attribute("data-at", "0")
    page.get_by_role("radio", name=locale.t("train_lstm.view_writer", "en")).click()
    expect(page.get_by_test_id("written")).to_be_visible()
    assert len(page.get_by_test_id("written").inner_text()) > 50


def test_one_s_own_text_outlives_a_reload_and_no_link_brings_it_to_others(visit, tmp_path: Path) -> None:
    page = visit("/train_lstm?text=own&cell=gru&lang=zh", 390, touch=True)
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r" * 90)
    file = page.locator("input[type=file]")
    file.set_input_files(picture)
    expect(page.get_by_text(shown("no_text", "picture.txt"))).to_be_visible()
    poem = tmp_path / "poem.txt"
    poem.write_bytes("学而时习之，不亦说乎？\n".encode("gb18030") * 100)
    file.set_input_files(poem)
    expect(page.get_by_text(shown("guessed", "poem.txt", encoding=ENCODINGS["gb18030"]))).to_be_visible()
    train = page.get_by_role("button", name=locale.t("train_lstm.train", "zh"), exact=True)
    expect(train).to_be_enabled()
    page.reload()
    expect(page.get_by_text(shown("own_begins", "poem.txt", count="1,200"))).to_be_visible()
    expect(train).to_be_enabled()
    other = visit(page.url[page.url.index("/train_lstm") :])
    expect(other.get_by_text(locale.t("train_lstm.own_missing", "zh"))).to_be_visible()


def shown(key: str, name: str, **values: str) -> str:
    """A sentence as it is read, with a file's name in it."""
    return locale.t(f"train_lstm.{key}", "zh", name=name, **values)


def test_a_file_beyond_all_measure_is_refused_in_our_own_words(visit, tmp_path: Path) -> None:
    page = visit("/train_lstm?text=own&lang=zh")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate((MOST_MB + 1) * 2**20)
    page.locator("input[type=file]").set_input_files(large)
    sentence = locale.t("upload.large", "zh", most=MOST_MB)
    expect(page.get_by_role("alert").filter(has_text=sentence).last).to_be_visible()
    page.get_by_test_id("stFileChip").hover()
    expect(page.get_by_test_id("stTooltipErrorContent")).to_have_text(sentence)
    uploader = page.get_by_test_id("stFileUploader").inner_text()
    assert not re.search("Upload|per file|File must", uploader)
