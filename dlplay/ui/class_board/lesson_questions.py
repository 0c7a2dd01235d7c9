"""The lessons' predictions as questions for a class: those that offer a choice."""

from functools import cache

from dlplay.classroom import shipped
from dlplay.classroom.lesson import Lesson, Prediction
from dlplay.classroom.rooms_bounds import MOST_OPTIONS
from dlplay.ui import language
from dlplay.ui.language import t


@cache
def _all() -> dict[str, tuple[Lesson, Prediction]]:
    found = {}
    for lesson in map(shipped.lesson, shipped.ORDER):
        for one in lesson.predictions:
            if one.kind == "choice" and len(one.options) <= MOST_OPTIONS:
                found[one.key] = lesson, one
    return found


def ready() -> list[str]:
    """Their keys, "lesson/step", in the order of the course."""
    return list(_all())


def title(key: str) -> str:
    """Lesson and question, in the page's language."""
    (lesson, asked), spoken = _all()[key], language.current()
    return t("class.lesson_step", lesson=lesson.title.within(spoken), question=asked.question.within(spoken))


def given(key: str) -> tuple[str, list[str], int]:
    """The question, its options, and the place of the right one."""
    (_, asked), spoken = _all()[key], language.current()
    right = [one.key for one in asked.options].index(str(asked.right))
    return asked.question.within(spoken), [one.words.within(spoken) for one in asked.options], right


def beliefs(key: str) -> dict[int, str]:
    """By the place of each wrong option, the belief that leads there; empty for a teacher's own question."""
    if key not in _all():
        return {}
    spoken = language.current()
    return {
        place: one.belief.within(spoken) for place, one in enumerate(_all()[key][1].options) if one.belief
    }
