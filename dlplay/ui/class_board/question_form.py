"""A new question: one of the lessons', or the teacher's own with options or a number to answer with."""

import streamlit as st

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms_bounds import LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS
from dlplay.classroom.rooms_scale import Along, Scale
from dlplay.ui import class_seat
from dlplay.ui.class_board import lesson_questions, scale_pictures
from dlplay.ui.class_board.pictures import LETTERS
from dlplay.ui.class_board.words import plain
from dlplay.ui.language import t

TEXT, OPTIONS, ANSWER, NEW = "class_text", "class_options", "class_answer", "class:new"
LESSON, KIND = "class_lesson", "class_kind"
NUMBERS = {"low": 0.0, "high": 10.0, "step": 1.0, "right": None, "tolerance": 0.0}  # of a slider, at first
FARTHEST = 1e6


def show(asked: bool) -> None:
    """The form; a way back, if a question is asked already."""
    ready = lesson_questions.ready()
    lesson = st.selectbox(
        t("class.lesson"),
        [None, *ready],
        key=LESSON,
        format_func=lambda key: t("class.lesson_none") if key is None else lesson_questions.title(key),
        on_change=_fill,
    )
    scale = lesson_questions.scale(lesson) if lesson else None
    kind = "choice" if lesson else _kind()
    with st.form("class_ask"):
        st.text_input(
            t("class.question"), key=TEXT, max_chars=LONGEST_QUESTION, placeholder=t("class.question_hint")
        )
        if scale is not None:
            st.markdown(plain(scale_pictures.range_of(scale)))
        elif kind == "number":
            _number()
        else:
            _options()
        st.form_submit_button(t("class.ask"), icon=":material/campaign:", type="primary", on_click=_ask)
    if asked:
        st.button(t("class.keep"), key="class_keep", on_click=lambda: st.session_state.update({NEW: False}))


def _kind() -> str | None:
    return st.segmented_control(
        t("class.kind"),
        ["choice", "number"],
        key=KIND,
        default="choice",
        required=True,
        format_func=lambda one: t(f"class.kind_{one}"),
    )


def _options() -> None:
    st.text_area(
        t("class.options", most=MOST_OPTIONS),
        key=OPTIONS,
        max_chars=MOST_OPTIONS * (LONGEST_OPTION + 2),
        placeholder=t("class.options_hint"),
        height=140,
    )
    st.selectbox(
        t("class.answer"),
        [None, *range(MOST_OPTIONS)],
        key=ANSWER,
        format_func=lambda place: t("class.answer_none") if place is None else LETTERS[place],
        width=260,
    )


def _number() -> None:
    for place, (name, start) in zip(st.columns(len(NUMBERS)), NUMBERS.items(), strict=True):
        with place:
            st.number_input(
                t(f"class.number_{name}"), -FARTHEST, FARTHEST, start, key=_field(name), format="%g"
            )


def _field(name: str) -> str:
    return f"class_number_{name}"


def _fill() -> None:
    """A lesson's question into the boxes, where the teacher may change it; none empties them."""
    key = st.session_state[LESSON]
    options, answer = lesson_questions.options(key) if key else ([], None)
    text = lesson_questions.question(key) if key else ""
    st.session_state.update({TEXT: text, OPTIONS: "\n".join(options), ANSWER: answer})


def _ask() -> None:
    held, key = st.session_state, st.session_state[LESSON] or ""
    scale = lesson_questions.scale(key) if key else _own_scale() if held.get(KIND) == "number" else None
    if scale is not None:
        done = class_seat.write(rooms_votes.ask_scale, held[TEXT], scale, key)
    else:
        options = [line for line in held[OPTIONS].splitlines() if line.strip()]
        done = class_seat.write(rooms_votes.ask, held[TEXT], options, held[ANSWER], key)
    if done:
        held.update({NEW: False, TEXT: "", OPTIONS: "", ANSWER: None, LESSON: None})


def _own_scale() -> Scale:
    """The slider as it was typed; what is no slider is refused when it is asked."""
    low, high, step, right, tolerance = (st.session_state.get(_field(name)) for name in NUMBERS)
    axis = Along(float(low or 0), float(high or 0), float(step or 0))
    return Scale((axis,), None if right is None else (float(right),), float(tolerance or 0))
