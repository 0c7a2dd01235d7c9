"""`python -m tests.fuzz [name ...]`: fuzz every entry, each in a process of its own, and print one table."""

import argparse
import datetime
import json
import os
import platform
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in app.py, and before numpy is loaded

from tests.fuzz import registry
from tests.fuzz.measure import Figures, measure

REMEMBERED = Path(".hypothesis/fuzz")  # what broke something is tried first the next time
PATIENCE = 3600  # seconds for all cases of a target
HEAD = "| what | cases | slowest | memory kept | at its peak | findings |\n|---|---|---|---|---|---|"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "name", nargs="*", metavar="name", help="targets whose names begin so; all by default"
    )
    parser.add_argument("--share", type=float, default=1.0, help="of the cases of a long round")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="another one by default")
    parser.add_argument("--alone", action="store_true", help="in this process; prints figures as JSON")
    told = parser.parse_args()
    chosen = [one for one in registry.targets() if not told.name or one.startswith(tuple(told.name))]
    if told.alone:
        for name in told.name:
            print(json.dumps(_alone(name, told.share, told.seed).to_dict()))
        return
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{datetime.date.today()}, {where}, seed {told.seed}\n\n{HEAD}", flush=True)
    every = [figures for figures in _each(chosen, told.share, told.seed)]
    found = {f"{one.name}: {place}": case for one in every for place, case in one.findings.items()}
    total = Figures(
        "all", sum(one.cases for one in every), *(max(column) for column in _columns(every)), found
    )
    print(_row(total), flush=True)
    sys.exit(bool(found))


def _alone(name: str, share: float, seed: int) -> Figures:
    target = registry.targets()[name]
    return measure(target, max(1, round(share * target.count)), seed, REMEMBERED / name.replace(" ", "_"))


def _each(names: list[str], share: float, seed: int) -> Iterator[Figures]:
    for name in names:
        command = [sys.executable, "-W", "ignore", "-m", "tests.fuzz", name, "--alone"]
        command += [f"--share={share}", f"--seed={seed}"]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
            lines = [line for line in run.stdout.splitlines() if line.startswith("{")]
            problem = f"ended with {run.returncode}", run.stderr[-2000:]
        except subprocess.TimeoutExpired:
            lines, problem = [], (f"no end within {PATIENCE} s", "")
        figures = Figures(**json.loads(lines[-1])) if lines else Figures(name, findings=dict([problem]))
        print(_row(figures), flush=True)
        for place, case in figures.findings.items():
            print(f"{figures.name}: {place}\n    {case}", file=sys.stderr, flush=True)
        yield figures


def _columns(every: list[Figures]) -> list[list[float]]:
    return [[0.0, *(getattr(one, name) for one in every)] for name in ("slowest", "growth", "peak")]


def _row(one: Figures) -> str:
    cells = (
        one.name,
        f"{one.cases:,}",
        f"{one.slowest:.2f} s",
        f"{max(one.growth, 0):.0f} MB",
        f"{one.peak:.0f} MB",
        str(len(one.findings)),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
