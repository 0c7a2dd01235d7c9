"""The lesson that a teacher brings or writes: in the address where it fits, else in this visit alone."""

from typing import NamedTuple

import streamlit as st

from dlplay.classroom.fields import Problem
from dlplay.classroom.lesson import Lesson
from dlplay.classroom.packing import MOST_PACKED, pack, unpack
from dlplay.classroom.reading import LessonError, read
from dlplay.classroom.writing import as_own
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.lesson import pages
from dlplay.ui.lesson.settings import LessonSettings
from dlplay.ui.verbatim import one_line, verbatim

TEXT = "lesson:own"  # the session-state key of the file's text
MOST_TOLD = 8  # problems of a file


class Own(NamedTuple):
    """What there is of it."""

    lesson: Lesson | None
    problems: tuple[Problem, ...] = ()


def text(experiment: Experiment[LessonSettings]) -> str:
    """The file's text; empty as long as there is none."""
    packed = experiment.value("own")
    return unpack(packed) if packed else st.session_state.get(TEXT, "")


def current(experiment: Experiment[LessonSettings]) -> Own:
    """The lesson, or what is wrong with it."""
    written = text(experiment)
    return understood(written) if written else Own(None)


def understood(written: str) -> Own:
    """What a file's text is."""
    try:
        return Own(as_own(read(written, pages.missing)))
    except LessonError as error:
        return Own(None, tuple(error.problems))


def take(experiment: Experiment[LessonSettings], written: str) -> None:
    """From now on this is the own lesson: in the address, if it fits there."""
    packed = pack(written) if written else ""
    st.session_state[TEXT] = written
    experiment.set(own=packed if len(packed) <= MOST_PACKED else "")


def fits(experiment: Experiment[LessonSettings]) -> bool:
    """Whether the address holds all of it."""
    return bool(experiment.value("own")) or not st.session_state.get(TEXT)


def tell(problems: tuple[Problem, ...]) -> None:
    """What is wrong with a file, each with its line and field."""
    lines = [_told(one) for one in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        lines.append(t("lesson.more_problems", count=len(problems) - MOST_TOLD))
    words = "\n".join(f"- {line}" for line in lines)
    st.error(f"{t('lesson.no_lesson')}\n\n{words}")


def _told(problem: Problem) -> str:
    values = {
        name: verbatim(value) if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else value
        for name, value in problem.values.items()
    }
    place = t("lesson.line", line=problem.line)
    field = f" {verbatim(one_line(problem.field))}" if problem.field else ""
    return f"{place}{field}: {t(f'lesson.problem_{problem.kind}', **values)}"
