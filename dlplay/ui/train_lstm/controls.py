"""The controls in the order of their use: the text, the network, the button that trains it."""

import streamlit as st

from dlplay.text.char_training import CharSettings, vocabulary_of
from dlplay.text.vocabulary import distinct_characters
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Source
from dlplay.ui.train_lstm import current, runs, source
from dlplay.ui.train_lstm.settings import OWN, TrainLstmSettings


def show(experiment: Experiment[TrainLstmSettings]) -> tuple[Source, CharSettings]:
    """Draw them; returns what they mean now."""
    left, right = st.columns(2, gap="large")
    with left:
        chosen = source.choose(experiment)
    with right:
        experiment.choose("cell", wrap=True)
        epochs, rate = st.columns(2)
        with epochs:
            experiment.slide("epochs")
        with rate:
            experiment.scale("rate")
    with st.expander(t("train_lstm.more")):
        for column, field in zip(st.columns(3), ("units", "layers", "seed"), strict=True):
            with column:
                experiment.slide(field)
        experiment.write("prompt", height=70, placeholder=t("train_lstm.prompt_empty"))
    settings = current.char_settings(experiment.settings)
    _buttons(experiment, chosen, settings)
    return chosen, settings


def _buttons(experiment: Experiment[TrainLstmSettings], chosen: Source, settings: CharSettings) -> None:
    problem = current.text_problem(chosen.text)
    known = len(vocabulary_of(chosen.text))
    problem = problem or current.size_problem(settings, known)
    running, shown = RUNS.running, RUNS.looked_at()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("train_lstm.train"),
            type="primary",
            icon=":material/play_arrow:",
            key="train_lstm_train",
            disabled=running or problem is not None,
            on_click=runs.train,
            args=(settings, chosen, current.fitting_prompt(experiment.settings.prompt, chosen.text)),
        )
        if shown is not None and shown.weights:
            st.button(
                t("train_lstm.go_on", number=shown.number, epochs=settings.epochs),
                icon=":material/fast_forward:",
                key="train_lstm_go_on",
                disabled=running or not runs.may_go_on(shown, settings, chosen),
                help=t("train_lstm.go_on_help"),
                on_click=runs.train,
                args=(settings, shown.source, shown.prompt, shown),
            )
        if problem is None:
            st.caption(
                t(
                    "train_lstm.size",
                    characters=f"{len(chosen.text):,}",
                    distinct=f"{len(distinct_characters(chosen.text)):,}",
                    parameters=f"{settings.parameters(known):,}",
                ),
                width="content",
            )
    if problem is not None and (chosen.text or chosen.key != OWN):
        name, values = problem
        st.warning(t(f"train_lstm.{name}", **values), icon=":material/block:")
