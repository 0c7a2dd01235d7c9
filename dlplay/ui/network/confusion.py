"""Which class was taken for which, on the points learned from and on the others."""

import html

import streamlit as st

from dlplay.playground import Training
from dlplay.playground.answers import confusion
from dlplay.ui import chart
from dlplay.ui.charts import grids
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run, words
from dlplay.ui.network.settings import NetworkSettings


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    training = one.training
    if training.problem.task == "regression":
        st.info(t("network.confusion_numbers"), icon=":material/lightbulb:")
        return
    for column, name in zip(st.columns(2, gap="large"), ("train", "test"), strict=True):
        with column:
            st.markdown(f"**{t(f'network.confusion_{name}')}**")
            _matrix(training, name)


def _matrix(training: Training, name: str) -> None:
    features, y = getattr(training.problem, name)
    if not len(y):
        st.info(t("network.no_test_points"))
        return
    counts = confusion(training.layers, features, y)
    names = [html.escape(name) for name in words.class_names(training)]  # Plotly takes some HTML
    figure = grids.confusion(counts, names, t("network.truth"), t("network.network_says"))
    right = t("network.confusion_sum", right=int(counts.trace()), all=int(counts.sum()))
    chart.show(
        figure, f"network_confusion_{name}", t("frame.alt", title=t(f"network.confusion_{name}"), lines=right)
    )
    st.caption(right)
