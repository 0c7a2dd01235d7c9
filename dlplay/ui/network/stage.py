"""The buttons, the board, the plain words below it; while a run plays, only pictures of now are sent."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from dlplay import locale
from dlplay.playground import Moment, own
from dlplay.playground.problem import points
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import controls, frames, run, words
from dlplay.ui.network.board import board, feed
from dlplay.ui.network.current import recipe_of, task_of
from dlplay.ui.network.kinds import MOST_LAYERS, MOST_UNITS
from dlplay.ui.network.own_points import acknowledged, brush, placed
from dlplay.ui.network.run import PLAYER
from dlplay.ui.network.settings import NetworkSettings

BOARD = "network_board"
MOST = {"layers": MOST_LAYERS, "units": MOST_UNITS}
LABELS = "network.board."


def show(experiment: Experiment[NetworkSettings]) -> run.Run | None:
    """The run on the board; None, and a sentence, where the settings give nothing to train."""
    one, hint = None, ""
    try:
        one = run.open_run(experiment)
    except ValueError as error:
        PLAYER.stop()
        hint = words.problem(error, experiment.settings.data)
    _buttons(experiment, one)
    board(_data(experiment.settings, one, hint), BOARD, **_callbacks(experiment))
    if one is None:
        return None
    if PLAYER.going:
        st.fragment(lambda: _tick(experiment, one), run_every=run.TICK)()
    else:
        words.show_findings(one.training)
        if one.training.step_count:
            feed(_timeline(one), "network_timeline")
    return one


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
        for name, icon, epochs in (("one_step", "skip_next", 0), ("one_epoch", "fast_forward", 1)):
            st.button(
                t(f"network.{name}"),
                icon=f":material/{icon}:",
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
        controls.drawers(experiment)


def _tick(experiment: Experiment[NetworkSettings], one: run.Run) -> None:
    more = run.tick(one, st.session_state[experiment.key("speed")])
    training = one.training
    feed(_message(one, frames.moments_of(training), whole=False), "network_now")
    if one.behind:
        share = training.step_count / one.target
        text = t("network.repeating", step=f"{training.step_count:,}", target=f"{one.target:,}")
        st.progress(min(share, 1.0), text=text)
    words.show_findings(training)
    if not more:
        PLAYER.pause(experiment)
        st.rerun()


def _timeline(one: run.Run) -> dict:
    """Every moment at once."""
    return one.remembered("timeline", lambda: _message(one, frames.moments_of(one.training), whole=True))


def _message(one: run.Run, moments: list[Moment], whole: bool) -> dict:
    """Pictures for the board: of all these moments, or of the last."""
    shown = moments if whole else moments[-1:]
    return {
        "to": one.identity,
        "whole": whole,
        "frame": frames.frames(one.training, shown),
        "curves": frames.curves(moments),
    }


def _data(settings: NetworkSettings, one: run.Run | None, hint: str) -> dict:
    kept = run.open_kept(settings)
    shown = still(one) if one else _nothing(settings)
    return {
        **shown,
        "mode": "full",
        "hidden": settings.hidden,
        "picked": settings.part,
        "hint": hint,
        "placing": {"brush": brush(settings), "acked": acknowledged()} if settings.data == "own" else None,
        "kept": frames.curves(frames.moments_of(kept.training)) if kept and not kept.behind else None,
    }


def still(one: run.Run) -> dict:
    """A run as it stands, the plane alone."""
    training, problem = one.training, one.training.problem
    return {
        **one.remembered("now", lambda: _message(one, frames.moments_of(training), whole=False)),
        "mode": "plane",
        "id": one.identity,
        "hidden": training.recipe.hidden,
        "most": MOST,
        "labels": _labels(),
        "task": problem.task,
        "sizes": training.sizes,
        "features": [words.FEATURE_SIGNS[name] for name in training.recipe.features],
        "activations": training.activations,
        "side": frames.tile_side(training),
        "surface": frames.SURFACE,
        "inputs": frames.inputs(training),
        "points": _points(problem.x, problem.labels),
        "trainedOn": problem.trained_on,
        "names": words.class_names(training),
    }


def _nothing(settings: NetworkSettings) -> dict:
    """The board before there is anything to train: the plane, and the points placed so far."""
    x, labels, classes = _points_alone(settings)
    task = task_of(settings)
    return {
        "id": "nothing",
        "most": MOST,
        "labels": _labels(),
        "task": task,
        "sizes": [0, 0],
        "points": _points(x, labels),
        "trainedOn": len(x),
        "names": words.names_of(task, classes),
    }


def _labels() -> dict[str, str]:
    pattern = {
        "neuron": t("network.neuron", layer="{layer}", unit="{unit}"),
        "scale": t("network.scale", scale="{scale}"),
        "output_of": t("network.output_of", number="{number}"),
    }
    names = (key.removeprefix(LABELS) for key in locale.catalogue("en") if key.startswith(LABELS))
    return {name: t(f"{LABELS}{name}") for name in names} | pattern


def _points_alone(settings: NetworkSettings) -> tuple[np.ndarray, np.ndarray, int]:
    """The points as far as there are some."""
    try:
        return own.placed(settings.own) if settings.data == "own" else points(recipe_of(settings))
    except own.OwnDataError:
        return own.placed("")


def _points(x: np.ndarray, labels: np.ndarray) -> list[list[float]]:
    return [
        [round(float(a), 3), round(float(b), 3), round(float(y), 3)]
        for (a, b), y in zip(x, labels, strict=True)
    ]


def _callbacks(experiment: Experiment[NetworkSettings]) -> dict[str, Callable[[], None]]:
    def said(name: str) -> Any:
        return getattr(st.session_state[BOARD], name)

    def shape() -> None:
        if (hidden := said("shape")) is not None:
            units = tuple(min(max(int(n), 1), MOST_UNITS) for n in hidden[:MOST_LAYERS])
            experiment.set(hidden=units, part=())
            run.changed(experiment)

    def picked() -> None:
        if (part := said("picked")) is not None:
            experiment.set(part=tuple(int(n) for n in part), view="numbers")

    def back() -> None:
        if (step := said("back")) is not None:
            run.go_to(experiment, int(step))

    return {
        "on_shape_change": shape,
        "on_picked_change": picked,
        "on_back_change": back,
        "on_placed_change": lambda: placed(experiment, said("placed")),
    }
