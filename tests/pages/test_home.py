"""The home page: a card and a picture for each page that exists, in both languages."""

import re
from pathlib import Path

import pytest

from dlplay import locale
from dlplay.ui import rooms
from dlplay.ui.rooms import ROOMS, ROOT
from tests.pages.app import open_page, texts

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_each_page_has_a_card(language: str) -> None:
    app = open_page("home", language)
    for room in ROOMS:
        assert locale.t(f"{room.name}.title", language) in texts(app)
        assert locale.t(f"{room.name}.card", language) in texts(app)


def test_the_list_of_pages_is_the_folder_of_pages() -> None:
    files = {path for path in (ROOT / "pages").rglob("*.py") if path.name != "home.py"}
    assert files == {room.file for room in ROOMS}
    assert all(room.picture for room in ROOMS)


def test_the_english_page_has_no_chinese() -> None:
    assert not HAN.search(texts(open_page("home", "en")))


def test_an_unknown_language_falls_back() -> None:
    assert open_page("home", "tlh").title[0].value == locale.t("home.title", "en")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"<svg cut off", b"no picture"])
def test_missing_and_damaged_pictures_leave_the_cards(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, record_property
) -> None:
    """Seen: one damaged picture kept the home page from everybody."""
    for name in ("icon", *(room.name for room in ROOMS)) if content is not None else ():
        (tmp_path / f"{name}.svg").write_bytes(content)
    monkeypatch.setattr(rooms, "PICTURES", tmp_path)
    app = open_page("home")
    assert not app.get("image")
    for room in ROOMS:
        assert locale.t(f"{room.name}.title", "en") in texts(app)
        record_property("cards that stay", 1)


def test_each_card_has_its_picture() -> None:
    assert len(open_page("home").get("image")) == len(ROOMS)
