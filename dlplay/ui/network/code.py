"""The run as code: Keras, PyTorch, a notebook; its numbers as CSV."""

import csv
import io
from collections.abc import Iterable

import streamlit as st

from dlplay.playground import Training, script
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run
from dlplay.ui.network.settings import NetworkSettings


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    training = one.training
    keras, torch = st.tabs(["Keras", "PyTorch"])
    with keras:
        frame.keras_code(script.keras_script(training))
    with torch:
        st.code(script.torch_script(training), language="python")
    downloads = (
        ("notebook", script.notebook(training), "network.ipynb", "application/x-ipynb+json"),
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


def history(training: Training) -> str:
    """Every moment of the timeline, a row each."""
    rows: list[tuple[object, ...]] = [
        ("step", "epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy")
    ]
    rows += [one[:6] for one in (*training.moments, training.now()) if one.step <= training.step_count]
    return _text(dict.fromkeys(rows))


def points(training: Training) -> str:
    """Every point with its target, and whether it was learned from."""
    problem = training.problem
    rows = [("x1", "x2", "y", "part")]
    for n, ((x1, x2), label) in enumerate(zip(problem.x, problem.labels, strict=True)):
        rows.append((f"{x1:.6g}", f"{x2:.6g}", f"{label:.6g}", "train" if n < problem.trained_on else "test"))
    return _text(rows)


def _text(rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
