"""Lessons that ask first: a prediction, then the experiment, then why.

What a student should see within a minute: a question about a picture that she can answer only by thinking;
her answer stands; the experiment runs, and her answer stands beside what it shows, with the reason.
"""

import streamlit as st

from dlplay.classroom import shipped
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.lesson import choosing, composing, owning, taking
from dlplay.ui.lesson.settings import OWN, LessonSettings


def show(experiment: Experiment[LessonSettings]) -> None:
    name = experiment.value("name")
    view = experiment.value("view") if name else frame.choose_view(experiment)
    if view == "write":
        composing.compose(experiment)
    elif name == OWN:
        _own(experiment)
    elif name:
        taking.take(experiment, shipped.lesson(name))
    else:
        choosing.choose(experiment)
        choosing.others(experiment)


def _own(experiment: Experiment[LessonSettings]) -> None:
    found = owning.current(experiment)
    if found.lesson:
        taking.take(experiment, found.lesson, own=True)
        return
    if found.problems:
        owning.tell(found.problems)
    else:
        st.info(t("lesson.no_own"))
    choosing.choose(experiment)
    choosing.others(experiment)


frame.header("lesson")
experiment = Experiment("lesson", LessonSettings)
with st.container(key="lesson"):
    show(experiment)
experiment.publish()
