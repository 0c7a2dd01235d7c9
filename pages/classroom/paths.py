"""Three ready lessons of ninety minutes, each as a plan, as a sheet for students, and with its answers.

What a teacher should see within a minute: what happens when, what to say, and the link that opens the page as
it is needed; and that the sheet can be printed as it stands.
"""

import streamlit as st

from dlplay.classroom.paths import path
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.paths import papers, plan
from dlplay.ui.paths.settings import PathsSettings
from dlplay.ui.paths.wording import say

VIEWS = {"plan": plan.show, "sheet": papers.sheet, "answers": papers.answers}

frame.header("paths", settings=PathsSettings)
experiment = Experiment("paths", PathsSettings)
with st.container(key="paths_choice"):
    experiment.choose("name", label_visibility="collapsed", wrap=True)
    view = frame.choose_view(experiment)
    if view != "plan":
        st.caption(t("paths.paper"))
chosen = path(experiment.value("name"))
st.subheader(say(chosen.title), anchor=False)
if view == "plan":
    st.markdown(say(chosen.about))
VIEWS[view](chosen)
experiment.publish()
frame.go_on("paths")
