"""The runs of this visit and the example beside each other, and what can be taken home of one of them."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from dlplay.digits.cnn import keras_file_request, model_file
from dlplay.files.takeaway import columns_of, csv_file
from dlplay.jobs.request import unpack
from dlplay.ui import code_panel, own_network, visit
from dlplay.ui.heads import headed
from dlplay.ui.jobs import PageJob
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn import code, current, given, more_data, runs
from dlplay.ui.train_cnn.runs import RUNS, Run
from dlplay.ui.train_cnn.settings import LOOKS

FILE = "train_cnn:file"  # session-state key of the .keras file of a run: (number, bytes)
MAKING = "train_cnn_file"  # name of the job that makes one
SHARES = ("accuracy", "test_accuracy")
WORDS = ("run", "state", "differs")  # columns of them; the others hold numbers


def show() -> None:
    """The table, its CSV, and the downloads of one run."""
    kept = runs.ended()
    looked = RUNS.looked_at(kept)
    if looked is None:
        st.info(t("train_cnn.no_runs"), icon=":material/table_rows:")
        return
    if all(run.example for run in kept):
        st.markdown(alone(table(kept)))
    else:
        _show_table(table(kept))
    st.download_button(
        t("train_cnn.csv"),
        csv(kept),
        "runs.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="train_cnn_csv",
    )
    _take_home(looked)


def alone(row: dict[str, list]) -> str:
    """The one run as Markdown, a line a column: nothing to sort, and no first visitor waits for pandas."""
    head, *lines = [
        f"| {t(f'train_cnn.column_{name}')} | {_cell(name, value)} |" for name, (value,) in row.items()
    ]
    return "\n".join([head, "|---|---|", *lines])


def _cell(name: str, value: Any) -> str:
    if name in WORDS:
        return value
    return percent(value) if name in SHARES else f"{value:,.10g}"


def _show_table(rows: dict[str, list]) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        height="content",
        column_config={
            name: st.column_config.NumberColumn(
                t(f"train_cnn.column_{name}"), format="percent" if name in SHARES else "localized"
            )
            if name not in WORDS
            else t(f"train_cnn.column_{name}")
            for name in rows
        },
    )


def table(kept: list[Run]) -> dict[str, list]:
    """One row a run: what was different, and what came of it."""
    return columns_of(
        [
            {
                "run": RUNS.title(run),
                "state": t(f"train_cnn.state_{run.progress.state}"),
                "differs": more_data.difference(run.settings),
                **_figures(run),
            }
            for run in kept
        ]
    )


def csv(kept: list[Run]) -> bytes:
    """The runs with all their settings."""
    rows = [
        {"run": run.number or "example", "state": run.progress.state, **_plain(run), **_figures(run)}
        for run in kept
    ]
    return csv_file(headed("train_cnn", columns_of(rows)))


def _figures(run: Run) -> dict[str, Any]:
    facts = run.facts
    done = facts.get("epochs", facts.get("epoch", 0.0))
    return {
        "examples": facts.get("examples"),
        "parameters": current.cnn(run.settings).parameters,
        "epochs": round(done, 2),
        "seconds": round(facts.get("seconds", run.progress.seconds), 1),
        "accuracy": facts.get("accuracy"),
        "test_accuracy": facts.get("test_accuracy"),
    }


def _plain(run: Run) -> dict[str, Any]:
    """The settings of a run; epochs as asked for, beside those that were done."""
    settings = asdict(run.settings) | {"own": ".".join(str(count) for count in run.settings.own)}
    settings |= {name: ".".join(settings[name]) for name in ("dropped", "lab")}
    settings["epochs_asked"] = settings.pop("epochs")
    return {name: value for name, value in settings.items() if name not in LOOKS}


def _take_home(run: Run) -> None:
    st.markdown(f"**{t('train_cnn.take_home', run=RUNS.title(run))}**")
    with st.container(horizontal=True):
        st.download_button(
            t("train_cnn.script"),
            code_panel.chosen(code.script(run.settings)),
            f"train_cnn_{run.number or 'textbook'}.py",
            "text/x-python",
            icon=":material/code:",
            on_click="ignore",
            key="train_cnn_script",
        )
        if run.weights:
            st.download_button(
                t("train_cnn.npz"),
                lambda: _model_file(run),
                f"cnn_{run.number}.npz",
                icon=":material/download:",
                on_click="ignore",
                key="train_cnn_npz",
            )
            _keras_file(run)
            st.button(
                t("train_cnn.use"),
                icon=":material/draw:",
                type="primary",
                key="train_cnn_use",
                on_click=_use,
                args=(run,),
            )
    if not run.weights:
        st.caption(t("train_cnn.no_weights_example" if run.example else "train_cnn.no_weights"))
    if not run.example and (own := own_network.kept()) and own.number == run.number:
        given.used()


def _model_file(run: Run) -> bytes:
    return model_file(current.cnn(run.settings), current.lab(run.settings), unpack(run.weights))


def _keras_file(run: Run) -> None:
    """Keras alone writes `.keras` files, and it lives with the trainings: a job makes one when asked."""
    making = PageJob(MAKING)
    number, file = st.session_state.get(FILE) or (None, b"")
    if number == run.number and file:
        st.download_button(
            t("train_cnn.keras"),
            file,
            f"cnn_{run.number}.keras",
            icon=":material/download:",
            on_click="ignore",
            key="train_cnn_keras",
        )
        return
    st.button(
        t("train_cnn.make_keras"),
        icon=":material/build:",
        key="train_cnn_make_keras",
        disabled=RUNS.running or making.running,
        on_click=_make,
        args=(making, run),
    )


def _make(making: PageJob, run: Run) -> None:
    weights = unpack(run.weights)
    if making.submit(keras_file_request(current.cnn(run.settings), weights)):
        visit.keep(FILE, (run.number, b""))


def fetch() -> PageJob:
    """The job that makes a `.keras` file; what it made is kept. At the head of the page's script."""
    making = PageJob(MAKING)
    if making.job is not None and making.job.ended:
        progress = making.job.follow()
        if progress.state == "done" and progress.result:
            file = bytes(progress.result.arrays["keras_file"])
            visit.keep(FILE, (st.session_state[FILE][0], file))
            making.forget()
    return making


def _use(run: Run) -> None:
    own_network.keep(own_network.OwnNetwork(run.number, run.network(), current.lab(run.settings)))
