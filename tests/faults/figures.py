"""What the tests of faults have measured, as rows for `tests/FAULTS.md`: printed where they end.

`make faults` prints those of whole servers; `python -m pytest -p tests.faults.figures <test> …` those of any
others that the table names.
"""

import datetime
import os
import platform
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[1] / "FAULTS.md"
TEST = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
BETWEEN = "; "  # the figures of a row's tests, in their order
NONE = "–"


def figure(cases: Sequence[pytest.TestReport]) -> str:
    """Of one test: its cases, what they counted together, and of their seconds the least and the most."""
    counts: dict[str, int] = defaultdict(int)
    seconds: dict[str, list[float]] = defaultdict(list)
    passed = [case.duration for case in cases if case.outcome == "passed"]
    for case in cases:
        if case.outcome != "passed":
            counts[case.outcome] += 1
        for what, value in case.user_properties:
            if isinstance(value, float):
                seconds[what].append(value)
            else:
                counts[what] += value
    told = [f"{len(passed)} case{'' if len(passed) == 1 else 's'} of {'up to ' * (len(passed) != 1)}"]
    told[0] += f"{_short(max(passed, default=0.0))} s"
    told += [f"{what}: {count}" for what, count in counts.items()]
    return ", ".join(told + [f"{what} {_range(those)} s" for what, those in seconds.items()])


def _range(seconds: list[float]) -> str:
    least, most = _short(min(seconds)), _short(max(seconds))
    return most if least == most else f"{least} to {most}"


def _short(seconds: float) -> str:
    """Two digits of it."""
    return f"{seconds:.0f}" if seconds >= 10 else f"{max(seconds, 0.001):.2g}"


def rows(table: str, figures: Mapping[str, str]) -> list[str]:
    """Those of a table of which a test has run, with its figure in the place of the one of before."""
    found = []
    for line in table.splitlines():
        tests = TEST.findall(line) if line.startswith("| ") else []
        if figures.keys() & tests:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            before = [] if TEST.search(cells[-1]) else cells.pop().split(BETWEEN)
            before = before if len(before) == len(tests) else [NONE] * len(tests)
            now = [figures.get(test, old) for test, old in zip(tests, before, strict=True)]
            found.append(f"| {' | '.join([*cells, BETWEEN.join(now)])} |")
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    cases: dict[str, list[pytest.TestReport]] = defaultdict(list)
    for outcome in ("passed", "skipped", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            cases[report.nodeid.partition("[")[0]].append(report)
    told = rows(TABLE.read_text(encoding="utf-8"), {test: figure(those) for test, those in cases.items()})
    if told:
        where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
        terminalreporter.write_line(f"\n{datetime.date.today()}, {where}\n")
        terminalreporter.write_line("\n".join(told))
