"""Lessons that ask first: a prediction, then the experiment, then why.

What a student should see within a minute: a question about a picture that she can answer only by thinking;
her answer stands; the experiment runs, and her answer stands beside what it shows, with the reason.
"""

import streamlit as st

from dlplay.classroom import shipped
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.lesson import choosing, taking
from dlplay.ui.lesson.settings import LessonSettings

frame.header("lesson")
experiment = Experiment("lesson", LessonSettings)
with st.container(key="lesson"):
    if name := experiment.value("name"):
        taking.take(experiment, shipped.lesson(name))
    else:
        choosing.choose(experiment)
experiment.publish()
