"""The command that prints the benchmarks: it fails where a row says that something was lost."""

import importlib
import sys
from types import SimpleNamespace

import pytest

from benchmarks import Row, __main__

GOOD = Row("a", "1 s", "2", "≤ 2 s")
BAD = Row("b", "39 of 40", "–", "40", "one student is not back")


@pytest.mark.parametrize(
    ("rows", "code"), [([GOOD], 0), ([GOOD, BAD, GOOD, BAD], f"{BAD.lost}\n{BAD.lost}")], ids=["good", "bad"]
)
def test_it_prints_every_row_and_fails_with_a_line_for_each_loss(
    rows: list[Row], code: int | str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "one"])
    monkeypatch.setattr(importlib, "import_module", lambda name: SimpleNamespace(rows=lambda: rows))
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == code
    table = capsys.readouterr().out.splitlines()[4:]
    assert table == [f"| {' | '.join(one[:4])} |" for one in rows]
