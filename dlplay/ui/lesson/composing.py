"""A teacher writes a lesson: question after question, each on the experiment of a page as it stands."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dlplay.classroom.lesson import NONE, Lesson, Prediction, Step, Words
from dlplay.classroom.reading import MOST_STEPS, SHORT
from dlplay.classroom.writing import write
from dlplay.ui import language
from dlplay.ui.experiment import Experiment
from dlplay.ui.frame import then_whole_page
from dlplay.ui.language import t
from dlplay.ui.lesson import bringing, drafting, owning, pages
from dlplay.ui.lesson.drafting import FIELD, KEPT
from dlplay.ui.lesson.settings import LessonSettings
from dlplay.ui.lesson.words import in_one_line, say

SAID = "lesson:write_said"  # what is wrong with the question that is being written
EDITED = "lesson:write_edited"  # the key of the step that is in the boxes, if it is one of the lesson
NAME = "mine"
Writing = Experiment[LessonSettings]


def compose(experiment: Writing) -> None:
    """The lesson so far, then the form for its next question, then file and link."""
    found = owning.current(experiment)
    if found.problems:
        owning.tell(found.problems)
    lesson = found.lesson or Lesson(NAME, NONE, NONE, 10, ())
    _title(experiment, lesson)
    _so_far(experiment, lesson)
    if len(lesson.steps) < MOST_STEPS or _edited(lesson):
        with st.container(border=True):
            _form(experiment, lesson)
    if lesson.steps:
        bringing.hand_out(experiment)


def _title(experiment: Writing, lesson: Lesson) -> None:
    key = f"{FIELD}title"
    if lesson.steps:
        st.session_state[key] = lesson.title.within(language.current())

    def change() -> None:
        title = drafting.said("title", lesson.title)
        if lesson.steps and title:
            _keep(experiment, replace(lesson, title=title))

    st.text_input(t("lesson.write_title"), **KEPT, key=key, max_chars=SHORT, on_change=change)


def _so_far(experiment: Writing, lesson: Lesson) -> None:
    for place, step in enumerate(lesson.steps):
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = in_one_line(say(step.ask.question if step.ask else step.text, step.numbers, own=True))
            where = f" · {pages.title(step.page)}" if step.page else ""
            st.markdown(f"{place + 1}. {asked}{where}", width="stretch")
            if step.ask:
                _small("edit", place, ":material/edit:", partial(_edit, step))
            if place:
                up = partial(_move, experiment, lesson, place, place - 1)
                _small("up", place, ":material/arrow_upward:", up)
            if place + 1 < len(lesson.steps):
                down = partial(_move, experiment, lesson, place, place + 1)
                _small("down", place, ":material/arrow_downward:", down)
            _small("remove", place, ":material/delete:", partial(_without, experiment, lesson, place))


def _small(name: str, place: int, icon: str, act: partial[None]) -> None:
    key = f"lesson_{name}_{place + 1}"
    st.button(t(f"lesson.write_{name}"), key=key, icon=icon, type="tertiary", on_click=act)


def _edit(step: Step) -> None:
    st.session_state.pop(SAID, None)
    st.session_state[EDITED] = step.key
    drafting.fill(step)


def _leave() -> None:
    st.session_state.pop(SAID, None)
    st.session_state.pop(EDITED, None)
    drafting.empty()


def _edited(lesson: Lesson) -> Step | None:
    """The step in the boxes; None for a new one."""
    return next((one for one in lesson.steps if one.key == st.session_state.get(EDITED)), None)


def _move(experiment: Writing, lesson: Lesson, place: int, to: int) -> None:
    steps = list(lesson.steps)
    steps.insert(to, steps.pop(place))
    _changed(experiment, replace(lesson, steps=tuple(steps)))


def _without(experiment: Writing, lesson: Lesson, place: int) -> None:
    if lesson.steps[place].key == st.session_state.get(EDITED):
        _leave()
    steps = tuple(step for number, step in enumerate(lesson.steps) if number != place)
    _changed(experiment, replace(lesson, steps=steps))


@st.fragment
def _form(experiment: Writing, lesson: Lesson) -> None:
    """One question; what is typed draws this part alone."""
    edited = _edited(lesson)
    number = lesson.steps.index(edited) + 1 if edited else len(lesson.steps) + 1
    st.markdown(f"**{t('lesson.write_edited' if edited else 'lesson.write_next', number=number)}**")
    drafting.boxes()
    with st.container(horizontal=True):
        st.button(
            t("lesson.write_keep" if edited else "lesson.write_add"),
            type="primary",
            key="lesson_write_add",
            on_click=then_whole_page(partial(_add, experiment, lesson)),
        )
        if edited:
            st.button(t("lesson.write_leave"), key="lesson_write_leave", on_click=then_whole_page(_leave))
    if wrong := st.session_state.get(SAID):
        st.error(wrong)


def _add(experiment: Writing, lesson: Lesson) -> None:
    """The question becomes a step, unless something is missing; then that is said and nothing is lost."""
    edited = _edited(lesson)
    key = edited.key if edited else _free_key(lesson)
    step = drafting.step(key, NAME, edited)
    title = lesson.title or drafting.said("title")
    st.session_state[SAID] = _missing(step, title)
    if step is None or st.session_state[SAID]:
        return
    steps = tuple(step if one is edited else one for one in lesson.steps)
    longer = replace(lesson, title=title, steps=steps if edited else (*steps, step))
    if _changed(experiment, longer):
        _leave()


def _free_key(lesson: Lesson) -> str:
    taken = {step.key for step in lesson.steps}
    return next(f"q{number}" for number in range(1, MOST_STEPS + 2) if f"q{number}" not in taken)


def _missing(step: Step | None, title: Words) -> str:
    """What is still to be filled in, as a sentence; empty if nothing is."""
    if not title:
        return t("lesson.write_needs_title")
    if step is None or step.ask is None:
        return t("lesson.write_needs_answers")
    if not _believed(step.ask):
        return t("lesson.write_needs_beliefs")
    return "" if step.shows else t("lesson.write_needs_shows")


def _believed(ask: Prediction) -> bool:
    """Whether a belief stands behind everything that is wrong."""
    if ask.kind == "choice":
        return all(one.belief for one in ask.options if one.key != ask.right)
    if isinstance(ask.right, str | tuple):
        return bool(ask.low)
    (axis,) = ask.axes
    return bool((ask.low or ask.right <= axis.low) and (ask.high or ask.right >= axis.high))


def _changed(experiment: Writing, lesson: Lesson) -> bool:
    """Keep the lesson if it is one; what is wrong with it is said otherwise."""
    if lesson.steps and (found := owning.understood(write(lesson)).problems):
        st.session_state[SAID] = t(f"lesson.problem_{found[0].kind}", **found[0].values)
        return False
    st.session_state.pop(SAID, None)
    _keep(experiment, lesson)
    return True


def _keep(experiment: Writing, lesson: Lesson) -> None:
    owning.take(experiment, write(lesson) if lesson.steps else "")
