"""What can be looked at below the board, one at a time; none of it while a run plays."""

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import code, compare, confusion, numbers, run
from dlplay.ui.network.run import PLAYER
from dlplay.ui.network.settings import NetworkSettings

VIEWS = {"numbers": numbers.show, "confusion": confusion.show, "compare": compare.show, "code": code.show}


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    view = experiment.choose("view", label_visibility="collapsed", wrap=True)
    frame.note("network", t(f"network.intro_{view}"))
    if PLAYER.going:
        st.info(t("network.after_pause"), icon=":material/pause:")
        return
    VIEWS[view](experiment, one)
