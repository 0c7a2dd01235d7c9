"""The run as code, in Keras or PyTorch; its numbers as CSV."""

import numpy as np
import streamlit as st

from dlplay.files.takeaway import csv_file
from dlplay.playground import Training, script
from dlplay.ui import code_panel
from dlplay.ui.code_panel import Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import headed
from dlplay.ui.language import t
from dlplay.ui.network import run
from dlplay.ui.network.settings import NetworkSettings


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    training = one.training
    code_panel.panel(experiment.name).show(
        Script(script.keras_script(training), script.torch_script(training))
    )
    downloads = (
        ("history_csv", history(training), "network_history.csv", "text/csv"),
        ("points_csv", points(training), "network_points.csv", "text/csv"),
    )
    with st.container(horizontal=True):
        for name, content, file, mime in downloads:
            st.download_button(
                t(f"network.{name}"),
                content,
                file_name=file,
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"network_{name}",
            )


def history(training: Training) -> bytes:
    """Every moment of the timeline, a row each."""
    rows = [one[:6] for one in (*training.moments, training.now()) if one.step <= training.step_count]
    names = ["step", "epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy"]
    return csv_file(headed("network", dict(zip(names, zip(*dict.fromkeys(rows), strict=True), strict=True))))


def points(training: Training) -> bytes:
    """Every point with its target, and whether it was learned from."""
    problem = training.problem
    parts = t("table.part_train"), t("table.part_test")
    part = np.where(np.arange(len(problem.x)) < problem.trained_on, *parts)
    x1, x2 = problem.x.round(6).T
    columns = {"x1": x1, "x2": x2, "y": problem.labels, "part": part}
    return csv_file(headed("network", columns))
