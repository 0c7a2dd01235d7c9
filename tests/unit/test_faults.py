"""The table of faults is read here, and fails when it names a test that is not there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "tests" / "FAULTS.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE))


def functions_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    }


def test_each_test_that_is_named_exists() -> None:
    assert NAMED
    assert not [(file, name) for file, name in NAMED if name not in functions_in(ROOT / file)]


def test_every_fault_of_a_whole_server_stands_in_the_table() -> None:
    files = sorted((ROOT / "tests" / "faults").glob("test_*.py"))
    assert files
    there = {(file.relative_to(ROOT).as_posix(), name) for file in files for name in functions_in(file)}
    assert there <= NAMED


def test_each_row_has_a_test() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
    assert all(re.search(r"`tests/[\w/]+\.py::\w+`", row) for row in rows)
