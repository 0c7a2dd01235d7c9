"""The runs of this visit side by side: a table, and their held-out losses over the same axis."""

import streamlit as st

from dlplay.files.takeaway import columns_of, csv_file
from dlplay.numbers import plain
from dlplay.ui import learning_curves
from dlplay.ui.charts.axes import COLOURS
from dlplay.ui.charts.training import Series, loss_panel
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Run


def show() -> None:
    """The table, its file, and the curves."""
    runs = [run for run in RUNS.all if run.began]
    if not runs:
        st.info(t("train_lstm.no_runs"), icon=":material/table_rows:")
        return
    rows = table(runs)
    counts = {t("train_lstm.column_parameters"): st.column_config.NumberColumn(format="localized")}
    st.dataframe(rows, hide_index=True, height="content", column_config=counts)
    st.download_button(
        t("train_lstm.download_table"),
        csv_file(rows),
        "runs.csv",
        icon=":material/download:",
        on_click="ignore",
    )
    lines = [
        Series(
            name(run),
            colour,
            [epoch for epoch, *_ in run.checkpoints()],
            [facts["held_out"] for *_, facts in run.checkpoints()],
            dots=True,
        )
        for run, colour in zip(runs, COLOURS, strict=False)
    ]
    learning_curves.show(
        [loss_panel(t("train_lstm.curves_held_out"), lines)],
        t("train_lstm.epochs_axis"),
        max(run.axis_end for run in runs),
        key="train_lstm_compared",
    )


def name(run: Run) -> str:
    """A run in a few words."""
    one = run.settings
    return t(
        "train_lstm.run_name",
        number=run.number,
        cell=t(f"train_lstm.cell_{one.cell}"),
        size=f"{one.layers} × {one.units}",
    )


def table(runs: list[Run]) -> dict[str, list]:
    """A row for each run, its columns in the visit's language."""
    return columns_of(
        [
            {
                t("train_lstm.column_run"): run.number,
                t("train_lstm.column_text"): run.source.name,
                t("train_lstm.column_cell"): t(f"train_lstm.cell_{run.settings.cell}"),
                t("train_lstm.column_held_out"): _rounded(run.facts["held_out"]),
                t("train_lstm.column_loss"): _rounded(run.facts["loss"]),
                t("train_lstm.column_units"): f"{run.settings.layers} × {run.settings.units}",
                t("train_lstm.column_parameters"): run.parameters,
                t("train_lstm.column_rate"): " → ".join(
                    plain(leg.asked.settings.learning_rate, 6) for leg in run.legs
                ),
                t("train_lstm.column_epochs"): round(run.epochs, 2),
                t("train_lstm.column_seconds"): round(run.seconds, 1),
            }
            for run in runs
        ]
    )


def _rounded(loss: float | None) -> float | None:
    return None if loss is None else round(loss, 3)
