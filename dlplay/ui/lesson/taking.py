"""A lesson step by step: text, prediction, the page's own experiment, prediction beside outcome."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dlplay.classroom.lesson import NONE, Lesson, Step
from dlplay.classroom.shipped import ORDER
from dlplay.classroom.shipped import lesson as shipped
from dlplay.ui import embedded, language, predictions
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.lesson.asking import Place, ask
from dlplay.ui.lesson.choosing import begin, leave
from dlplay.ui.lesson.pages import query_of, room_of, title
from dlplay.ui.lesson.settings import LessonSettings, read_back, written
from dlplay.ui.lesson.telling import tell
from dlplay.ui.lesson.voted import votes
from dlplay.ui.lesson.words import explained, say


def take(experiment: Experiment[LessonSettings], lesson: Lesson, own: bool = False) -> None:
    """The step at which the student is."""
    recall(experiment, lesson)
    count = len(lesson.steps)
    at = min(experiment.value("step"), count)
    step = lesson.steps[at - 1]
    if at == count:
        step = replace(step, hint=NONE)  # the last question is asked without help
    place = Place(lesson, step, own)
    said = predictions.said(step.ask) if step.ask else None
    st.progress(
        (at - 1 + (said is not None or step.ask is None)) / count,
        t("lesson.progress", title=say(lesson.title, own=own), step=at, count=count),
    )
    waits = step.ask is not None and said is None
    shown = step.before if waits else step.settings
    with st.container(key="lesson_step"):
        words, picture = st.columns([5, 11], gap="small") if step.page else (st.container(), None)
    with words:
        if step.text:
            st.markdown(explained(step.text, step.numbers, own))
        if step.ask and said is None:
            ask(place, step.ask)
        elif step.ask and said is not None:
            tell(place, step.ask, said)
        move(experiment, lesson, at, waits)
    if picture is not None:
        with picture:
            _experiment(step, shown, waits, f"{lesson.id}/{step.key}/{waits}")


def _experiment(step: Step, settings: str | None, waits: bool, moment: str) -> None:
    """The page's own stage; before a prediction to be looked at, or not there yet."""
    room = room_of(step.page)
    if settings is None or room is None:
        st.info(t("lesson.after", page=title(step.page)), icon=":material/lock:")
        return
    query = query_of(settings)
    embedded.show(room.file, query, moment, still=waits)
    if not waits:
        st.page_link(
            room.page(),
            label=t("lesson.open_page", page=title(step.page)),
            icon=":material/open_in_new:",
            query_params=query | language.query(),
        )


def move(experiment: Experiment[LessonSettings], lesson: Lesson, at: int, waits: bool) -> None:
    """Back, on, or to the end; on only once the prediction is made."""
    count = len(lesson.steps)
    with st.container(horizontal=True, key="lesson_move"):
        if at > 1:
            st.button(t("lesson.back"), key="lesson_back", on_click=partial(experiment.set, step=at - 1))
        if at < count and not waits:
            st.button(
                t("lesson.next"),
                type="primary",
                key=f"lesson_next_{at}",
                on_click=partial(experiment.set, step=at + 1),
            )
        st.button(t("lesson.all"), type="tertiary", key="lesson_all", on_click=partial(leave, experiment))
    if at == count and not waits:
        _end(experiment, lesson)


def _end(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    """How many were right, and where to go from here."""
    asked = [(one, predictions.said(one)) for one in lesson.predictions]
    made = [(one, said) for one, said in asked if said is not None]
    right = sum(one.verdict(said) == "right" for one, said in made)
    st.markdown(t("lesson.end", right=right, made=len(made), asked=len(asked)))
    with st.container(horizontal=True):
        if following := ORDER[ORDER.index(lesson.id) + 1 :][:1] if lesson.id in ORDER else ():
            words = t("lesson.following", title=say(shipped(*following).title))
            begin_it = partial(begin, experiment, shipped(*following))
            st.button(words, type="primary", key="lesson_following", on_click=begin_it)
        st.button(t("lesson.again"), key="lesson_again", on_click=partial(_again, experiment, lesson))


def _again(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    predictions.forget(lesson.predictions)
    experiment.set(step=1, said=())


def recall(experiment: Experiment[LessonSettings], lesson: Lesson) -> None:
    """The address and the visit have the same predictions: those of a link and the votes of the class board
    come in, none is replaced.
    """
    given = dict(experiment.value("said"))
    for step in lesson.steps:
        said = read_back(step.ask, given[step.key]) if step.ask and step.key in given else None
        if step.ask and predictions.said(step.ask) is None and said is None:
            said = next(iter(votes(step.ask).values()), None)  # the first vote, before the neighbour spoke
        if said is not None:
            predictions.commit(lesson.title, step, said)
    made = [(step.key, predictions.said(step.ask)) for step in lesson.steps if step.ask]
    experiment.set(said=tuple((key, written(said)) for key, said in made if said is not None))
