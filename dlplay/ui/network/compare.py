"""A run that was kept, A, beside the run on the board: what differs, both pictures, both curves."""

import math
from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay import locale
from dlplay.numbers import plain
from dlplay.playground import Training
from dlplay.ui import chart
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import slice_of
from dlplay.ui.language import current as current_language
from dlplay.ui.language import percent, t
from dlplay.ui.network import charts, current, run, scene, words
from dlplay.ui.network.board import board
from dlplay.ui.network.settings import NetworkSettings

LONGEST = 24  # characters of a value


def show(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    settings = experiment.settings
    with st.container(horizontal=True):
        st.button(
            t("network.keep"),
            icon=":material/push_pin:",
            key="network_keep",
            on_click=lambda: _keep(experiment, one),
        )
        if settings.kept:
            st.button(
                t("network.forget"),
                icon=":material/close:",
                on_click=lambda: experiment.set(kept=""),
            )
    other, kept = run.open_kept(settings), current.kept(settings)
    if other is None or kept is None:
        name = "keep_broken" if settings.kept else "keep_first"
        st.info(t(f"network.{name}"), icon=":material/lightbulb:")
        return
    if other.behind:
        st.fragment(lambda: _repeat(other), run_every=run.TICK)()
        return
    _differences(kept, settings)
    for column, name, shown in zip(
        st.columns(2, gap="large"), ("run_a", "run_now"), (other, one), strict=True
    ):
        with column:
            st.markdown(f"**{t(f'network.{name}')}**")
            board({**scene.still(shown), "id": f"{name}:{shown.identity}"}, f"network_{name}")
            st.html(charts.table(_results(shown.training)))
    named = {name: t(f"network.board.{name}") for name in ("epoch", "loss", "train_loss", "test_loss")}
    figure = charts.losses(
        [(t("network.run_a"), other.training), (t("network.run_now"), one.training)], named
    )
    chart.show(figure, "network_compare", chart.lines(named["loss"], figure.named()))


def _keep(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    run.settle(experiment, one)
    settings = experiment.settings
    experiment.set(kept=current.keep(settings))
    # made again rather than shared: the run on the board goes on
    st.session_state.pop(run.KEPT, None)


def _repeat(other: run.Run) -> None:
    other.catch_up(slice_of(run.SLICE))
    st.progress(
        min(other.training.step_count / max(other.target, 1), 1.0),
        text=t("network.repeating", step=f"{other.training.step_count:,}", target=f"{other.target:,}"),
    )
    if not other.behind:
        st.rerun()


def _differences(before: NetworkSettings, now: NetworkSettings) -> None:
    rows = current.differences(before, now)
    if not rows:
        st.caption(t("network.same"))
        return
    told = [
        f"{t(f'network.{name}')}: {_shown(name, before)} → {_shown(name, now)}"
        for name, (before, now) in rows.items()
    ]
    st.markdown(f"**{t('network.differs')}** " + " · ".join(told))


def _shown(name: str, value: Any) -> str:
    """A setting's value as the page calls it; of what was done on the way how often."""
    if name in ("edits", "earlier"):
        text = str(len(value))
    elif name == "features":
        text = " ".join(words.FEATURE_SIGNS[one] for one in value)
    elif f"network.{name}_{value}" in locale.catalogue(current_language()):
        text = t(f"network.{name}_{value}")
    else:
        text = current.kind(name).write(value)
    return f"`{text[:LONGEST]}`" if text else "–"


def _results(training: Training) -> dict[str, str]:
    now = training.now()
    rows = {
        "step": f"{now.step:,}",
        "train_loss": plain(now.train_loss),
        "test_loss": _or_none(now.test_loss, plain),
        "train_right": _or_none(now.train_accuracy, percent),
        "test_right": _or_none(now.test_accuracy, percent),
    }
    named = {t(f"network.board.{name}"): value for name, value in rows.items()}
    return named | {t("network.parameters"): f"{len(training.row):,}"}


def _or_none(value: float, write: Callable[[float], str]) -> str:
    return "–" if math.isnan(value) else write(value)
