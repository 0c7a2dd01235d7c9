"""Benchmarks: one script a claim; `make bench` prints them all as a table of ratios."""

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table that `make bench` prints."""

    claim: str
    measured: str
    ratio: str
    target: str
