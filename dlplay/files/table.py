"""A table as spreadsheets and programs write it, in any encoding, with any delimiter and decimal sign."""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

import numpy as np
import pandas as pd

from dlplay.files.encoding import NotText, decode

MOST_BYTES = 2_000_000
MOST_COLUMNS = 200
DELIMITERS = ("\t", ";", "，", "；", "|", ",")  # before the comma, which may be a decimal sign, all others
BLANKS = r"\s+"
LOOKED_AT = 100  # lines from which the delimiter is told
LONGEST_NAME = 40
UNNAMED = ("#1", "Unnamed: 0")  # how the index of pandas is called here, and there when it was read once more
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?"
# a number with a decimal point, or with a comma that may be one: it stands last
POINT, COMMA = r"[\d.,+-]*\.\d+(?:[eE].*)?", r"[\d.+-]*,\d+(?:[eE].*)?"
BETWEEN_THOUSANDS = r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))"
# what spreadsheets and programs write where nothing is known
MISSING = ("", "nan", "n/a", "na", "#n/a", "#na", "<na>", "null", "?", "-", "--", "inf", "-inf")


class TableError(ValueError):
    """Bytes that are no table: which problem, and the numbers that its sentence needs."""

    def __init__(self, problem: str, **numbers: object):
        super().__init__(f"table: {problem} {numbers}")
        self.problem, self.numbers = problem, numbers


class Table(NamedTuple):
    """A table's cells as they stand, and as numbers where they are some."""

    cells: pd.DataFrame  # of text, stripped; missing ones are None; its columns are the names, no two alike
    numbers: pd.DataFrame  # of float64, nan where there is no number
    encoding: str
    guessed: bool  # whether the encoding is a guess
    replaced: int  # characters that could not be read

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns of which at least half of what stands there are numbers."""
        known, numbers = self.cells.notna().sum(), self.numbers.notna().sum()
        return tuple(name for name in self.cells if 0 < known[name] <= 2 * numbers[name])

    @property
    def counter(self) -> str | None:
        """The first column, where it only numbers the rows, in their order or, without a name, in any."""
        first, rows = self.numbers.iloc[:, 0], np.arange(len(self.numbers))
        in_order = len(rows) > 1 and any(np.array_equal(first, rows + start) for start in (0, 1))
        unnamed = first.name in UNNAMED and self.numbers.columns[1] != "#2"
        each = first.is_unique and (first == first.round()).all()
        return str(first.name) if in_order or (unnamed and each) else None


def read_table(data: bytes, encoding: str | None = None) -> Table:
    """The table in a file.

    Raises:
        TableError: "large", "not_text" or "no_table" (nothing, or a single column).
    """
    if len(data) > MOST_BYTES:
        raise TableError("large", megabytes=round(len(data) / 1e6, 1), most=MOST_BYTES // 1_000_000)
    try:
        decoded = decode(data, encoding)
    except NotText as error:
        raise TableError("not_text") from error
    raw, delimiter = _rows(decoded.text)
    raw = raw.dropna(how="all").dropna(axis="columns", how="all")
    raw = raw[raw.notna().sum(axis=1).gt(1).cummax()]  # without a title above the table
    if raw.empty or raw.shape[1] < 2:
        raise TableError("no_table")
    numbers = _numbers(raw, delimiter)
    headed = _has_head(numbers)
    names = _names([one if headed and isinstance(one, str) else "" for one in raw.iloc[0]])
    cells, numbers = (
        one.iloc[int(headed) :].set_axis(names, axis="columns").reset_index(drop=True)
        for one in (raw, numbers)
    )
    return Table(cells, numbers, decoded.encoding, decoded.guessed, decoded.replaced)


def _rows(text: str) -> tuple[pd.DataFrame, str]:
    """Every row's cells, stripped; None for a missing one. And the delimiter."""
    lines = [line for line in text.split("\n") if line.strip()]
    told = re.fullmatch(r"\"?sep=(.)\"?[,;\s]*", lines[0]) if lines else None
    if told:  # Excel's own word for it
        lines = lines[1:]
    if not lines:
        raise TableError("no_table")
    delimiter = told[1] if told else _delimiter(lines[:LOOKED_AT])
    if delimiter == BLANKS:
        lines, delimiter = ["\t".join(line.split()) for line in lines], "\t"
    try:
        width = max(map(len, csv.reader(lines, delimiter=delimiter, skipinitialspace=True)))
        if width > MOST_COLUMNS:
            raise TableError("no_table")
        cells = pd.read_csv(
            io.StringIO("\n".join(lines)),
            sep=delimiter,
            engine="c" if delimiter.isascii() else "python",
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skipinitialspace=True,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, csv.Error) as error:
        raise TableError("not_text") from error
    cells = cells.astype("str").apply(lambda column: column.str.strip())
    return cells.mask(cells.apply(lambda column: column.str.casefold().isin(MISSING))), delimiter


def _delimiter(lines: list[str]) -> str:
    """The sign that stands equally often in most lines; of several, the first; blanks come last."""
    agreeing = {}
    for sign in (*DELIMITERS, BLANKS):
        count, often = Counter(_parted(line, sign) for line in lines).most_common(1)[0]
        agreeing[sign] = often if count > 1 else 0
    best = max(agreeing.values())
    return next(sign for sign, often in agreeing.items() if often >= 0.9 * best) if best else ","


def _parted(line: str, delimiter: str) -> int:
    return len(line.split()) if delimiter == BLANKS else line.count(delimiter) + 1


def _numbers(cells: pd.DataFrame, delimiter: str) -> pd.DataFrame:
    """The cells as numbers, of whatever width and decimal sign; nan where there is none that is finite."""
    plain = cells.apply(_narrow)
    written = plain.stack().astype("str")
    points, commas = written.str.fullmatch(POINT), written.str.fullmatch(COMMA)
    in_thousands = delimiter == "," and written[commas].str.contains(r",\d{3}$").all()
    decimal_comma = commas.sum() > points.sum() and not in_thousands

    def numbered(column: pd.Series) -> pd.Series:
        text = column.str.replace(r"\." if decimal_comma else ",", "", regex=True)
        text = text.str.replace(",", ".", regex=False)
        numbers = text.where(text.str.fullmatch(NUMBER).eq(True)).astype("float64")
        return numbers.where(np.isfinite(numbers))

    return plain.apply(numbered)


def _narrow(column: pd.Series) -> pd.Series:
    """Full-width digits and signs as narrow ones, one kind of minus, no blank between thousands, no %."""
    wide = ~column.str.isascii().ne(False)
    if wide.any():
        column = column.str.normalize("NFKC").str.replace("\N{MINUS SIGN}", "-", regex=False)
    return column.str.replace(BETWEEN_THOUSANDS, "", regex=True).str.replace(r"(?<=\d)\s?%$", "", regex=True)


def _has_head(numbers: pd.DataFrame) -> bool:
    """Whether the first row names the columns: where numbers stand below, it has none."""
    below = numbers.iloc[1:].notna().mean() >= 0.5
    return bool(below.any() and numbers.iloc[0][below].isna().all())


def _names(head: list[str]) -> list[str]:
    """A name for each column, no two alike; #3 for the third where it has none."""
    names: list[str] = []
    for place, name in enumerate(head, start=1):
        short = name[:LONGEST_NAME] or f"#{place}"
        again = sum(one == short or one.startswith(f"{short} (") for one in names)
        names.append(f"{short} ({again + 1})" if again else short)
    return names
