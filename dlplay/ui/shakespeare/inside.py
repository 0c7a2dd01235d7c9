"""Inside the network: one hidden unit over the text as it is written, its gates, and units with a meaning."""

import numpy as np
import streamlit as st

from dlplay.numbers import plain, signed
from dlplay.text.char_lstm import Reading
from dlplay.ui import cache, chart, typewriter
from dlplay.ui.charts import grids, inked
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk
from dlplay.ui.shakespeare.settings import ShakespeareSettings

LAST = 60  # characters in the heat map
GATES = ("input", "forget", "output")


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The unit's activation as colour while the text is written; its gates and state at the end."""
    layer, unit = _chosen_unit(desk, experiment)
    text = desk.written().text
    whole = desk.model.opening(desk.prompt) + text
    reading = desk.model.read(whole)
    activation = reading.hidden[layer - 1, -len(text) :, unit]
    title = t("shakespeare.unit_title", layer=layer, unit=unit)
    caption = t(
        "shakespeare.unit_range",
        low=signed(activation.min(), decimals=2),
        high=signed(activation.max(), decimals=2),
    )
    colours = inked.activation_colours(activation)
    typewriter.show([typewriter.Column(title, caption, desk.prompt, text, colours)], key="shakespeare_unit")
    heat = "heat_gates" if len(reading.gates[0, 0]) > 1 else "heat"
    st.markdown(t(f"shakespeare.{heat}", count=min(LAST, len(whole))))
    gates, states = _rows(reading, layer, unit)
    labels = [inked.visible(character) for character in whole[-LAST:]]
    alt = chart.lines(t("shakespeare.heat_alt", count=len(labels)), gates | states)
    chart.show(grids.state_heat_map(gates, states, labels), "shakespeare_gates", alt)
    return text


def _rows(reading: Reading, layer: int, unit: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """A unit's gates and its other numbers over the last characters; a SimpleRNN has no gates."""
    numbers = reading.gates[layer - 1, -LAST:, :, unit].T
    hidden, cell = (one[layer - 1, -LAST:, unit] for one in (reading.hidden, reading.cell))
    *gates, candidate = numbers
    states = {"candidate": candidate, "cell": cell, "hidden": hidden} if gates else {"hidden": hidden}
    return _named(dict(zip(GATES, gates, strict=False))), _named(states)


def _named(rows: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {t(f"shakespeare.row_{name}"): row for name, row in rows.items()}


def _chosen_unit(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> tuple[int, int]:
    """Offer the units that were found to mean something, and every other by number."""
    settings = experiment.settings
    properties = desk.kind.properties
    for column, prop in zip(st.columns(len(properties)), properties, strict=True):
        with column:
            st.markdown(f"**{t(f'shakespeare.property_{prop}')}**")
            with st.container(horizontal=True):
                for tie in cache.tied_units(desk.name, prop):
                    layer, auc = tie.layer + 1, plain(tie.auc, decimals=2)
                    chosen = (layer, tie.unit) == (settings.layer, settings.unit)
                    st.button(
                        t("shakespeare.tie", layer=layer, unit=tie.unit, auc=auc),
                        key=f"shakespeare.tie.{prop}.{tie.layer}.{tie.unit}",
                        type="primary" if chosen else "secondary",
                        on_click=experiment.set,
                        kwargs={"layer": layer, "unit": tie.unit},
                    )
    left, right = st.columns(2)
    with left:
        experiment.slide("layer")
    with right:
        experiment.slide("unit")
    settings = experiment.settings
    if settings.unit >= desk.model.units:
        st.info(t("shakespeare.unit_missing", units=desk.model.units, last=desk.model.units - 1))
    return settings.layer, min(settings.unit, desk.model.units - 1)
