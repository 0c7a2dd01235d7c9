"""What a visitor takes home is in the language of the page, also the heads of its tables."""

import csv
import io
import re

import pytest

from dlplay.playground import Recipe, Training
from dlplay.ui import heads, language
from dlplay.ui.losses import table
from dlplay.ui.network import code, own_table

HAN = re.compile("[\u4e00-\u9fff]")


def first_rows(file: bytes) -> list[list[str]]:
    """The head and a row, of a file that carries the mark by which Excel knows its encoding."""
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))[:2]


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "zh")


def test_heads_are_in_chinese_and_no_two_are_one() -> None:
    training = Training(Recipe(points=20))
    for file in (code.history(training), code.points(training), own_table.example()):
        head, row = first_rows(file)
        assert [one for one in head if not HAN.search(one)] in ([], ["x1", "x2"])
        assert len(set(head)) == len(head)
        assert len(row) == len(head)
    known = heads.headed("losses", table.columns([]))
    assert len(known) == len(table.columns([]))
    assert all(map(HAN.search, known))


def test_in_english_a_column_keeps_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "en")
    assert list(heads.headed("losses", {"gradient_length": [], "x1": []})) == ["gradient_length", "x1"]
