"""One to ten hidden layers: how much of the gradient arrives, factor by factor, and what one update moves."""

import math
from functools import lru_cache, partial
from typing import Any

import numpy as np
import streamlit as st

from dlplay.backprop import depth
from dlplay.backprop.depth import Deep, Flow
from dlplay.numbers import bracketed, latex, plain
from dlplay.ui import chart, code_panel, frame
from dlplay.ui.backprop import charts, code, graph
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.backprop.charts_strip import strip
from dlplay.ui.backprop.settings import BackpropSettings
from dlplay.ui.charts import VERMILION
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import lines as formula_lines
from dlplay.ui.language import percent, t

COMPARED = ("sigmoid", "tanh", "relu")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# how Keras draws each, in a line of numpy; `depth.INITIALS` draws the same numbers
DRAWINGS = {
    "glorot_uniform": "random.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6 / (n_in + n_out))",
    "he_uniform": "random.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6 / n_in)",
    "lecun_uniform": "random.uniform(-1, 1, (n_in, n_out)) * np.sqrt(3 / n_in)",
    "random_normal": "random.normal(0, 0.05, (n_in, n_out))",
    "ones": "np.ones((n_in, n_out))",
    "zeros": "np.zeros((n_in, n_out))",
}


@lru_cache(maxsize=64)
def passed(network: tuple, activation: str, rate: float) -> Flow | None:
    """What one pass finds; `network` are the arguments of `depth.draw`."""
    return depth.flow(drawn(network), activation, rate)


@lru_cache(maxsize=64)
def drawn(network: tuple) -> Deep:
    return depth.draw(*network)


def show(experiment: Experiment[BackpropSettings]) -> None:
    """The strip, the controls beside the lines, the chain's factors, the code."""
    settings = experiment.settings
    network = (
        settings.deep_depth,
        settings.deep_width,
        settings.deep_initial,
        settings.deep_scale,
        settings.deep_seed,
    )
    flow = passed(network, settings.deep_activation, settings.rate)
    with frame.stage():
        if flow is not None:
            _strip(flow)
        left, right = st.columns([1, 2], gap="large")
    with left:
        _controls(experiment)
    with right:
        if flow is None:
            st.error(t("backprop.deep_overflow"), icon=":material/error:")
            return
        _verdict(flow)
        measure = experiment.choose("deep_measure", wrap=True)
        figure = _lines(network, settings, measure)
        chart.show(figure, "backprop_layers", chart.lines(t(f"backprop.axis_{measure}"), figure.named()))
        st.caption(t(f"backprop.measure_{measure}"))
    _one_update(flow, settings.rate)
    if settings.deep_width == 1:
        frame.section("backprop", "chain")
        _chain(drawn(network), settings.deep_activation, flow)
    drawing = f"{DRAWINGS[settings.deep_initial]} * {settings.deep_scale:g}"
    code_panel.panel("backprop").show(
        code.deep(drawn(network), settings.deep_activation, drawing, settings.deep_seed, settings.rate)
    )


def _controls(experiment: Experiment[BackpropSettings]) -> None:
    experiment.select("deep_activation")
    for field in ("deep_depth", "deep_width"):
        experiment.slide(field)
    experiment.select("deep_initial")
    for field in ("deep_scale", "rate"):
        experiment.slide(field)
    st.button(t("backprop.draw_again"), icon=":material/casino:", on_click=_draw_again, args=(experiment,))


def _draw_again(experiment: Experiment[BackpropSettings]) -> None:
    experiment.set(deep_seed=(experiment.settings.deep_seed + 1) % 1000)


def _verdict(flow: Flow) -> None:
    values = {
        "layers": len(flow.deltas) - 1,
        "share": short(flow.arrived),
        "factor": short(flow.per_layer),
        "times": plain(1 / flow.arrived if flow.arrived else math.inf, 2),
    }
    text = t(f"backprop.verdict_{flow.verdict}", **values)
    if flow.verdict == "steady":
        st.success(text, icon=":material/check_circle:")
    else:
        st.warning(
            text, icon=":material/trending_down:" if flow.verdict != "explodes" else ":material/trending_up:"
        )


def _strip(flow: Flow) -> None:
    deltas = [np.sqrt((one**2).mean(axis=0)) for one in flow.gradients.deltas]
    heads = ["x", *(str(layer) for layer in range(1, len(deltas))), "p"]
    label = t("backprop.strip", layers=len(deltas), share=percent(flow.arrived, digits=3))
    wide, narrow = (
        strip(deltas, flow.slopes.tolist(), heads, label, shape) for shape in ("landscape", "portrait")
    )
    graph.put(wide, narrow, "backprop_strip")
    st.caption(t("backprop.strip_legend"))


def _lines(network: tuple, settings: BackpropSettings, measure: str) -> Any:
    names = [settings.deep_activation, *(one for one in COMPARED if one != settings.deep_activation)]
    flows = {name: passed(network, name, settings.rate) for name in names}
    lines = [
        (name if flow.deltas[0] else t("backprop.line_dead", name=name), getattr(flow, measure))
        for name, flow in flows.items()
        if flow
    ]
    words = {"layer": t("backprop.layer_axis"), "size": t(f"backprop.axis_{measure}")}
    return charts.by_layer(lines, words, partial(percent if measure == "change" else plain, digits=3))


def _one_update(flow: Flow, rate: float) -> None:
    with st.container(horizontal=True, gap="large"):
        st.metric(t("backprop.loss_now"), short(flow.loss), width="content")
        st.metric(t("backprop.loss_after"), short(flow.after), width="content")
        for name, place in (("first_moves", 0), ("last_moves", -1)):
            moved = flow.change[place]
            st.metric(t(f"backprop.{name}"), percent(moved, digits=3), width="content")
    st.caption(t("backprop.moves", rate=short(rate)))


def _chain(network: Deep, activation: str, flow: Flow) -> None:
    """dE/dw_1 as the product that it is, with symbols and with numbers."""
    factors = depth.chain(network, activation, flow)
    last = len(factors) + 1
    symbols = [rf"\frac{{\partial E}}{{\partial z_{{{last}}}}}"]
    symbols += [rf"w_{{{one.layer + 1}}} f'(z_{{{one.layer}}})" for one in factors]
    end = float(flow.gradients.deltas[-1][0, 0])
    numbers = [rf"\underbrace{{{latex(end)}}}_{{p - y}}"]
    numbers += [
        rf"\underbrace{{{bracketed(one.weight)} \cdot {bracketed(one.slope)}}}_{{{latex(one.factor)}}}"
        for one in factors
    ]
    value = latex(float(flow.gradients.kernels[0][0, 0]))
    dot = r" \cdot "
    st.markdown(
        formula_lines(
            rf"\frac{{\partial E}}{{\partial w_1}} = {dot.join([*symbols, 'x'])}",
            rf"\quad = {dot.join([*numbers, '1'])} = \textcolor{{{VERMILION}}}{{\mathbf{{{value}}}}}",
        )
    )
    largest = max(factors, key=lambda one: abs(one.factor))
    st.caption(t("backprop.chain_largest", factor=short(abs(largest.factor)), layers=len(factors)))
