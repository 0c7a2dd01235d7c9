"""The question, and the one answer that is committed before the experiment is seen."""

from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from dlplay.classroom.lesson import Lesson, Prediction, Said, Step
from dlplay.ui import predictions
from dlplay.ui.frame import then_whole_page
from dlplay.ui.language import t
from dlplay.ui.lesson import pictures
from dlplay.ui.lesson.words import explained, in_one_line, say
from dlplay.ui.scales import scale_of, slide
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
            on_click=then_whole_page(partial(_commit, place, prediction)),
        )
        if place.step.hint:
            with st.popover(t("lesson.hint"), icon=":material/lightbulb:"):
                st.markdown(explained(place.step.hint, place.step.numbers, place.own))
    st.caption(t("lesson.commit_once"))


def _commit(place: Place, prediction: Prediction) -> None:
    """What is chosen as the button is pressed, be it a moment after what was last drawn: it stays."""
    if (value := _said(prediction)) is not None:
        predictions.commit(place.lesson.title, place.step, value)


def _said(prediction: Prediction) -> Said | None:
    parts = ("x", "y") if prediction.kind == "point" else (prediction.kind,)
    values: list[Any] = [st.session_state.get(_widget(prediction, part)) for part in parts]
    if None in values:
        return None
    return (values[0], values[1]) if len(values) == 2 else values[0]


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
    (value,) = _slide(place, prediction, (t("lesson.number"),))
    return value


def _point(place: Place, prediction: Prediction) -> tuple[float, float] | None:
    x, y = _slide(place, prediction, ("x", "y"))
    vector_picture(pictures.plane(prediction, (x, y), None), "lesson_plane")
    return x, y


def _slide(place: Place, prediction: Prediction, otherwise: tuple[str, ...]) -> list[float]:
    """Sliders that begin at one end, and not at the right answer."""
    scale, values = scale_of(prediction), []
    for axis, right, name, unnamed in zip(
        scale.axes, scale.right or (), prediction.axes, otherwise, strict=True
    ):
        start = axis.high if right - axis.low < min(axis.step, axis.high - right) else axis.low
        label = say(name.name, own=place.own) or unnamed
        unit = f" ({say(name.unit, own=place.own)})" if axis.unit else ""
        part = "number" if len(otherwise) == 1 else unnamed
        values.append(slide(axis, f"{label}{unit}", _widget(prediction, part), start))
    return values


def _widget(prediction: Prediction, part: str) -> str:
    return f"lesson_said_{prediction.key.replace('/', '_').replace('.', '_')}_{part}"
