"""The curves of a training, as it goes: loss and accuracy, on its examples and on digits never seen."""

import streamlit as st

from dlplay.ui import learning_curves
from dlplay.ui.charts import PURPLE
from dlplay.ui.charts.training import TEST, TRAIN, Series, accuracy_panel, loss_panel
from dlplay.ui.language import t
from dlplay.ui.train_cnn.moments import TIMELINE
from dlplay.ui.train_cnn.runs import RUNS, Run
from dlplay.ui.train_cnn.settings import TrainSettings
from dlplay.ui.train_cnn.verdict import verdict

GUESS = 0.1  # one digit in ten


def show(run: Run | None, before: Run | None, settings: TrainSettings) -> None:
    """The curves of a run, the test curves of the one before it as pale lines, and what came of it.

    Args:
        settings: as they stand now; they give the empty axes before the first run.
    """
    epochs = run.settings.epochs if run else settings.epochs
    panels = (
        loss_panel(t("train_cnn.loss_curve"), _series(run, before, "loss", epochs)),
        accuracy_panel(
            t("train_cnn.accuracy"),
            _series(run, before, "accuracy", epochs),
            (GUESS, t("train_cnn.guess")),
        ),
    )
    learning_curves.show(panels, t("train_cnn.epoch"), epochs, "train_cnn_curves", timeline=TIMELINE)
    if run is not None and run.progress.ended:
        icon, sentence = verdict(run)
        st.markdown(f"{icon} {sentence}")


def _series(run: Run | None, before: Run | None, what: str, epochs: int) -> list[Series]:
    points = run.progress.points if run else ()
    x = [point["epoch"] - 1 + point["batch"] / point["batches"] for point in points]
    lines = [Series(t("train_cnn.on_training"), TRAIN, x, [point[what] for point in points])]
    x, y = _tested(run, what, epochs) if run else ([], [])
    lines.append(Series(t("train_cnn.on_test"), TEST, x, y, dots=True))
    if before is not None:
        x, y = _tested(before, what, epochs)
        lines.append(Series(t("train_cnn.before", run=RUNS.title(before)), PURPLE, x, y, pale=True))
    return lines


def _tested(run: Run, what: str, epochs: int) -> tuple[list[float], list[float | None]]:
    facts = [one.facts for one in run.progress.checkpoints if one.facts["epoch"] <= epochs]
    return [one["epoch"] for one in facts], [one[f"test_{what}"] for one in facts]
