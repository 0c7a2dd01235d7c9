"""The buttons that start a training, and what is seen of it at once."""

from dataclasses import fields

import streamlit as st

from dlplay.assets import AssetError
from dlplay.ui import frame, own_network
from dlplay.ui.charts import pictures
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.train_cnn import current, live, plan, runs
from dlplay.ui.train_cnn.runs import RUNS
from dlplay.ui.train_cnn.settings import LOOKS, TEXTBOOK, TrainSettings
from dlplay.ui.train_cnn.watched import own_drawing


def buttons(experiment: Experiment[TrainSettings], ready: bool) -> None:
    """Train with the settings as they stand, if they are `ready`; the textbook's run; the start values.

    They stand outside of what a control moves: the whole page follows a training, and shows all settings that
    a button sets.
    """
    st.button(
        t("train_cnn.train"),
        icon=":material/play_arrow:",
        type="primary",
        key="train_cnn_train",
        disabled=RUNS.running or not ready,
        on_click=lambda: runs.start(experiment.settings),
    )
    st.button(
        t("train_cnn.textbook"),
        icon=":material/menu_book:",
        key="train_cnn_textbook",
        help=t("train_cnn.textbook_help"),
        disabled=RUNS.running,
        on_click=_textbook,
        args=(experiment,),
    )
    st.button(
        t("train_cnn.reset"),
        icon=":material/restart_alt:",
        key="train_cnn_reset",
        on_click=_reset,
        args=(experiment,),
    )


def summary(settings: TrainSettings) -> str:
    """The size of the run that the button would start."""
    n = current.examples(current.counts(settings), plan.available())
    return t(
        "train_cnn.summary",
        examples=f"{n:,}",
        parameters=f"{sum(current.parameters(settings).values()):,}",
        steps=f"{plan.step_count(settings):,}",
    )


def drawing() -> None:
    """The student's own drawing, which the training will read along; or the way to make one."""
    drawn = own_drawing()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if drawn is not None:
            alt = f"{t('train_cnn.own_drawing')}, {' × '.join(map(str, drawn.shape))}"
            st.html(pictures.picture(drawn, 44, alt), width="content")
        st.markdown(
            t("train_cnn.drawing_there" if drawn is not None else "train_cnn.drawing_missing"),
            width="content",
        )
        if drawn is None:
            st.page_link(own_network.PAGE, label=t("train_cnn.draw"), icon=":material/draw:", width="content")


def curves(settings: TrainSettings) -> None:
    """The run that goes on or the newest, with the one before it; before there is one, the example."""
    RUNS.look()
    if not RUNS.own:
        _example_told()
    live.show(RUNS.newest, runs.before(RUNS.newest), settings)


def _example_told() -> None:
    """That nobody has trained here yet, and whose run it is that is shown."""
    try:
        asked = runs.example().settings
    except AssetError as problem:
        frame.missing(problem)
    else:
        st.caption(t("train_cnn.example_told", epochs=asked.epochs))


def _reset(experiment: Experiment[TrainSettings]) -> None:
    experiment.set(**{one.name: one.default for one in fields(experiment.cls) if one.name not in LOOKS})


def _textbook(experiment: Experiment[TrainSettings]) -> None:
    _reset(experiment)
    experiment.set(**TEXTBOOK)
    runs.start(experiment.settings)
