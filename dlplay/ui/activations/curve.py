"""The curves on shared axes, the tangent at a movable point, and where no gradient passes."""

import numpy as np
import streamlit as st

from dlplay.activations import ACTIVATIONS
from dlplay.activations.saturation import flat_regions
from dlplay.numbers import plain
from dlplay.ui import frame
from dlplay.ui.activations import charts_curves as curves
from dlplay.ui.activations import code, formula, parameters
from dlplay.ui.activations.settings import EDGE, ActivationsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

POINTS = 601
MOST = 5  # curves beside the first: as many as there are colours


def functions(settings: ActivationsSettings) -> tuple[str, ...]:
    """The function in the middle of attention, then those it is compared with."""
    others = [name for name in settings.compare if name != settings.name]
    return (settings.name, *others[:MOST])


def choose(experiment: Experiment[ActivationsSettings]) -> None:
    """Which functions are on show."""
    experiment.select("name")
    compare(experiment)


def compare(experiment: Experiment[ActivationsSettings]) -> None:
    """The functions beside the first."""
    nothing = t("activations.compare_empty")
    experiment.several("compare", max_selections=MOST, placeholder=nothing, wrap=True)


def show(experiment: Experiment[ActivationsSettings]) -> None:
    """Controls, curves, numbers, arithmetic, advice and code."""
    left, right = st.columns([3, 7], gap="large")
    with left:
        choose(experiment)
        _parameters(experiment)
    with right:
        experiment.slide("x")
    settings = experiment.settings
    name, given = settings.name, parameters.chosen(settings, settings.name)
    activation = ACTIVATIONS[name]
    value = float(activation.function(settings.x, **given))
    slope = float(activation.derivative(settings.x, **given))
    with right:
        at = plain(settings.x)
        st.html(curves.readings({f"f({at})": plain(value), f"f′({at})": plain(slope)}))
        st.markdown(t("activations.passes", name=f"`{name}`", slope=plain(slope)))
        _picture(settings, curves.Point(settings.x, value, slope))

    frame.section("activations", "formula")
    formula.curve(activation, settings.x, given)
    st.subheader(t("activations.note_heading", name=name), anchor=False)
    st.markdown(parameters.note(name))
    frame.keras_code(code.curve(name, settings.x, given))


def _parameters(experiment: Experiment[ActivationsSettings]) -> None:
    """The parameters of the first function; those of the others a click away."""
    name, *others = functions(experiment.settings)
    parameters.controls(experiment, (name,))
    with_knobs = tuple(one for one in others if ACTIVATIONS[one].parameters)
    if with_knobs:
        with st.expander(t("activations.parameters")):
            parameters.controls(experiment, with_knobs)


def _picture(settings: ActivationsSettings, point: curves.Point) -> None:
    x = np.linspace(-EDGE, EDGE, POINTS)
    shown = []
    for name in functions(settings):
        given = parameters.chosen(settings, name)
        one = ACTIVATIONS[name]
        label = parameters.changed(settings, name)
        shown.append(curves.Curve(label, one.function(x, **given), one.derivative(x, **given)))
    given = parameters.chosen(settings, settings.name)
    flat = flat_regions(ACTIVATIONS[settings.name], -EDGE, EDGE, **given)
    st.plotly_chart(
        curves.curves(x, shown, point, flat), config={"displayModeBar": False}, key="activations_curves"
    )
    if flat:
        st.caption(t("activations.faint"))
