"""A shipped file that is damaged: its page names it and the command that brings it back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from deploy import bundle
from dlplay import assets, locale
from dlplay.training.__main__ import COMMANDS
from dlplay.ui.rooms import ROOT
from tests.pages.app import open_page
from tests.pages.damage import LINKS, UNREAD, as_served, hurt, shipped


def sentence(key: str) -> re.Pattern[str]:
    """One of `frame` that names a file, and perhaps a command."""
    words = re.escape(locale.t(f"frame.{key}", "en", file="FILE", command="COMMAND"))
    return re.compile(words.replace("FILE", r"(?P<file>\S+)").replace("COMMAND", "(?P<command>.+)"))


TOLD = sentence("asset")


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    with as_served():
        yield


def told(app: AppTest) -> dict[str, str]:
    """The files that a page says are missing, with the command for each; it says nothing else in red."""
    found = [TOLD.fullmatch(one.value) for one in app.error]
    assert all(found), [one.value for one in app.error]
    return {one["file"]: one["command"] for one in found}


def assert_brings_back(command: str) -> None:
    """It is one that there is."""
    if restored := re.fullmatch(r"git checkout (?:-- )?(\S+)", command):
        assert (ROOT / restored[1]).exists()
    else:
        assert re.fullmatch(r"python -m dlplay\.training (\S+).*", command)[1] in COMMANDS


def test_every_shipped_file_has_a_page_that_misses_it_or_a_reason(record_property) -> None:
    carried = {file for file in shipped() if file.startswith("pictures/") or file.endswith(".keras")}
    assert set(shipped()) == carried | LINKS.keys() | UNREAD.keys()
    assert not LINKS.keys() & UNREAD.keys()
    record_property("shipped files", len(shipped()))
    record_property("with a page", len(LINKS))
    record_property("with a reason", len(UNREAD))


@pytest.mark.parametrize("file", LINKS)
def test_a_page_whose_file_is_damaged_names_it_and_what_brings_it_back(file: str, seconds) -> None:
    page, query = LINKS[file]
    with hurt(file, "damaged"), seconds("told after"):
        found = told(open_page(page, **query))
    assert found.keys() == {file.rpartition("/")[2]}
    assert_brings_back(*found.values())


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_page_of_the_bundle_says_to_unpack_it_again(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no git in a school without internet, and nothing to train anew with."""
    assert not any(path.is_relative_to(ROOT / ".git") for path in bundle.app_files())
    monkeypatch.setattr(assets, "GIT", tmp_path / ".git")
    file = "data/pen_digits.json"
    page, query = LINKS[file]
    with hurt(file, "damaged"):
        app = open_page(page, language, **query)
    (said,) = [one.value for one in app.error]
    assert said == locale.t("frame.asset_unpack", language, file="pen_digits.json")
    assert "checkout" not in said
