"""Tables to take home: Excel reads their encoding, and no spreadsheet takes a cell for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

LINE_END = re.compile(r"[\r\n]+")
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")  # with which one may begin
AS_TEXT = "'"  # before it the rest is text, for every spreadsheet


def columns_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list]:
    """The columns of a table by their heads, out of its rows, which all have the same."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def csv_file(columns: Mapping[str, Iterable]) -> bytes:
    """The columns as a CSV file in UTF-8, with the mark by which Excel knows that; one may end before others.

    Text that a spreadsheet would compute, as `=cmd`, gets an apostrophe before it, in cells and in the head.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(_safe, columns))
    writer.writerows(map(_safe, row) for row in zip_longest(*columns.values()))
    return file.getvalue().encode("utf-8-sig")


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return None if cell != cell else cell  # NaN, too, is an empty cell
    line = LINE_END.sub(" ", cell)  # or the next line of a cell would be a row of its own to some programs
    return AS_TEXT + line if line.startswith(FORMULA) else line
