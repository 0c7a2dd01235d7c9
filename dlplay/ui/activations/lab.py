"""A batch through many random layers, and a gradient back: what the chosen functions do to both."""

import streamlit as st

from dlplay.activations import ACTIVATIONS
from dlplay.files.takeaway import columns_of, csv_file
from dlplay.numbers import plain
from dlplay.signal import Signal, draw, push
from dlplay.ui import chart, code_panel, frame
from dlplay.ui.activations import charts_layers as layers
from dlplay.ui.activations import code, formula, parameters
from dlplay.ui.activations.curve import compare, functions
from dlplay.ui.activations.settings import ActivationsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import head
from dlplay.ui.language import percent, t

VANISHED, EXPLODED = 0.01, 100.0


def show(experiment: Experiment[ActivationsSettings]) -> None:
    """Controls, verdict, the two pictures, the table, the arithmetic and the code."""
    with frame.stage():
        first, second, third = st.columns(3)
        with first:
            experiment.select("name")
            experiment.slide("depth")
        with second:
            compare(experiment)
            experiment.slide("width")
        with third:
            experiment.select("initializer")
            experiment.slide("seed")
        shown = tuple(name for name in functions(experiment.settings) if ACTIVATIONS[name].parameters)
        if shown:
            with st.expander(t("activations.parameters")):
                parameters.controls(experiment, shown)

        settings = experiment.settings
        measured = measure(settings)
        signal = measured[settings.name]
        st.markdown(verdict(f"`{settings.name}`", signal))
        _metrics(signal)
        forward, backward = st.columns(2, gap="large")
        with forward:
            st.markdown(t("activations.forward"))
            names = [t("activations.input_layer")]
            names += [t("activations.layer", number=layer) for layer in range(1, len(signal.values))]
            spread = signal.values.reshape(len(names), -1).std(axis=1)
            alt = chart.lines(t("activations.forward_alt"), {t("activations.spread"): spread})
            figure = layers.ridges(signal.values, names, t("activations.forward_axis"))
            chart.show(figure, "activations_forward", alt)
        with backward:
            st.markdown(t("activations.backward"))
            lines = [(parameters.changed(settings, name), one.gradient) for name, one in measured.items()]
            size = t("activations.size_axis")
            figure = layers.layer_lines(lines, t("activations.layer_axis"), size)
            chart.show(figure, "activations_backward", chart.lines(size, dict(lines)))
    _table(settings, measured)

    st.markdown(t("activations.signal_formula"))
    st.latex(r"g^{[l-1]} = \left(g^{[l]} \odot f'(z^{[l]})\right) {W^{[l]}}^{\top}")
    if signal.arrived > 0:
        st.latex(formula.signal(signal))
    given = parameters.chosen(settings, settings.name)
    code_panel.panel("activations").show(
        code.signal(settings.name, given, settings.depth, settings.width, settings.initializer, settings.seed)
    )


def measure(settings: ActivationsSettings) -> dict[str, Signal]:
    """The signal of every chosen function, all from the same batch and the same weights."""
    start = draw(settings.depth, settings.width, settings.initializer, settings.seed)
    return {
        name: push(ACTIVATIONS[name], start, **parameters.chosen(settings, name))
        for name in functions(settings)
    }


def verdict(name: str, measured: Signal) -> str:
    """What happened, in one sentence."""
    if measured.overflowed:
        return t("activations.verdict_overflow", name=name, layer=len(measured.values))
    if not len(measured.gradient):
        return t("activations.verdict_no_back", name=name)
    if measured.arrived == 0:
        return t("activations.verdict_dead", name=name)
    if measured.arrived < VANISHED:
        return t("activations.verdict_vanished", name=name, share=plain(measured.arrived))
    if measured.arrived > EXPLODED:
        return t("activations.verdict_exploded", name=name, share=plain(measured.arrived))
    return t("activations.verdict_survived", name=name, depth=measured.depth, share=percent(measured.arrived))


def _metrics(measured: Signal) -> None:
    row = st.container(horizontal=True)
    for name, value in _figures(measured, digits=3).items():
        row.metric(t(f"activations.{name}"), value, help=t(f"activations.{name}_help"), width="content")


def _figures(measured: Signal, digits: int = 4) -> dict[str, str]:
    none = "–"
    back = len(measured.gradient) > 0
    return {
        "arrived": plain(measured.arrived, digits) if back else none,
        "factor": plain(measured.factor, digits) if back else none,
        "deviation": none if measured.overflowed else plain(measured.deviation[-1], digits),
        "flat": percent(float(measured.faint.mean())) if len(measured.faint) else none,
    }


def _table(settings: ActivationsSettings, measured: dict[str, Signal]) -> None:
    rows = [
        {"function": parameters.changed(settings, name)} | _figures(one) for name, one in measured.items()
    ]
    shown = {t(f"activations.column_{name}"): column for name, column in columns_of(rows).items()}
    st.dataframe(shown, hide_index=True)
    st.download_button(
        t("activations.download"),
        csv(measured),
        "signal.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def csv(measured: dict[str, Signal]) -> bytes:
    """Every function's gradient and spread at every layer, layer 0 the input."""
    columns = {
        f"{name}_{head('signal', figure)}": getattr(one, figure)
        for name, one in measured.items()
        for figure in ("gradient", "deviation")
    }
    return csv_file({head("signal", "layer"): range(max(map(len, columns.values()))), **columns})
