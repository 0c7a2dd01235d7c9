"""`python -m benchmarks [name ...]`: run the benchmarks and print one table, ready for the README.

It fails, with a line for each, where a row says that something was lost.
"""

import argparse
import datetime
import importlib
import os
import platform
import sys

BENCHMARKS = (
    "classify",
    "writer",
    "playground",
    "jobs",
    "moves",
    "load",
    "soak",
    "class_board",
    "class_sessions",
    "startup",
    "first_visit",
    "pen_live",
    "pen_to_bars",
    "temperature",
    "live",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="name", help="which ones; all by default")
    chosen = parser.parse_args().name or BENCHMARKS
    print(f"{datetime.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | measured | ratio | target |\n|---|---|---|---|")
    lost = []
    for name in chosen:
        for row in importlib.import_module(f"benchmarks.{name}").rows():
            print(f"| {' | '.join((row.claim, row.measured, row.ratio, row.target))} |", flush=True)
            lost += [row.lost] if row.lost else []
    sys.exit("\n".join(lost) or 0)


if __name__ == "__main__":
    main()
