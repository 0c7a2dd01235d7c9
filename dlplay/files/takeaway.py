"""Tables to take home: Excel reads their encoding, and no spreadsheet takes a cell for a formula."""

import re

import pandas as pd

LINE_END = re.compile(r"[\r\n]+")
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")  # with which one may begin
AS_TEXT = "'"  # before it the rest is text, for every spreadsheet


def csv_file(table: pd.DataFrame, index: bool = False) -> bytes:
    """A table as a CSV file in UTF-8, with the mark by which Excel knows that.

    Text that a spreadsheet would compute, as `=cmd`, gets an apostrophe before it, in cells and in the head.
    """
    safe = table.rename(columns=_safe, index=_safe).map(_safe)
    return safe.to_csv(index=index, lineterminator="\n").encode("utf-8-sig")


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    line = LINE_END.sub(" ", cell)  # or the next line of a cell would be a row of its own to some programs
    return AS_TEXT + line if line.startswith(FORMULA) else line
