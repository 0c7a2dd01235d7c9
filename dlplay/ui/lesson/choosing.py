"""All lessons, in the order of the course, and how far each is in this visit."""

from functools import partial

import streamlit as st

from dlplay.classroom.lesson import Lesson
from dlplay.classroom.shipped import ORDER, lesson
from dlplay.ui import predictions
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.lesson.bringing import bring
from dlplay.ui.lesson.settings import LessonSettings
from dlplay.ui.lesson.words import say


def choose(experiment: Experiment[LessonSettings]) -> None:
    """A card each."""
    cards = st.container(key="cards_lesson")
    for number, name in enumerate(ORDER, start=1):
        one = lesson(name)
        with cards.container(border=True, height="stretch"):
            st.markdown(
                f"**{number}. {say(one.title)}** · {t('lesson.minutes', n=one.minutes)}\n\n{say(one.about)}"
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                made = sum(predictions.said(ask) is not None for ask in one.predictions)
                st.button(
                    t("lesson.go_on" if made else "lesson.begin"),
                    key=f"lesson_begin_{name}",
                    on_click=partial(begin, experiment, one),
                )
                if made:
                    st.caption(t("lesson.made", made=made, asked=len(one.predictions)))


def others(experiment: Experiment[LessonSettings]) -> None:
    """Lessons that do not ship come as files."""
    with st.expander(t("lesson.others_file"), icon=":material/upload_file:"):
        bring(experiment)


def leave(experiment: Experiment[LessonSettings]) -> None:
    """Back to the list of lessons; the predictions stay."""
    experiment.set(view="take", name="", step=1, said=())


def begin(experiment: Experiment[LessonSettings], one: Lesson) -> None:
    """At the first step whose prediction is still to be made."""
    open_steps = [
        number
        for number, step in enumerate(one.steps, start=1)
        if step.ask and predictions.said(step.ask) is None
    ]
    untouched = len(open_steps) == len(one.predictions)
    at = 1 if untouched or not open_steps else open_steps[0]
    experiment.set(name=one.id, step=at, said=())
