"""The learning rate above the board and the plain words below it: what a move of the slider draws again.

While a run plays, only pictures of now are sent.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.component import hear, said
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import failures, run, scene, words
from dlplay.ui.network.board import board, feed
from dlplay.ui.network.kinds import MOST_LAYERS, MOST_UNITS
from dlplay.ui.network.own_points import placed
from dlplay.ui.network.run import PLAYER
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.settings import Number, holds

BOARD = "network_board"
TELL_THE_RATE = ("compare", "code")  # the panels that do, before the first step too


def show(experiment: Experiment[NetworkSettings]) -> run.Run | None:
    """The run on the board; None where the settings give nothing to train."""
    one, _ = _opened(experiment)
    _buttons(experiment, one)
    _moving(experiment)
    return one


def _opened(experiment: Experiment[NetworkSettings]) -> tuple[run.Run | None, str]:
    """The run; else None, and a sentence that says why there is none."""
    try:
        return run.open_run(experiment), ""
    except ValueError as error:
        PLAYER.stop()
        return None, words.problem(error, experiment.settings.data)


@st.fragment
def _moving(experiment: Experiment[NetworkSettings]) -> None:
    """The part that runs alone when the slider moves."""
    one, hint = _opened(experiment)
    experiment.scale("rate", on_change=_rate_changed, args=(experiment,), help=t("network.rate_help"))
    settings = experiment.settings
    board(scene.whole(settings, one, hint), BOARD, **_callbacks(experiment))
    if one is not None and PLAYER.going:
        st.fragment(lambda: _tick(experiment, one), run_every=run.TICK)()
    elif one is not None:
        words.show_findings(one.training, failures.mend(settings))
        if one.training.step_count:
            feed(_timeline(one), "network_timeline")
    experiment.publish()


def _rate_changed(experiment: Experiment[NetworkSettings]) -> None:
    """The run goes on with it, or is another; buttons and panels follow where they told of the one before."""
    one, view = PLAYER.run, experiment.value("view")
    begun = one is not None and (one.training.step_count or one.training.ended)
    goes_on = run.adjusted(experiment, "rate")
    told = one is not None and (view in TELL_THE_RATE or (begun and not goes_on))
    if told and not PLAYER.going:
        st.rerun()


def _buttons(experiment: Experiment[NetworkSettings], one: run.Run | None) -> None:
    going = one is not None and PLAYER.going
    ended = one is None or one.training.ended
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="network_buttons"):
        st.button(
            t("network.pause" if going else "network.play"),
            type="primary",
            icon=":material/pause:" if going else ":material/play_arrow:",
            key="network_play",
            on_click=PLAYER.play_or_pause,
            args=(experiment,),
            disabled=ended and not going,
            width=105,
        )
        for name, icon, epochs in (
            ("one_step", ":material/skip_next:", 0),
            ("one_epoch", ":material/fast_forward:", 1),
        ):
            st.button(
                t(f"network.{name}"),
                icon=icon,
                key=f"network_{name}",
                on_click=run.train,
                args=(experiment, epochs),
                disabled=ended,
            )
        st.button(
            t("network.reset"),
            icon=":material/restart_alt:",
            key="network_reset",
            on_click=run.reset,
            args=(experiment,),
            disabled=one is None,
        )
        experiment.choose("speed", label_visibility="collapsed")


def _tick(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    more = run.tick(one, st.session_state[experiment.key("speed")])
    training = one.training
    feed({"to": one.identity, "whole": False, **scene.pictures(training)}, "network_now")
    if one.behind:
        share = training.step_count / one.target
        text = t("network.repeating", step=f"{training.step_count:,}", target=f"{one.target:,}")
        st.progress(min(share, 1.0), text=text)
    words.show_findings(training)
    PLAYER.follow(experiment)
    if not more:
        PLAYER.pause(experiment)
        st.rerun()


def _timeline(one: run.Run) -> dict[str, Any]:
    """Every moment at once."""
    seen = one.remembered("timeline", lambda: scene.pictures(one.training, timeline=True))
    return {"to": one.identity, "whole": True, **seen}


def _callbacks(experiment: Experiment[NetworkSettings]) -> dict[str, Callable[[], None]]:
    def shape() -> None:
        hidden = said(BOARD, "shape")
        if isinstance(hidden, list) and all(type(n) is int for n in hidden):
            units = tuple(min(max(n, 1), MOST_UNITS) for n in hidden[:MOST_LAYERS])
            experiment.set(hidden=units, part=())
            run.changed(experiment)

    def picked() -> None:
        if (part := said(BOARD, "picked")) is not None:
            hear(experiment, part=part, view="numbers")

    def back() -> None:
        step = said(BOARD, "back")
        if type(step) is int and holds(experiment.kind("steps", Number), step):
            run.go_to(experiment, step)

    def put() -> None:
        placed(experiment, said(BOARD, "placed"))

    changes = {
        "on_shape_change": shape,
        "on_picked_change": picked,
        "on_back_change": back,
        "on_placed_change": put,
    }
    whole = {name: frame.then_whole_page(change) for name, change in changes.items()}
    return {**whole, "on_shown_change": lambda: _shown(experiment)}


def _shown(experiment: Experiment[NetworkSettings]) -> None:
    """What the plane shows: the board has drawn it already, the address follows."""
    if (names := said(BOARD, "shown")) is not None:
        hear(experiment, shown=names)
