"""The curves on shared axes, the tangent at a movable point, and where no gradient passes."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from dlplay import locale
from dlplay.activations import ACTIVATIONS
from dlplay.activations.saturation import flat_regions
from dlplay.numbers import plain
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.activations import charts_curves as charts
from dlplay.ui.activations import code, formula, parameters
from dlplay.ui.activations.settings import EDGE, ActivationsSettings
from dlplay.ui.charts import VERMILION
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number

POINTS = 601
SHARED = 200  # pictures kept for whoever asks for the same


class Chosen(NamedTuple):
    """A function as it was set."""

    name: str
    label: str
    parameters: tuple[tuple[str, Any], ...]


def functions(settings: ActivationsSettings) -> tuple[str, ...]:
    """The function in the middle of attention, then those it is compared with."""
    others = [name for name in settings.compare if name != settings.name]
    return (settings.name, *others)


def compare(experiment: Experiment[ActivationsSettings]) -> None:
    """The functions beside the first."""
    nothing = t("activations.compare_empty")
    experiment.several("compare", placeholder=nothing, wrap=True)


def show(experiment: Experiment[ActivationsSettings]) -> None:
    """Controls, curves, numbers, arithmetic, advice and code."""
    settings = experiment.settings
    first, *others = functions(settings)
    with frame.stage():
        left, middle, right = st.columns([3, 4, 6], gap="medium")
        with left:
            experiment.select("name")
        with middle:
            compare(experiment)
        if ACTIVATIONS[first].parameters:
            with st.container(horizontal=True):
                parameters.controls(experiment, (first,))
        _picture(experiment, tuple(_chosen(settings, name) for name in (first, *others)))
    if with_knobs := tuple(name for name in others if ACTIVATIONS[name].parameters):
        with st.expander(t("activations.parameters")):
            parameters.controls(experiment, with_knobs)

    activation, given = ACTIVATIONS[first], parameters.chosen(settings, first)
    frame.section("activations", "formula")
    arithmetic = formula.curve(activation, given)
    st.subheader(t("activations.note_heading", name=first), anchor=False)
    st.markdown(parameters.note(first))
    script = code_panel.panel("activations")

    @st.fragment
    def point() -> None:
        """The slider x and what Python says of it; the picture follows by itself."""
        x = experiment.slide("x")
        for place, lines in zip(arithmetic, formula.at(activation, x, given), strict=True):
            place.latex(lines)
        script.show(code.curve(first, x, given))
        experiment.publish()

    with right:
        point()


def _picture(experiment: Experiment[ActivationsSettings], chosen: tuple[Chosen, ...]) -> None:
    reach = experiment.kind("x", Number)
    drawn, flat = picture(chosen, experiment.key("x"), reach, language.current())
    live.show(drawn, "activations_curves", lambda place: experiment.set(x=reach.nearest(place.x)))
    if flat:
        frame.note("activations", t("activations.faint"))


def _chosen(settings: ActivationsSettings, name: str) -> Chosen:
    given = parameters.chosen(settings, name)
    return Chosen(name, parameters.changed(settings, name), tuple(given.items()))


@lru_cache(SHARED)
def picture(chosen: tuple[Chosen, ...], key: str, reach: Number, lang: str) -> tuple[dict[str, Any], bool]:
    """The curves with the point on the first of them for every x that the slider `key` reaches; any flat?"""
    x, at = np.linspace(-EDGE, EDGE, POINTS), reach.values
    rules = [_rules(one) for one in chosen]
    shown = [
        charts.Curve(one.label, value(x), slope(x)) for one, (value, slope) in zip(chosen, rules, strict=True)
    ]
    values, slopes = (rule(at) for rule in rules[0])
    first = chosen[0]
    flat = flat_regions(ACTIVATIONS[first.name], -EDGE, EDGE, **dict(first.parameters))
    follows = charts.moving(at, values, slopes, (x[0], x[-1])) | _words(first.name, at, values, slopes, lang)
    readouts = {
        "value": live.readout(colour=VERMILION),
        "slope": live.readout(colour=VERMILION),
        "passes": live.readout(small=True),
    }
    panels = charts.panels(x, shown, flat, key)
    names = ", ".join(one.label for one in chosen)
    alt = locale.t("activations.curve_alt", lang, names=names, low=plain(-EDGE), high=plain(EDGE))
    sweeps = [live.sweep(key, at, follows)]
    return live.picture(panels, sweeps, readouts=readouts, alt=alt, columns=2), bool(flat)


def _rules(chosen: Chosen) -> tuple[Callable, Callable]:
    """f and f' as they were set."""
    one, given = ACTIVATIONS[chosen.name], dict(chosen.parameters)
    return partial(one.function, **given), partial(one.derivative, **given)


def _words(name: str, x: np.ndarray, values: np.ndarray, slopes: np.ndarray, lang: str) -> dict[str, dict]:
    """What is read at each x."""
    at, value, slope = ([plain(one) for one in numbers.tolist()] for numbers in (x, values, slopes))
    passes = [locale.t("activations.passes", lang, name=name, slope=one) for one in slope]
    return {
        "value": {"name": [f"f({one})" for one in at], "words": value},
        "slope": {"name": [f"f′({one})" for one in at], "words": slope},
        "passes": {"words": passes},
    }
