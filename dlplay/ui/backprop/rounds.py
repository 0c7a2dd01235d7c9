"""Round and round: apply the update, see the loss fall, take it back."""

import streamlit as st

from dlplay.ui import chart, frame, live
from dlplay.ui.backprop import charts_rounds, current
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.backprop.current import Current
from dlplay.ui.backprop.settings import MOST_ROUNDS, BackpropSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

MANY = 10


def show(experiment: Experiment[BackpropSettings], now: Current) -> None:
    """The losses so far, and the buttons."""
    frame.section("backprop", "rounds")
    done = len(now.history.problems) - 1
    after = current.way(now.problem, now.rate)[-1].lines[0].value
    stuck = now.history.stopped
    left, right = st.columns(2, gap="large")
    with left:
        with st.container(horizontal=True, gap="medium"):
            st.metric(t("backprop.round"), str(done), width="content")
            st.metric(t("backprop.loss_now"), short(now.history.losses[-1]), width="content")
            st.metric(t("backprop.loss_after"), short(after), width="content")
        with st.container(horizontal=True, gap="small"):
            _button(experiment, "apply", ":material/play_arrow:", min(done + 1, MOST_ROUNDS), stuck)
            _button(experiment, "many", ":material/fast_forward:", min(done + MANY, MOST_ROUNDS), stuck)
            _button(experiment, "undo", ":material/undo:", done - 1, done == 0)
            _button(experiment, "undo_all", ":material/restart_alt:", 0, done == 0)
        if done == MOST_ROUNDS:
            st.caption(t("backprop.enough", rounds=MOST_ROUNDS))
    with right:
        words = {name: t(f"backprop.{name}") for name in ("round", "loss", "next_loss")}
        losses = now.history.losses
        alt = chart.lines(
            t("backprop.rounds_alt", rounds=done), {words["loss"]: losses, words["next_loss"]: [after]}
        )
        live.show(
            live.picture([charts_rounds.history(losses, after, words)], alt=alt), key="backprop_history"
        )


def _button(
    experiment: Experiment[BackpropSettings], name: str, icon: str, rounds: int, disabled: bool
) -> None:
    label = t(f"backprop.{name}", rounds=MANY) if name == "many" else t(f"backprop.{name}")
    st.button(
        label,
        key=f"backprop.rounds.{name}",
        icon=icon,
        disabled=disabled or rounds == experiment.settings.rounds,
        type="primary" if name == "apply" else "secondary",
        on_click=experiment.set,
        kwargs={"rounds": max(rounds, 0)},
    )
