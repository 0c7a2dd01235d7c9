"""The controls in the order of their use: what to learn, with what network, how; the rest in two drawers."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import LOSSES_OF
from dlplay.toy_data import TOY_DATA
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent_format, t
from dlplay.ui.network import failures, own_points, run
from dlplay.ui.network.current import task_of
from dlplay.ui.network.settings import USUAL, NetworkSettings
from dlplay.ui.network.words import FEATURE_SIGNS

DRAWER = 300  # CSS pixels: fits a phone


def show(experiment: Experiment[NetworkSettings]) -> DeltaGenerator:
    """Everything that a run depends on; a change begins it anew. Returns the row where drawers stand."""
    _fit_loss(experiment)
    again: dict[str, Any] = {"on_change": run.changed, "args": (experiment,)}
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        experiment.choose("data", wrap=True, label_visibility="collapsed", **again)
        failures.chooser(experiment)
    if experiment.settings.data == "own":
        own_points.controls(experiment)
    row = st.container(horizontal=True, vertical_alignment="center", key="network_row")
    with row:
        _features(experiment)
        experiment.select("activation", width=200, **again)
    return row


def drawers(experiment: Experiment[NetworkSettings]) -> None:
    """What a beginner can leave as it is; once there is a run, whose points may be taken over."""
    again: dict[str, Any] = {"on_change": run.changed, "args": (experiment,)}
    for name, contents in (("more_data", _data), ("more_learning", _learning)):
        with st.popover(t(f"network.{name}")), st.container(width=DRAWER):
            contents(experiment, again)


def _data(experiment: Experiment[NetworkSettings], again: dict[str, Any]) -> None:
    if experiment.settings.data in TOY_DATA:
        experiment.choose("classes", **again)
    if experiment.settings.data != "own":
        experiment.slide("points", **again)
        experiment.slide("noise", help=t("network.noise_help"), **again)
    experiment.slide("train", format=percent_format(), help=t("network.train_help"), **again)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            t("network.seed"),
            0,
            9999,
            key=experiment.key("seed"),
            persist_state="session",
            width=150,
            disabled=experiment.fixed("seed"),
            **again,
        )
        st.button(t("network.dice"), icon=":material/casino:", on_click=_next_seed, args=(experiment,))
    frame.note("network", t("network.seed_note"))
    if experiment.settings.data != "own" and run.PLAYER.run is not None:
        st.button(
            t("network.take_over"),
            icon=":material/edit:",
            on_click=own_points.take_over,
            args=(experiment,),
        )


def _learning(experiment: Experiment[NetworkSettings], again: dict[str, Any]) -> None:
    experiment.select("optimizer", lambda key: OPTIMIZERS[key].title, **again)
    usual, *others = LOSSES_OF[task_of(experiment.settings)]
    experiment.select(
        "loss",
        lambda key: t(f"losses.name_{usual if key == USUAL else key}"),
        (USUAL, *others),
        **again,
    )
    experiment.scale("batch", help=t("network.batch_help"), **again)
    experiment.select("initializer", **again)
    for name, draw in (("l1", experiment.scale), ("l2", experiment.scale), ("dropout", experiment.slide)):
        words = t(f"network.{'dropout' if name == 'dropout' else 'penalty'}_help")
        draw(name, on_change=run.adjusted, args=(experiment, name), help=words)
    experiment.choose("change", help=t("network.change_help"))


def _features(experiment: Experiment[NetworkSettings]) -> None:
    """Chips that put a feature in or out; they keep their declared order."""
    widget = experiment.key("features.chips")
    st.session_state[widget] = list(st.session_state[experiment.key("features")])

    def chosen() -> None:
        picked = st.session_state[widget]
        experiment.set(features=tuple(one for one in FEATURE_SIGNS if one in picked), part=())
        run.changed(experiment)

    st.pills(
        t("network.features"),
        list(FEATURE_SIGNS),
        selection_mode="multi",
        format_func=FEATURE_SIGNS.__getitem__,
        key=widget,
        on_change=chosen,
        help=t("network.features_help"),
        wrap=True,
        disabled=experiment.fixed("features"),
    )


def _fit_loss(experiment: Experiment[NetworkSettings]) -> None:
    """Another kind of data may need another loss."""
    settings = experiment.settings
    if settings.loss not in tuple(LOSSES_OF[task_of(settings)])[1:]:
        experiment.set(loss=USUAL)


def _next_seed(experiment: Experiment[NetworkSettings]) -> None:
    experiment.set(seed=(st.session_state[experiment.key("seed")] + 1) % 10_000)
    run.changed(experiment)
