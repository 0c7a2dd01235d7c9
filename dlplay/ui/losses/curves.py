"""One prediction, several losses: value and slope of each over the prediction."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from dlplay.losses.entropy import sigmoid
from dlplay.numbers import latex, plain, settled
from dlplay.ui import code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import charts, code, current, formulas, table
from dlplay.ui.losses.settings import AXES, LossSettings
from dlplay.ui.settings import Number

DRAWN = 401  # points of a curve
BENT = 101  # of one that a parameter's slider bends
PARAMETERS = {  # of each axis the slider and the loss that it bends
    "error": ("delta", "huber"),
    "probability": ("gamma", "binary_focal_crossentropy"),
    "score": ("gamma", "binary_focal_crossentropy"),
}
HEIGHTS = {  # lowest and highest value drawn, of the loss and of its slope where the true class is 1
    "error": ((-0.3, 8.0), (-8.0, 8.0)),
    "probability": ((-0.2, 5.0), (-15.0, 1.0)),
    "score": ((-0.3, 8.0), (-3.0, 0.5)),
}


def show(experiment: Experiment[LossSettings]) -> None:
    """Controls, curves, the formulas with numbers, the table and the code."""
    with frame.stage():
        _controls(experiment)
        settings = experiment.settings
        axis, here = settings.axis, getattr(settings, settings.axis)
        names = [name for name in AXES[axis][2] if name in settings.shown]
        live.show(_picture(experiment, settings, names), key="losses_curves")
    st.markdown(t(f"losses.read_{axis}"))
    if not names:
        st.info(t("losses.choose_some"))
        return
    frame.section("losses", "arithmetic")
    now = {
        name: (float(value[0]), float(slope[0]))
        for name in names
        for value, slope in [current.curve(name, axis, np.array([here]), settings)]
    }
    _formulas(now, axis, here, settings)
    points = [current.curve_point(name, axis, settings) for name in names if not current.squashed(name, axis)]
    table.show(points, "curves")
    code_panel.panel("losses").show(code.curves(names, axis, settings))


def _picture(
    experiment: Experiment[LossSettings], settings: LossSettings, names: list[str]
) -> dict[str, Any]:
    """Losses and slopes; the dots are where the slider is, and a parameter's slider bends its own curve."""
    axis, key = settings.axis, experiment.key(settings.axis)
    low, high, _ = AXES[axis]
    x, at = np.linspace(low, high, DRAWN), experiment.kind(axis, Number).values
    drawn, reached = (
        {name: current.curve(name, axis, along, settings) for name in names} for along in (x, at)
    )
    titles = {"value": t("losses.loss_axis"), "slope": t(f"losses.slope_axis_{axis}")}
    panels: list[dict[str, Any]] = []
    follows: dict[str, dict[str, Any]] = {}
    for place, (part, title) in enumerate(titles.items()):
        lowest, highest = HEIGHTS[axis][place]
        if part == "slope" and settings.truth == "0":
            lowest, highest = -highest, -lowest
        lines = {name: (table.name(name), both[place]) for name, both in drawn.items()}
        panels.append(charts.curves(x, lines, (t(f"losses.{axis}"), title), (lowest, highest), part))
        follows |= charts.dots_follow(at, {name: both[place] for name, both in reached.items()}, part)
    sweeps = [live.sweep(key, at, follows)]
    field, bent = PARAMETERS[axis]
    if bent in names:
        values, here = experiment.kind(field, Number).values, getattr(settings, axis)
        moved = charts.curve_follows(
            _along(axis), here, _family(axis, settings.truth, here, tuple(values.tolist())), bent
        )
        sweeps.append(live.sweep(experiment.key(field), values, moved))
    shown = {"names": ", ".join(table.name(name) for name in names), "low": plain(low), "high": plain(high)}
    alt = t("losses.curves_alt", x=t(f"losses.{axis}"), **titles, **shown)
    return live.picture(panels, sweeps, alt=alt, columns=2)


def _along(axis: str) -> np.ndarray:
    low, high, _ = AXES[axis]
    return np.linspace(low, high, BENT)


@lru_cache(200)
def _family(axis: str, truth: str, here: float, values: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Losses and slopes along the axis and, last, where the slider is, at all values of its parameter."""
    _, bent = PARAMETERS[axis]  # which takes but one of both
    x = np.append(_along(axis), here)
    each = [
        current.curve(bent, axis, x, LossSettings(truth=truth, delta=value, gamma=value)) for value in values
    ]
    losses, slopes = (np.array(one) for one in zip(*each, strict=True))
    return losses, slopes


def _controls(experiment: Experiment[LossSettings]) -> None:
    with st.container(horizontal=True):
        experiment.choose("axis", wrap=True)
        if experiment.settings.axis != "error":
            experiment.choose("truth")
    left, right = st.columns([3, 2], gap="large")
    with left:
        experiment.slide(experiment.settings.axis)
    axis, shown = experiment.settings.axis, experiment.settings.shown
    with right:
        field, bent = PARAMETERS[axis]
        if bent in shown:
            experiment.slide(field, help=t("losses.delta_is") if field == "delta" else None)
    with st.container(horizontal=True):
        for name in AXES[axis][2]:
            with st.container(width="content"):
                experiment.switch_in("shown", name)


def _formulas(now: dict[str, tuple[float, float]], axis: str, here: float, settings: LossSettings) -> None:
    """Every drawn loss and its slope with the numbers put in."""
    truth = current.curve_point(next(iter(now)), axis, settings).y_true[0][0]
    variable = {"error": r"\hat y", "probability": "p", "score": "z"}[axis]
    answer = float(sigmoid(np.array(here)))
    if axis == "score":
        st.latex(rf"p = \sigma({latex(here)}) = {formulas.number(answer)}")
    columns = st.columns(2)
    for place, (name, (loss, slope)) in enumerate(now.items()):
        seen = answer if axis == "score" and "hinge" not in name else here
        term = formulas.term(name, truth, seen, current.parameters(name, settings))
        with columns[place % 2]:
            st.markdown(f"**{table.name(name)}**")
            st.latex(
                formulas.aligned(
                    f"L &= {term}",
                    f"&= {formulas.number(settled(loss))}",
                    rf"\frac{{dL}}{{d{variable}}} &= {formulas.number(settled(slope))}",
                )
            )
