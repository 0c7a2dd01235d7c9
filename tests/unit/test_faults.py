"""The table of faults is read here, and fails when it names a test that is not there, or without a figure."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from tests.faults import figures

ROOT = Path(__file__).parents[2]
TABLE = figures.TABLE.read_text(encoding="utf-8")
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
NAMED = {tuple(one.split("::")) for one in figures.TEST.findall(TABLE)}
FUZZED = (ROOT / "tests" / "fuzz" / "RESULTS.md").read_text(encoding="utf-8")
MEASURED = re.compile(r"(1 case of|[1-9]\d* cases of up to) [\d.]+ s(, .+)?")


def functions_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    }


@pytest.mark.parametrize("text", [TABLE, FUZZED], ids=["faults", "fuzzing"])
def test_each_test_that_is_named_exists(text: str) -> None:
    named = [one.split("::") for one in figures.TEST.findall(text)]
    assert named
    assert not [(file, name) for file, name in named if name not in functions_in(ROOT / file)]


def test_every_fault_of_a_whole_server_stands_in_the_table() -> None:
    files = sorted((ROOT / "tests" / "faults").glob("test_*.py"))
    assert files
    there = {(file.relative_to(ROOT).as_posix(), name) for file in files for name in functions_in(file)}
    assert there <= NAMED


def test_each_row_has_a_figure_of_each_of_its_tests() -> None:
    assert ROWS
    for row in ROWS:
        told = row.strip("| ").rpartition(" | ")[2].split(figures.BETWEEN)
        assert len(told) == len(figures.TEST.findall(row)) > 0, row
        assert all(map(MEASURED.fullmatch, told)), row


def report(test: str, outcome: str, duration: float, *recorded: tuple[str, object]) -> pytest.TestReport:
    return pytest.TestReport(
        test, ("", 0, ""), {}, outcome, None, "call", duration=duration, user_properties=recorded
    )


def test_a_figure_adds_counts_and_gives_the_range_of_seconds() -> None:
    cases = [
        report("a", "passed", 12.04, ("told after", 0.52), ("pages opened", 4)),
        report("a", "passed", 1.0, ("told after", 1.21), ("pages opened", 4)),
        report("a", "skipped", 0.0),
    ]
    told = "2 cases of up to 12 s, pages opened: 8, skipped: 1, told after 0.52 to 1.2 s"
    assert figures.figure(cases) == told
    assert figures.figure(cases[:1]) == "1 case of 12 s, pages opened: 4, told after 0.52 s"
    assert figures.figure(cases[2:]) == "0 cases of up to 0.001 s, skipped: 1"


def test_only_what_has_run_is_told_anew() -> None:
    table = (
        "| fault | test | figure |\n|---|---|---|\n"
        "| a | `tests/x.py::test_a`, `tests/x.py::test_b` | old a; old b |\n"
        "| b | `tests/x.py::test_c`, `tests/x.py::test_a` | |\n"
        "| c | `tests/x.py::test_c` | old c |\n"
        "| d | `tests/x.py::test_a` |\n"
    )
    assert figures.rows(table, {"tests/x.py::test_a": "new", "tests/x.py::test_d": "other"}) == [
        "| a | `tests/x.py::test_a`, `tests/x.py::test_b` | new; old b |",
        "| b | `tests/x.py::test_c`, `tests/x.py::test_a` | –; new |",
        "| d | `tests/x.py::test_a` | new |",
    ]


def test_faults_and_a_share_of_fuzzing_run_every_week_and_stop_nothing() -> None:
    file = ROOT / ".github" / "workflows" / "weekly.yml"
    week = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert week["on"]["schedule"]
    (job,) = week["jobs"].values()
    assert job["continue-on-error"] == "true"
    targets = [what.split()[0] for what in job["strategy"]["matrix"]["what"]]
    assert targets == ["faults", "fuzz"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
