"""Questions and votes: asked once, talked over with the neighbour, asked again, then revealed.

Each function is one write, within `Classroom.teacher` or `Classroom.member`.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom.rooms import Desk
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_scale import Scale, checked, read_scale
from dlplay.classroom.store_tables import questions, votes

LONGEST_KEY = 80


def ask(desk: Desk, text: str, options: Sequence[str], answer: int | None = None, key: str = "") -> None:
    """Ask a new question, which takes the place of the one before; its votes are kept.

    Args:
        options: two to six, no two alike.
        answer: the place of the right one, from 0; None where none is.
        key: "lesson/step" for the prediction of a lesson.
    """
    written = bounds.texts_of(options, 2, bounds.MOST_OPTIONS, bounds.LONGEST_OPTION, "options")
    if answer is not None and not 0 <= answer < len(written):
        raise Refused("options")
    _put(desk, text, key, json.dumps(written), answer)


def ask_scale(desk: Desk, text: str, scale: Scale, key: str = "") -> None:
    """The same with a number on a slider, or a point in the plane, in the place of options."""
    _put(desk, text, key, checked(scale).written(), None)


def _put(desk: Desk, text: str, key: str, options: str, answer: int | None) -> None:
    here = desk.room["id"]
    count = select(func.count()).select_from(questions).where(questions.c.room == here)
    if desk.connection.execute(count).scalar_one() >= bounds.MOST_QUESTIONS or len(key) > LONGEST_KEY:
        raise Refused("question")
    desk.connection.execute(
        update(questions).where(questions.c.room == here).values(open=False, revealed=True)
    )
    desk.connection.execute(
        insert(questions).values(
            room=here,
            key=key,
            text=bounds.text_of(text, bounds.LONGEST_QUESTION, "question"),
            options=options,
            answer=answer,
            round=1,
            open=True,
            revealed=False,
        )
    )


def vote(desk: Desk, choice: int, turn: int | None = None, meant: int | None = None) -> None:
    """A member's vote in the round that is open; a second one takes the place of the first.

    Args:
        choice: an option's place, from 0, or one on the question's scale.
        turn: the round that the member meant, where it may have changed meanwhile.
        meant: the id of the question that the member has read, where another may be asked by now.
    """
    asked = _asked(desk, meant)
    if not asked["open"] or turn not in (None, asked["round"]):
        raise Refused("closed")
    options = json.loads(asked["options"])
    scale = read_scale(options)
    if not 0 <= choice < (scale.places if scale else len(options)):
        raise Refused("scale" if scale else "options")
    mine = {"question": asked["id"], "member": desk.me, "round": asked["round"]}
    changed = desk.connection.execute(
        update(votes)
        .where(*(votes.c[column] == value for column, value in mine.items()))
        .values(choice=choice)
    )
    if not changed.rowcount:
        desk.connection.execute(insert(votes).values(**mine, choice=choice))


def close(desk: Desk, meant: int | None = None) -> None:
    """No votes any more, and still nothing is shown; `meant` as in `vote`."""
    _set(desk, meant, open=False)


def again(desk: Desk, meant: int | None = None) -> None:
    """The second round: everybody votes once more, and again nobody sees the others. There is no third."""
    if _asked(desk, meant)["round"] != 1:
        raise Refused("closed")
    _set(desk, meant, round=2, open=True, revealed=False)


def reveal(desk: Desk, meant: int | None = None) -> None:
    """Show everybody the counts of both rounds, and the right answer."""
    _set(desk, meant, open=False, revealed=True)


def take_back(desk: Desk) -> None:
    """Delete the question that is asked now, and its votes."""
    desk.connection.execute(delete(questions).where(questions.c.id == _asked(desk)["id"]))


def _set(desk: Desk, meant: int | None, **values: object) -> None:
    asked = _asked(desk, meant)["id"]
    desk.connection.execute(update(questions).where(questions.c.id == asked).values(**values))


def _asked(desk: Desk, meant: int | None = None) -> RowMapping:
    asked = desk.connection.execute(_newest(desk)).mappings().first()
    if asked is None or meant not in (None, asked["id"]):
        raise Refused("closed")
    return asked


def _newest(desk: Desk) -> Select:
    here = questions.c.room == desk.room["id"]
    return select(questions).where(here).order_by(questions.c.id.desc()).limit(1)
