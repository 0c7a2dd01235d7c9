"""The font of icons: all that is shown is in it, as in Streamlit's, and browsers hear when it is another."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from deploy import icon_font
from dlplay.assets import read_checked
from dlplay.ui.icon_font import FOLDER, REBUILD, IconFont
from dlplay.ui.rooms import ROOT
from tests.unit.asgi import ask

(FILE,) = FOLDER.glob("*.woff2")
PLACE = f"/static/media/{FILE.name}"
STREAMLITS: ASGIApp = PlainTextResponse("Streamlit's")


def outline(font: TTFont, glyph: str) -> tuple[list, list, tuple[int, int]]:
    """Its points, where each contour ends, and how wide it is."""
    points, ends, _ = font["glyf"][glyph].getCoordinates(font["glyf"])
    return list(points), list(ends), font["hmtx"][glyph]


def test_every_icon_that_is_shown_is_there_and_looks_as_streamlits() -> None:
    with TTFont(icon_font.whole()) as theirs, TTFont(FILE) as ours:
        known, there = icon_font.icons(theirs), icon_font.icons(ours)
        shown = icon_font.shown() & set(known)
        assert {"download", "skip_next", "keyboard_arrow_down"} <= shown
        assert shown <= set(there), f"run {REBUILD}"
        for name in shown:
            assert outline(theirs, known[name]) == outline(ours, there[name]), name


def test_it_stands_at_the_address_of_the_font_that_streamlit_brings() -> None:
    assert FILE.name == icon_font.whole().name, f"run {REBUILD}"
    assert FILE.stat().st_size < icon_font.whole().stat().st_size / 10


def test_no_icon_is_named_by_halves() -> None:
    """Else nobody finds it in the source."""
    for path in [*(ROOT / "dlplay").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        assert not re.findall(r":material/(?!\w+:)", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("prefix", ["", "/below/it"])
def test_a_browser_gets_it_and_hears_later_that_it_is_still_the_one(prefix: str) -> None:
    app = IconFont(STREAMLITS)
    status, headers, body = ask(app, prefix + PLACE)
    assert (status, headers["content-type"], body) == (200, "font/woff2", FILE.read_bytes())
    assert "no-cache" in headers["cache-control"]
    known = {"if-none-match": headers["etag"]}
    status, again, body = ask(app, prefix + PLACE, headers=known)
    assert (status, again["etag"], body) == (304, headers["etag"], b"")
    status, _, body = ask(app, prefix + PLACE, headers={"if-none-match": '"another"'})
    assert (status, body) == (200, FILE.read_bytes())


@pytest.mark.parametrize("path", ["/static/media/another.woff2", f"/{FILE.name}", f"{PLACE}/x", "/page"])
def test_all_else_is_streamlits_answer(path: str) -> None:
    assert ask(IconFont(STREAMLITS), path)[2] == b"Streamlit's"


def test_a_damaged_one_is_not_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE.name).write_bytes(read_checked(FILE, REBUILD)[:-1])
    (tmp_path / "SHA256SUMS").write_bytes((FOLDER / "SHA256SUMS").read_bytes())
    assert ask(IconFont(STREAMLITS, tmp_path), PLACE)[2] == b"Streamlit's"
    assert "damaged" in caplog.text


def test_the_command_makes_what_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icon_font, "whole", lambda: FILE)  # has all of them, and is soon read
    (tmp_path / "MaterialSymbols-Rounded.older.woff2").write_bytes(b"")
    monkeypatch.setattr(icon_font, "FOLDER", tmp_path)
    icon_font.main()
    assert {one.name for one in tmp_path.iterdir()} == {FILE.name, "SHA256SUMS"}
    with TTFont(tmp_path / FILE.name) as made, TTFont(FILE) as ships:
        assert icon_font.icons(made) == icon_font.icons(ships)
