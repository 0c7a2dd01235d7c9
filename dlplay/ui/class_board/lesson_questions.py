"""The lessons' predictions as questions for a class: a choice, a number or a point."""

from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from dlplay.classroom import shipped
from dlplay.classroom.lesson import Lesson, Prediction, Step, Words
from dlplay.classroom.rooms_bounds import MOST_OPTIONS
from dlplay.classroom.rooms_scale import MOST_PLACES, Scale
from dlplay.classroom.wording import filled
from dlplay.ui import language
from dlplay.ui.class_board.pictures import LETTERS
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS, Room
from dlplay.ui.scales import scale_of


class Asked(NamedTuple):
    """A step that asks, in its lesson."""

    lesson: Lesson
    step: Step
    ask: Prediction

    def say(self, words: Words) -> str:
        """In the page's language, with the step's numbers."""
        return filled(words, self.step.numbers, language.current())


@cache
def _all() -> dict[str, Asked]:
    found = {}
    for lesson in map(shipped.lesson, shipped.ORDER):
        for step in lesson.steps:
            if (one := step.ask) and (
                len(one.options) <= MOST_OPTIONS if one.options else scale_of(one).places <= MOST_PLACES
            ):
                found[one.key] = Asked(lesson, step, one)
    return found


def ready() -> list[str]:
    """Their keys, "lesson/step", in the order of the course."""
    return list(_all())


def title(key: str) -> str:
    """Lesson and question, in the page's language."""
    asked = _all()[key]
    return t("class.lesson_step", lesson=asked.say(asked.lesson.title), question=question(key))


def question(key: str) -> str:
    """What is asked."""
    return _all()[key].say(_all()[key].ask.question)


def before(key: str) -> str:
    """What the lesson says ahead of its question; nothing for a teacher's own."""
    return _all()[key].say(_all()[key].step.text) if key in _all() else ""


def experiment(key: str) -> tuple[Room, dict[str, str]] | None:
    """The page of its experiment and the settings there ahead of the question, if it is shown by then."""
    if key not in _all() or (before := _all()[key].step.before) is None:
        return None
    (room,) = [one for one in ROOMS if one.name == _all()[key].step.page]
    return room, dict(parse_qsl(before, keep_blank_values=True))


def options(key: str) -> tuple[list[str], int | None]:
    """The options and the place of the right one; none for a number or a point."""
    asked = _all()[key]
    if not asked.ask.options:
        return [], None
    right = [one.key for one in asked.ask.options].index(str(asked.ask.right))
    return [one.words.within(language.current()) for one in asked.ask.options], right


def scale(key: str) -> Scale | None:
    """What a number or a point is set on; None for a choice."""
    ask = _all()[key].ask
    return None if ask.options else scale_of(ask)


def beliefs(key: str) -> dict[str, str]:
    """By the letter of each wrong option, or by where the number or point lies, the belief that leads there.

    Empty for a teacher's own question.
    """
    if key not in _all():
        return {}
    asked, ask = _all()[key], _all()[key].ask
    if ask.options:
        found = {LETTERS[place]: one.belief for place, one in enumerate(ask.options)}
    elif ask.kind == "number":
        found = {t("class.too_low"): ask.low, t("class.too_high"): ask.high}
    else:
        found = {t("class.elsewhere"): ask.low}
    return {heading: asked.say(words) for heading, words in found.items() if words}
