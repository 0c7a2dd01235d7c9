"""Losses as a table that can be sorted and taken home."""

import streamlit as st

from dlplay.files.takeaway import csv_file
from dlplay.ui.heads import headed
from dlplay.ui.language import t
from dlplay.ui.losses.current import Point


def name(loss: str) -> str:
    """A loss's name in the session's language."""
    return t(f"losses.name_{loss}")


def show(points: list[Point], key: str) -> None:
    """Value, gradient and Keras call of each point, and the same as CSV."""
    rows = columns(points)
    named = rows | {
        "loss": [name(loss) for loss in rows["loss"]],
        "task": [t(f"losses.task_{task}") for task in rows["task"]],
    }
    st.dataframe(
        named,
        hide_index=True,
        height="content",
        column_order=("loss", "task", "value", "gradient_length", "keras"),
        column_config={
            "loss": st.column_config.TextColumn(t("losses.column_loss"), width="medium"),
            "task": st.column_config.TextColumn(t("losses.column_task")),
            "value": st.column_config.NumberColumn(t("losses.column_value"), format="%.6g"),
            "gradient_length": st.column_config.NumberColumn(
                t("losses.column_gradient_length"), format="%.6g"
            ),
            "keras": st.column_config.TextColumn(t("losses.column_keras"), width="large"),
        },
    )
    st.download_button(
        t("losses.csv"),
        csv_file(headed("losses", named)),
        "losses.csv",
        "text/csv",
        key=f"losses.csv.{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def columns(points: list[Point]) -> dict[str, list]:
    """One row a loss; names, values, and the numbers that they come from."""
    return {
        "loss": [point.loss.name for point in points],
        "task": [point.loss.task for point in points],
        "value": [point.value for point in points],
        "gradient_length": [float((point.gradient**2).sum() ** 0.5) for point in points],
        "gradient": [str(point.gradient.tolist()) for point in points],
        "y_true": [str(point.y_true) for point in points],
        "y_pred": [str(point.y_pred) for point in points],
        "keras": [point.loss.keras_call(**point.parameters) for point in points],
    }
