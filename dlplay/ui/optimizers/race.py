"""The race: the map or the landscape with all runners, who arrived, and one step worked out."""

import numpy as np
import streamlit as st

from dlplay.descent import Run
from dlplay.numbers import plain
from dlplay.ui import frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import charts_map, charts_relief, code, controls, current, rule, verdict
from dlplay.ui.optimizers.settings import OptimizerSettings

CHART = "optimizers_map"
PLAIN = {"displayModeBar": False}


def show(experiment: Experiment[OptimizerSettings]) -> None:
    """Picture and controls, verdicts, the update rule with numbers, the code."""
    picture, panel = st.columns([2.3, 1], gap="medium")
    with panel:
        controls.place(experiment)
        controls.runners(experiment)
    settings = experiment.settings
    runs = [current.run(settings, name) for name in settings.runners]
    with picture:
        _picture(experiment, runs)
    controls.conditions(experiment)
    if not runs:
        st.info(t("optimizers.choose_some"))
        return
    frame.section("optimizers", "verdict")
    verdict.cards(runs)
    verdict.table(runs)
    rule.show(experiment)
    frame.keras_code(code.race(runs))


def _picture(experiment: Experiment[OptimizerSettings], runs: list[Run]) -> None:
    settings = experiment.settings
    ground, tracks = current.ground(settings), [current.track(run) for run in runs]
    experiment.choose("picture", label_visibility="collapsed")
    if settings.picture == "map":
        said = {name: t(f"optimizers.{name}") for name in ("play", "pause")}
        words = current.axes() | said | {"alt": _told(runs)}
        drawn = charts_map.race_map(ground, tracks, settings.steps, words)
        live.show(drawn, CHART, lambda place: controls.go_to(experiment, place.x, place.y))
        st.caption(t("optimizers.map_help"))
    else:
        figure = charts_relief.race_relief(ground, tracks, settings.steps, _ticks(settings), current.axes())
        st.plotly_chart(figure, key="optimizers_relief", config=PLAIN)
        st.caption(t("optimizers.relief_help"))
    st.latex(f"L = {current.surface(settings).latex}")


def _told(runs: list[Run]) -> str:
    """The picture in words."""
    ends = [(current.title(run.optimizer), run.steps, plain(run.losses[-1])) for run in runs]
    return "; ".join(t("optimizers.map_alt", name=name, steps=n, loss=loss) for name, n, loss in ends)


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
