"""A room as tables to take home: columns by their heads, for `dlplay.files.takeaway.csv_file`.

People stand in them by what the board calls them, an animal or the name that they chose.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dlplay.classroom.rooms_board import ROUNDS, SIDE, Board, Person, Question

Called = Callable[[Person], str]
MISSING = ""


def votes(board: Board, called: Called, heads: Mapping[str, str]) -> dict[str, list]:
    """A row a member and question: question, member, what they chose in either round, and the right answer.

    Args:
        heads: of the columns: question, member, first, second, answer.
    """
    rows = [
        (
            one.text,
            called(person),
            *(_chosen(one, one.choices.get((turn, person.id))) for turn in ROUNDS),
            _right(one),
        )
        for one in board.questions
        for person in board.people.values()
        if any((turn, person.id) in one.choices for turn in ROUNDS)
    ]
    names = [heads[key] for key in ("question", "member", "first", "second", "answer")]
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def drawings(board: Board, called: Called, heads: Mapping[str, str]) -> dict[str, list]:
    """A row a drawing: label, member, and its 784 pixels from 0 (paper) to 255 (ink), row by row.

    Args:
        heads: of the first columns: label, member; the pixels are named as in MNIST's tables.
    """
    pixels = np.array([one.pixels.ravel() for one in board.drawings]).reshape(-1, SIDE * SIDE)
    columns: dict[str, list] = {
        heads["label"]: [one.label for one in board.drawings],
        heads["member"]: [called(board.people[one.member]) for one in board.drawings],
    }
    return columns | {f"pixel{place}": column.tolist() for place, column in enumerate(pixels.T)}


def marks(board: Board, called: Called) -> dict[str, list]:
    """A row a member, a column a thing or sentence of the task; empty where it was not rated or labelled.

    The recommendation page reads such a table as the ratings of a class.
    """
    items = board.task.items if board.task else ()
    people = [
        one
        for one in board.people.values()
        if any((one.id, item) in board.marks for item in range(len(items)))
    ]
    columns: dict[str, list] = {MISSING: [called(one) for one in people]}
    return columns | {
        name: [board.marks.get((one.id, item), MISSING) for one in people] for item, name in enumerate(items)
    }


def _chosen(asked: Question, place: int | None) -> str | float:
    if place is None:
        return MISSING
    return _numbers(asked.scale.point(place)) if asked.scale else asked.options[place]


def _right(asked: Question) -> str | float:
    if asked.scale is None or asked.scale.right is None:
        return _chosen(asked, asked.answer)
    return _numbers(asked.scale.right)


def _numbers(point: Sequence[float]) -> str | float:
    """A number as it is, with which a table can count; the two of a point in one cell."""
    return point[0] if len(point) == 1 else f"({', '.join(f'{one:.10g}' for one in point)})"
