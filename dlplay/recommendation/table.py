"""Ratings in a table that somebody brings: a person a row, names in the first column, things in the head."""

from typing import NamedTuple

import numpy as np

from dlplay.files.table import TableError, read_table
from dlplay.recommendation.ratings import HIGHEST, LOWEST, MOST_PEOPLE, MOST_THINGS, Ratings

FEWEST = 2  # people, and things


class Read(NamedTuple):
    """A file's ratings."""

    ratings: Ratings
    encoding: str
    guessed: bool  # whether the encoding is a guess
    replaced: int  # characters that could not be read


def read_ratings(data: bytes, encoding: str | None = None) -> Read:
    """The ratings in a file; an empty cell is a missing one.

    Raises:
        TableError: those of `read_table`; "size" (too few or too many people or things), "no_head",
            "no_ratings", and with row, column and value of the first such cell "word" and "range"; the head
            is row 1.
    """
    table = read_table(data, encoding)
    cells, numbers = table.cells.iloc[:, 1:], table.numbers.iloc[:, 1:].to_numpy()
    people, things = cells.shape
    fits = FEWEST <= people <= MOST_PEOPLE and FEWEST <= things <= MOST_THINGS
    if np.isnan(numbers).all():
        raise TableError("no_ratings")
    if not fits:
        raise TableError(
            "size", people=people, things=things, most_people=MOST_PEOPLE, most_things=MOST_THINGS
        )
    if list(cells.columns) == [f"#{place}" for place in range(2, things + 2)]:
        raise TableError("no_head")
    words = cells.notna().to_numpy() & np.isnan(numbers)
    for problem, wrong in (("word", words), ("range", (numbers < LOWEST) | (numbers > HIGHEST))):
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            where = {"row": int(row) + 2, "column": str(cells.columns[column])}
            raise TableError(problem, **where, value=str(cells.iat[row, column]), count=int(wrong.sum()))
    names = [
        name if isinstance(name, str) else f"#{row}"
        for row, name in enumerate(table.cells.iloc[:, 0], start=1)
    ]
    ratings = Ratings(tuple(names), tuple(map(str, cells.columns)), numbers)
    return Read(ratings, table.encoding, table.guessed, table.replaced)
