"""Where each start leads: the whole map coloured by the minimum that one optimizer reaches from there."""

import numpy as np
import streamlit as st

from dlplay.descent import Destinations, destinations
from dlplay.numbers import plain
from dlplay.ui import chart, chart_click, code_panel, frame, language
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.optimizers import charts_starts as charts
from dlplay.ui.optimizers import code, controls, current, verdict
from dlplay.ui.optimizers.charts_track import chip
from dlplay.ui.optimizers.settings import OptimizerSettings

CHART = "optimizers_starts"
CELLS = (108, 72)
FEWER = (54, 36)  # where each gradient takes a pass over data


def show(experiment: Experiment[OptimizerSettings]) -> None:
    """The map, what its colours mean, the run from the chosen start, and the code."""
    picture, panel = frame.stage().columns([2.3, 1], gap="medium")
    with panel:
        controls.place(experiment)
        experiment.select("runner", format_func=current.title)
        controls.rate(experiment, experiment.settings, experiment.settings.runner)
    settings = experiment.settings
    run = current.run(settings, settings.runner)
    surface = current.surface(settings)
    ends = destinations(
        current.setup(settings)._replace(start=surface.start),
        settings.runner,
        current.rate(settings, settings.runner),
        *(CELLS if surface.batch is None else FEWER),
        current.chosen(settings, settings.runner),
    )
    with panel:
        _legend(surface.minima, ends)
    with picture:
        figure = charts.starts_map(
            current.ground(settings),
            current.landscape(settings.surface).over,
            charts.Ends(ends.minimum, _share(ends), ends.left),
            current.track(run),
            current.axes(),
        )
        told = current.told(run.optimizer, run.steps, run.losses[-1], language.current())
        reached = percent(float((ends.minimum >= 0).mean()))
        chart.show(figure, CHART, t("optimizers.starts_alt", run=told, share=reached))
        chart_click.listen(CHART, lambda across, up: controls.clicked(experiment, across, up))
        st.caption(t("optimizers.starts_help"))
    controls.conditions(experiment)
    frame.section("optimizers", "verdict")
    st.markdown(verdict.told([run]))
    code_panel.panel("optimizers").show(code.race([run]))


def _share(ends: Destinations) -> np.ndarray:
    """How long each start takes, as a share of the slowest that arrives."""
    arrived = ends.step[ends.minimum >= 0]
    return np.minimum(ends.step / max(arrived.max(initial=1), 1), 1)


def _legend(minima: tuple[tuple[float, float], ...], ends: Destinations) -> None:
    """Each colour, and the share of all starts that it has."""
    for number, (minimum, colour) in enumerate(zip(minima, charts.REACHED, strict=False)):
        place = ", ".join(plain(round(one, 2)) for one in minimum)
        st.markdown(f"{chip(colour)} → ({place}): **{percent(float((ends.minimum == number).mean()))}**")
    lost = (ends.minimum < 0) & ~ends.left
    st.markdown(f"{chip(charts.LOST)} {t('optimizers.lost')}: **{percent(float(lost.mean()))}**")
    st.markdown(f"{chip(charts.GONE)} {t('optimizers.gone')}: **{percent(float(ends.left.mean()))}**")
    arrived = ends.step[ends.minimum >= 0]
    if len(arrived):
        st.caption(t("optimizers.typical", steps=int(np.median(arrived))))
