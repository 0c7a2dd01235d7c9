"""The race: the map or the landscape with all runners, what became of them, and the code."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from dlplay.descent import Run, fan
from dlplay.files.takeaway import csv_file
from dlplay.numbers import plain
from dlplay.rates import LADDER
from dlplay.ui import chart, code_panel, frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import headed
from dlplay.ui.language import t
from dlplay.ui.optimizers import charts_map, charts_relief, code, controls, current, rule, verdict
from dlplay.ui.optimizers.charts_map import Fan
from dlplay.ui.optimizers.charts_track import Track
from dlplay.ui.optimizers.settings import OptimizerSettings

CHART = "optimizers_map"
FEW = 150  # steps; what all rates do in more of them is too much for a message
SHARED = 32  # pictures kept for whoever asks for the same

Teller = Callable[[OptimizerSettings, list[Run]], None]


def show(experiment: Experiment[OptimizerSettings]) -> None:
    """Picture and controls, what became of the runners, the code."""
    first, second, third, last = st.columns([1.7, 1.7, 3.9, 1.5], gap="small", vertical_alignment="bottom")
    with first:
        experiment.choose("picture", label_visibility="collapsed")
    with second:
        controls.surface(experiment)
    with third:
        controls.runners(experiment)
    with last, st.popover(t("optimizers.conditions"), width="stretch"):
        controls.conditions(experiment)
    settings = experiment.settings
    moving = frame.stage()
    st.caption(t(f"optimizers.{settings.picture}_help"))
    st.latex(f"L = {current.surface(settings).latex}")
    st.caption(controls.about(settings))
    if settings.runners:
        tell = _results(experiment)
    else:
        st.info(t("optimizers.choose_some"))
        tell = None
    with moving:
        _moving(experiment, tell)


@st.fragment
def _moving(experiment: Experiment[OptimizerSettings], tell: Teller | None) -> None:
    """What a learning rate moves, here and in the places further down."""
    settings = experiment.settings
    picture, panel = st.columns([2.3, 1], gap="medium")
    with panel:
        controls.rates(experiment, settings)
    runs = [current.run(settings, name) for name in settings.runners]
    with picture:
        if settings.picture == "map":
            _map(experiment, settings)
        else:
            _relief(settings, runs)
    if tell:
        tell(settings, runs)
    experiment.publish()


def _results(experiment: Experiment[OptimizerSettings]) -> Teller:
    """The places below the picture; what is returned writes into them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        experiment.choose("detail", label_visibility="collapsed", wrap=True)
        raced: list[Run] = []
        st.download_button(
            t("optimizers.csv"),
            lambda: csv_file(headed("optimizers", verdict.named(raced))),
            "race.csv",
            "text/csv",
            key="optimizers_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    detail = experiment.settings.detail
    st.caption(t(f"optimizers.{detail}_intro"))
    place = rule.place(experiment) if detail == "rule" else st.empty()
    script = code_panel.panel("optimizers")

    def tell(settings: OptimizerSettings, runs: list[Run]) -> None:
        raced[:] = runs
        if detail == "rule":
            rule.write(place, settings)
        elif detail == "table":
            verdict.table(place, runs)
        else:
            place.markdown(verdict.told(runs))
        script.show(code.race(runs))

    return tell


def _map(experiment: Experiment[OptimizerSettings], settings: OptimizerSettings) -> None:
    hand = controls.under_hand(settings.runners) if settings.runners and settings.steps <= FEW else ""
    # the picture is the same wherever that rate stands
    others = replace(settings, rates=tuple(pair for pair in settings.rates if pair[0] != hand))
    drawn = _picture(others, hand, language.current())
    live.show(drawn, CHART, lambda place: controls.go_to(experiment, place.x, place.y))


@lru_cache(SHARED)
def _picture(settings: OptimizerSettings, hand: str, lang: str) -> dict[str, Any]:
    """The race; of the runner whose rate is under the hand, what it does at every rate."""
    runs = {name: current.run(settings, name) for name in settings.runners}
    told = {name: current.told(name, run.steps, run.losses[-1], lang) for name, run in runs.items()}
    runners: dict[str, Track | Fan] = {name: current.track(run) for name, run in runs.items()}
    if hand:
        others = "; ".join(words for name, words in told.items() if name != hand)
        runners[hand] = _fan(settings, hand, others, lang)
    words = current.axes() | {name: t(f"optimizers.{name}") for name in ("play", "pause")}
    words["alt"] = "; ".join(told.values())
    return charts_map.race_map(current.ground(settings), list(runners.values()), settings.steps, words)


def _fan(settings: OptimizerSettings, name: str, others: str, lang: str) -> Fan:
    paths, losses = fan(current.setup(settings), name, LADDER, current.chosen(settings, name))
    steps = np.isfinite(losses).sum(axis=1) - 1
    last = losses[np.arange(len(LADDER)), steps]
    told = [current.told(name, *end, lang) for end in zip(steps.tolist(), last.tolist(), strict=True)]
    excess = losses - current.surface(settings).least
    alts = [f"{one}; {others}" if others else one for one in told]
    return Fan(name, current.title(name), paths, excess, controls.rate_key(name), alts)


def _relief(settings: OptimizerSettings, runs: list[Run]) -> None:
    tracks = [current.track(run) for run in runs]
    ground, words = current.ground(settings), current.axes()
    figure = charts_relief.race_relief(ground, tracks, settings.steps, _ticks(settings), words)
    lang = language.current()
    alt = "; ".join(current.told(one.optimizer, one.steps, one.losses[-1], lang) for one in runs)
    chart.show(figure, "optimizers_relief", alt)


def _ticks(settings: OptimizerSettings) -> tuple[list[float], list[str]]:
    """Round losses on the height axis of the landscape, which may be logarithmic."""
    surface, top = current.surface(settings), current.ground(settings).heights.max()
    if surface.fold:
        losses = [0.0, *(10.0**power for power in range(-2, 6) if 10.0**power > surface.fold)]
    else:
        losses = np.arange(0, top, max(1.0, float(10 ** np.floor(np.log10(top / 2))))).tolist()
    heights = [float(surface.height(np.array(surface.least + loss))) for loss in losses]
    kept = [(height, plain(loss)) for height, loss in zip(heights, losses, strict=True) if height <= top]
    return [height for height, _ in kept], [text for _, text in kept]
