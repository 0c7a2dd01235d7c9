"""What lasts is measured by a clock that nobody sets; who asks what time it is has a reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTABLE = {"time", "time_ns", "ctime", "localtime", "gmtime", "strftime", "now", "utcnow", "today"}
OF = {"time", "datetime", "date"}
ASKED = {
    "dlplay/classroom/steady.py": "at the start alone, for a time of day that the clock's jumps do not reach",
    "dlplay/jobs/cluster.py": "names of jobs, by which servers that share a worker know who was first",
}
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("dlplay", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "training" not in path.parts  # what is trained beforehand runs by itself
]


def settable(source: str) -> set[str]:
    """The clocks in a module that people and networks set."""
    tree = ast.walk(ast.parse(source))
    return {
        f"{node.value.id}.{node.attr}"
        for node in tree
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in OF and node.attr in SETTABLE
    }


def test_what_lasts_is_measured_by_a_clock_that_does_not_jump(record_property) -> None:
    record_property("modules read", len(FILES))
    assert {one for one in FILES if settable((ROOT / one).read_text(encoding="utf-8"))} == ASKED.keys()


def test_such_a_clock_is_seen() -> None:
    assert settable("import time\nbegan = time.time()\nlater = time.monotonic()") == {"time.time"}
    assert settable("from datetime import datetime\ndatetime.now()") == {"datetime.now"}
