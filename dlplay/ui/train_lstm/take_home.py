"""What a student takes home of a run: the network, its samples, the text, and the script that repeats it."""

from collections.abc import Callable

import streamlit as st

from dlplay.text.char_training import TEMPERATURES, keras_file_request
from dlplay.ui import code_panel, visit
from dlplay.ui.jobs import PageJob
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Run
from dlplay.ui.train_lstm import code, given

FILE_OF = "train_lstm:keras_file_of"
keras_file = PageJob("train_lstm_file")


def show(run: Run) -> None:
    """A row of downloads, and below it the Keras file while it is being written."""
    st.markdown(f"**{t('train_lstm.take_home', number=run.number)}**")
    with st.container(horizontal=True):
        if run.weights:
            _download("network", lambda: given.model_file(run), f"writer-{run.number}.npz")
            st.button(
                t("train_lstm.make_keras"),
                icon=":material/deployed_code:",
                on_click=_make_keras_file,
                args=(run,),
                disabled=RUNS.running or keras_file.running,
                help=t("train_lstm.make_keras_help"),
            )
        _download("samples", samples(run), f"samples-{run.number}.txt")
        _download("script", code_panel.chosen(code.done(run)), f"train-{run.number}.py")
        _download("text_file", run.source.text, code.TEXT_FILE)
    if keras_file.job is not None and st.session_state.get(FILE_OF) == run.number:
        progress = keras_file.job.follow()
        if progress.state != "done":
            keras_file.follow()
        if (result := progress.result) is not None:
            _download("keras", bytes(result.arrays["keras_file"]), f"writer-{run.number}.keras")


def _download(what: str, data: bytes | str | Callable[[], bytes], name: str) -> None:
    st.download_button(
        t(f"train_lstm.download_{what}"), data, name, icon=":material/download:", on_click="ignore"
    )


def _make_keras_file(run: Run) -> None:
    visit.keep(FILE_OF, run.number)
    keras_file.submit(keras_file_request(run.weights))


def samples(run: Run) -> str:
    """Every checkpoint's samples, as text."""
    parts = [f"# {run.source.name} · {run.settings}\n"]
    for epoch, step, facts in run.checkpoints():
        loss = facts["held_out"]
        held_out = "–" if loss is None else f"{loss:.4f}"
        parts.append(f"{'=' * 80}\nepoch {epoch:.4g}, step {step}, held-out loss {held_out}\n")
        parts += [
            f"--- T = {temperature}\n{run.prompt}{facts['samples'][str(temperature)]}\n"
            for temperature in TEMPERATURES
        ]
    return "\n".join(parts)
