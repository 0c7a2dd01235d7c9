"""Benchmarks: one script a claim; `make bench` prints them all as a table of ratios."""

import os
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in app.py, and before numpy is loaded


class Row(NamedTuple):
    """One line of the table that `make bench` prints.

    Attributes:
        lost: what must never be and was, in a sentence: the command then fails.
    """

    claim: str
    measured: str
    ratio: str
    target: str
    lost: str = ""


KEPT = {"PYTHONDONTWRITEBYTECODE": ""}  # a server as on a person's machine: what was compiled once is kept
