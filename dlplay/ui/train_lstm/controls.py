"""The controls in the order of their use: the text, the network, the button that trains it."""

from collections.abc import Callable

import streamlit as st

from dlplay.text.char_training import CharSettings, epoch_of, training_part, vocabulary_of
from dlplay.text.vocabulary import distinct_characters
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Run, Source
from dlplay.ui.train_lstm import current, runs
from dlplay.ui.train_lstm.settings import OWN, TrainLstmSettings


def show(experiment: Experiment[TrainLstmSettings], chosen: Source, follow: Callable[[], None]) -> None:
    """Those below the choice of the text.

    Args:
        follow: draws elsewhere what follows the learning's sliders; these and it run alone when one moves.
    """
    experiment.choose("cell", wrap=True)

    @st.fragment
    def learning() -> None:
        experiment.slide("epochs")
        experiment.scale("rate")
        _buttons(experiment, chosen)
        follow()
        experiment.publish()

    learning()
    with st.popover(t("train_lstm.more")):
        for field in ("units", "layers", "seed"):
            experiment.slide(field)
        experiment.write("prompt", height=70, placeholder=t("train_lstm.prompt_empty"))


def _buttons(experiment: Experiment[TrainLstmSettings], chosen: Source) -> None:
    asked = experiment.settings
    settings = current.char_settings(asked)
    known = len(vocabulary_of(chosen.text))
    problem = current.problem(settings, chosen.text)
    running, shown = RUNS.running, RUNS.looked_at()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("train_lstm.train"),
            type="primary",
            icon=":material/play_arrow:",
            key="train_lstm_train",
            disabled=running or problem is not None,
            on_click=frame.then_whole_page(_train),
            args=(experiment, chosen),
        )
        if shown is not None and shown.weights:
            st.button(
                t("train_lstm.go_on", number=shown.number, epochs=settings.epochs),
                icon=":material/fast_forward:",
                key="train_lstm_go_on",
                disabled=running or not runs.may_go_on(shown, settings, chosen),
                help=t("train_lstm.go_on_help"),
                on_click=frame.then_whole_page(_go_on),
                args=(experiment, chosen, shown),
            )
        if problem is None:
            st.caption(_size(settings, chosen.text, known), width="content")
    if problem is not None and (chosen.text or chosen.key != OWN):
        name, values = problem
        st.warning(t(f"train_lstm.{name}", **values), icon=":material/block:")


def _train(experiment: Experiment[TrainLstmSettings], chosen: Source) -> None:
    """With the settings as the button is pressed, be it a moment after what was last drawn."""
    asked = experiment.settings
    settings, text = current.char_settings(asked), chosen.text
    if current.problem(settings, text) is None:
        runs.train(settings, chosen, current.fitting_prompt(asked.prompt, text))


def _go_on(experiment: Experiment[TrainLstmSettings], chosen: Source, run: Run) -> None:
    settings = current.char_settings(experiment.settings)
    if runs.may_go_on(run, settings, chosen):
        runs.train(settings, run.source, run.prompt, run)


def _size(settings: CharSettings, text: str, known: int) -> str:
    """How much there is to learn from, and to learn; of a short text, how often it is read."""
    size = t(
        "train_lstm.size",
        characters=f"{len(text):,}",
        distinct=f"{len(distinct_characters(text)):,}",
        known=f"{known:,}",
        parameters=f"{settings.parameters(known):,}",
    )
    epoch = epoch_of(training_part(text))
    if epoch.passes == 1:
        return size
    return f"{size} · {t('train_lstm.passes', passes=epoch.passes, updates=epoch.passes * epoch.updates)}"
