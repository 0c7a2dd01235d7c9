"""One setting turned through its whole range: the loss at the end over the learning rate."""

import numpy as np
import streamlit as st

from dlplay.descent import sweep
from dlplay.numbers import plain
from dlplay.rates import LADDER
from dlplay.ui import chart, chart_click, code_panel, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import charts_sweep as charts
from dlplay.ui.optimizers import code, controls, current
from dlplay.ui.optimizers.charts_track import swatch
from dlplay.ui.optimizers.kinds import in_order
from dlplay.ui.optimizers.settings import OptimizerSettings

CHART = "optimizers_rates"
GOOD = 0.01  # of the loss at the start: learned


def show(experiment: Experiment[OptimizerSettings]) -> None:
    """The curves, what they say, and the code."""
    picture, panel = frame.stage().columns([2.3, 1], gap="medium")
    with panel:
        controls.place(experiment)
        controls.runners(experiment)
        controls.rates(experiment, experiment.settings)
    settings = experiment.settings
    swept = {name: _swept(settings, name) for name in settings.runners}
    with picture:
        above = _above(settings)
        figure = charts.rates(np.array(LADDER), list(swept.values()), above, current.axes())
        title = t("optimizers.rates_alt", low=plain(LADDER[0]), high=plain(LADDER[-1]))
        chart.show(figure, CHART, chart.lines(title, {one.label: one.excess for one in swept.values()}))
        chart_click.listen(CHART, lambda across, up: _clicked(experiment, across, up))
        st.caption(t("optimizers.rates_help"))
    controls.conditions(experiment)
    if not swept:
        st.info(t("optimizers.choose_some"))
        return
    frame.section("optimizers", "forgiving")
    for name, one in swept.items():
        st.markdown(f"{swatch(name)} **{current.title(name)}**: {_span(one, above)}")
    code_panel.panel("optimizers").show(code.race([current.run(settings, name) for name in settings.runners]))


def _swept(settings: OptimizerSettings, name: str) -> charts.Sweep:
    losses = sweep(current.setup(settings), name, LADDER, current.chosen(settings, name))
    return charts.Sweep(
        name,
        current.title(name),
        losses - current.surface(settings).least,
        current.rate(settings, name),
        current.outcome(current.run(settings, name)).limit,
    )


def _span(one: charts.Sweep, above: float) -> str:
    """Between which rates a runner learns, and by what factor they differ."""
    good = np.array(LADDER)[one.excess <= GOOD * above]
    if not len(good):
        best = LADDER[int(np.argmin(one.excess))]
        return t("optimizers.span_none", best=plain(best), loss=plain(one.excess.min(), 3))
    low, high = float(good.min()), float(good.max())
    return t("optimizers.span", low=plain(low), high=plain(high), factor=plain(high / low, 2))


def _above(settings: OptimizerSettings) -> float:
    """How far the loss at the start is above the smallest."""
    surface = current.surface(settings)
    return float(surface.value(np.array(current.start(settings)))) - surface.least


def _clicked(experiment: Experiment[OptimizerSettings], across: float, up: float) -> None:
    """A click near a curve chooses that rate for its runner."""
    settings = experiment.settings
    swept = [_swept(settings, name) for name in settings.runners]
    if swept:
        name, rate = charts.nearest(np.array(LADDER), swept, _above(settings), across, up)
        experiment.set(rates=in_order(dict(settings.rates) | {name: rate}))
