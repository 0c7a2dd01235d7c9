"""A teacher writes a lesson: question after question, each on the experiment of a page as it stands."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dlplay.classroom.lesson import NONE, Axis, Lesson, Option, Prediction, Step, Words
from dlplay.classroom.reading import LETTERS, LONGEST, LONGEST_SETTINGS, MOST_STEPS, SHORT
from dlplay.classroom.writing import write
from dlplay.ui import language
from dlplay.ui.experiment import Experiment
from dlplay.ui.frame import then_whole_page
from dlplay.ui.language import t
from dlplay.ui.lesson import bringing, owning, pages
from dlplay.ui.lesson.settings import LessonSettings
from dlplay.ui.lesson.words import say

FIELD = "lesson_write_"  # the widgets of the question that is being written
MOST_OPTIONS = 4
KEPT: dict[str, Any] = {"persist_state": "session"}  # while the page of the experiment is set up
SAID = "lesson:write_said"  # what is wrong with it
NAME = "mine"


def compose(experiment: Experiment[LessonSettings]) -> None:
    """The lesson so far, then the form for its next question, then file and link."""
    found = owning.current(experiment)
    if found.problems:
        owning.tell(found.problems)
    lesson = found.lesson or Lesson(NAME, NONE, NONE, 10, ())
    _so_far(experiment, lesson)
    if len(lesson.steps) < MOST_STEPS:
        with st.container(border=True):
            _form(experiment, lesson)
    if lesson.steps:
        bringing.hand_out(experiment)


def _so_far(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    for number, step in enumerate(lesson.steps, start=1):
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = say(step.ask.question if step.ask else step.text, own=True)
            where = f" · {pages.title(step.page)}" if step.page else ""
            st.markdown(f"{number}. {' '.join(asked.split())}{where}", width="stretch")
            st.button(
                t("lesson.write_remove"),
                key=f"lesson_remove_{number}",
                icon=":material/delete:",
                on_click=partial(_without, experiment, lesson, number - 1),
            )


def _without(experiment: Experiment[LessonSettings], lesson: Lesson, place: int) -> None:
    steps = tuple(step for number, step in enumerate(lesson.steps) if number != place)
    _keep(experiment, replace(lesson, steps=steps))


@st.fragment
def _form(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    """One question; what is typed draws this part alone."""
    st.markdown(f"**{t('lesson.write_next', number=len(lesson.steps) + 1)}**")
    if not lesson.steps:
        _line("title", SHORT)
    page, settings = _where()
    _area("text")
    _line("question", LONGEST)
    kind = st.segmented_control(
        t("lesson.write_kind"),
        ("choice", "number"),
        format_func=lambda one: t(f"lesson.write_kind_{one}"),
        **KEPT,
        key=f"{FIELD}kind",
        required=True,
        default="choice",
    )
    (_options if kind == "choice" else _number)()
    _area("shows")
    st.button(
        t("lesson.write_add"),
        type="primary",
        key="lesson_write_add",
        on_click=then_whole_page(partial(_add, experiment, lesson, page, settings)),
    )
    if wrong := st.session_state.get(SAID):
        st.error(wrong)


def _where() -> tuple[str, str]:
    """The page, and its settings: as this visitor has them there, or as a pasted link has them."""
    names = ["", *pages.USABLE]
    left, right = st.columns(2)
    with left:
        page = st.selectbox(
            t("lesson.write_page"),
            names,
            format_func=lambda one: pages.title(one) if one else t("lesson.write_no_page"),
            **KEPT,
            key=f"{FIELD}page",
        )
    with right:
        pasted = st.text_input(t("lesson.write_link"), **KEPT, key=f"{FIELD}link", max_chars=LONGEST_SETTINGS)
    if pasted.strip():
        found = pages.of_link(pasted)
        if found is None:
            st.warning(t("lesson.write_no_link"))
            return page, ""
        page, settings = found
    else:
        settings = pages.as_they_stand(page) if page else ""
    if page:
        st.caption(t("lesson.write_stands", page=pages.title(page), count=len(pages.query_of(settings))))
    return page, settings


def _options() -> None:
    st.caption(t("lesson.write_options"))
    for key in LETTERS[:MOST_OPTIONS]:
        left, right = st.columns(2)
        with left:
            _line(f"option_{key}", LONGEST, letter=key.upper())
        with right:
            _line(f"belief_{key}", LONGEST, letter=key.upper())
    st.segmented_control(
        t("lesson.write_right"),
        list(LETTERS[:MOST_OPTIONS]),
        format_func=str.upper,
        **KEPT,
        key=f"{FIELD}right",
        required=True,
        default="a",
    )


def _number() -> None:
    places = st.columns(5)
    for place, (name, start) in zip(
        places, {"low": 0.0, "high": 10.0, "step": 1.0, "value": 5.0, "tolerance": 0.0}.items(), strict=True
    ):
        with place:
            st.number_input(t(f"lesson.write_{name}"), -1e6, 1e6, start, **KEPT, key=f"{FIELD}{name}")
    _line("too_low", LONGEST)
    _line("too_high", LONGEST)


def _line(name: str, longest: int, **values: str) -> None:
    field = name.rpartition("_")[0] if values else name
    st.text_input(t(f"lesson.write_{field}", **values), **KEPT, key=f"{FIELD}{name}", max_chars=longest)


def _area(name: str) -> None:
    st.text_area(t(f"lesson.write_{name}"), **KEPT, key=f"{FIELD}{name}", max_chars=LONGEST, height=80)


def _said(name: str) -> Words:
    """What was typed, in the language of the visit."""
    typed = str(st.session_state.get(f"{FIELD}{name}") or "").strip()
    return Words({language.current(): typed}) if typed else NONE


def _add(experiment: Experiment[LessonSettings], lesson: Lesson, page: str, settings: str) -> None:
    """The question becomes a step, unless something is missing; then that is said and nothing is lost."""
    key = _free_key(lesson)
    ask = _asked(f"{NAME}/{key}")
    st.session_state[SAID] = _missing(ask, lesson)
    if ask is None or st.session_state[SAID]:
        return
    step = Step(key, _said("text"), page, settings, ask=ask, shows=_said("shows"))
    title = lesson.title or _said("title")
    longer = replace(lesson, id=NAME, title=title, steps=(*lesson.steps, step))
    if found := owning.understood(write(longer)).problems:
        st.session_state[SAID] = t(f"lesson.problem_{found[0].kind}", **found[0].values)
        return
    _keep(experiment, longer)
    for name in list(st.session_state):
        if str(name).startswith(FIELD) and str(name) not in (f"{FIELD}page", f"{FIELD}kind", f"{FIELD}add"):
            del st.session_state[name]


def _free_key(lesson: Lesson) -> str:
    taken = {step.key for step in lesson.steps}
    return next(f"q{number}" for number in range(1, MOST_STEPS + 2) if f"q{number}" not in taken)


def _asked(key: str) -> Prediction | None:
    """The prediction as it was typed; None where something that it needs is missing."""
    question = _said("question")
    if st.session_state.get(f"{FIELD}kind") == "number":
        low, high, step, right, tolerance = (
            float(st.session_state[f"{FIELD}{name}"])
            for name in ("low", "high", "step", "value", "tolerance")
        )
        axes = (Axis(low, high, step),)
        ask = Prediction(
            key, "number", question, right, (), axes, tolerance, _said("too_low"), _said("too_high")
        )
        return ask if question else None
    right_key = st.session_state.get(f"{FIELD}right") or "a"
    letters = [one for one in LETTERS[:MOST_OPTIONS] if _said(f"option_{one}")]
    if not question or len(letters) < 2 or right_key not in letters:
        return None
    options = tuple(
        Option(new, _said(f"option_{old}"), NONE if old == right_key else _said(f"belief_{old}"))
        for new, old in zip(LETTERS, letters, strict=False)
    )
    return Prediction(key, "choice", question, LETTERS[letters.index(right_key)], options)


def _missing(ask: Prediction | None, lesson: Lesson) -> str:
    """What is still to be filled in, as a sentence; empty if nothing is."""
    if not (lesson.title or _said("title")):
        return t("lesson.write_needs_title")
    if ask is None:
        return t("lesson.write_needs_answers")
    beliefs = all(one.belief for one in ask.options if one.key != ask.right)
    if not beliefs or (ask.kind == "number" and not (ask.low and ask.high)):
        return t("lesson.write_needs_beliefs")
    return "" if _said("shows") else t("lesson.write_needs_shows")


def _keep(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    owning.take(experiment, write(lesson) if lesson.steps else "")
