"""The question, and the one answer that is committed before the experiment is seen."""

from functools import partial
from typing import NamedTuple

import streamlit as st

from dlplay.classroom.lesson import Axis, Lesson, Prediction, Said, Step
from dlplay.numbers import plain
from dlplay.ui import language, predictions
from dlplay.ui.frame import then_whole_page
from dlplay.ui.language import t
from dlplay.ui.lesson import pictures
from dlplay.ui.lesson.words import explained, in_one_line, say
from dlplay.ui.vector_picture import vector_picture
from dlplay.ui.widget_values import expect


class Place(NamedTuple):
    """A step of a lesson, and whether its words come from outside."""

    lesson: Lesson
    step: Step
    own: bool


@st.fragment
def ask(place: Place, prediction: Prediction) -> None:
    """What can be answered, the hint, and the button that commits it; a move draws this part alone."""
    st.markdown(f"**{in_one_line(explained(prediction.question, place.step.numbers, place.own))}**")
    value = {"choice": _choice, "number": _number, "point": _point}[prediction.kind](place, prediction)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("lesson.commit"),
            type="primary",
            disabled=value is None,
            key=f"lesson_commit_{place.step.key}",
            on_click=then_whole_page(partial(_commit, place, prediction, value)),
        )
        if place.step.hint:
            with st.popover(t("lesson.hint"), icon=":material/lightbulb:"):
                st.markdown(explained(place.step.hint, place.step.numbers, place.own))
    st.caption(t("lesson.commit_once"))


def _commit(place: Place, prediction: Prediction, value: Said | None) -> None:
    if value is not None:
        predictions.commit(place.lesson.title, prediction, value)


def _choice(place: Place, prediction: Prediction) -> str | None:
    keys = [one.key for one in prediction.options]
    words = {one.key: in_one_line(say(one.words, own=place.own)) for one in prediction.options}
    widget = _widget(prediction, "choice")
    expect(widget, lambda one: one is None or one in keys)
    return st.radio(
        t("lesson.answers"),
        keys,
        index=None,
        format_func=words.__getitem__,
        key=widget,
        label_visibility="collapsed",
    )


def _number(place: Place, prediction: Prediction) -> float | None:
    (axis,) = prediction.axes
    if isinstance(prediction.right, str | tuple):
        return None
    return _slide(axis, prediction.right, _widget(prediction, "number"), t("lesson.number"), place.own)


def _point(place: Place, prediction: Prediction) -> tuple[float, float] | None:
    if not isinstance(prediction.right, tuple):
        return None
    x, y = (
        _slide(axis, right, _widget(prediction, sign), sign, place.own)
        for axis, right, sign in zip(prediction.axes, prediction.right, "xy", strict=True)
    )
    vector_picture(pictures.plane(prediction, (x, y), None), "lesson_plane")
    return x, y


def _slide(axis: Axis, right: float, widget: str, otherwise: str, own: bool) -> float:
    """A slider that begins at one end, and not at the right answer."""
    low, high, step = map(float, (axis.low, axis.high, axis.step))
    start = high if right - low < high - right and right - low < step else low
    name = say(axis.name, own=own) or otherwise
    unit = axis.unit.within(language.current())
    expect(widget, lambda one: isinstance(one, int | float) and low <= one <= high)
    decimals = max(len(plain(step, decimals=None).partition(".")[2]), 0)
    return st.slider(
        f"{name} ({unit})" if unit and not own else name,
        low,
        high,
        start,
        step,
        format=f"%.{decimals}f",
        key=widget,
    )


def _widget(prediction: Prediction, part: str) -> str:
    return f"lesson_said_{prediction.key.replace('/', '_').replace('.', '_')}_{part}"
