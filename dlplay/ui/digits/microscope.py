"""The digit microscope: every step from the drawing to the network's 28x28 input, with a switch."""

import streamlit as st

from dlplay.digits import SWITCHABLE, Classification, classify
from dlplay.ui.charts import pictures
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.digits.source import Drawing
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.own_network import OwnNetwork

CARD_WIDTH = 148  # CSS pixels: five beside each other on a laptop, two on a phone
PICTURE_WIDTH = 114


def show(
    experiment: Experiment[DigitsSettings],
    drawing: Drawing,
    reading: Classification,
    network: OwnNetwork | None,
) -> None:
    """One card a step: its picture, its switch, and the answer with the step and without it."""
    chosen = set(experiment.settings.steps)
    row = st.container(horizontal=True, gap="small")
    for step in reading.steps:
        with row.container(border=True, width=CARD_WIDTH, height="stretch", gap="small"):
            st.html(pictures.picture(step.image, PICTURE_WIDTH, t(f"digits.steps_{step.name}")))
            experiment.switch_in("steps", step.name)
            st.caption(t(f"digits.step_{step.name}_help"))
            st.markdown(_with_and_without(drawing, reading, chosen, step.name, network))


def _with_and_without(
    drawing: Drawing, reading: Classification, chosen: set[str], step: str, network: OwnNetwork | None
) -> str:
    """Both answers; one of them is the reading with the steps as they are."""
    lines = []
    for word, steps in (("with", chosen | {step}), ("without", chosen - {step})):
        result = reading
        if steps != chosen:
            skip = frozenset(SWITCHABLE) - steps
            result = classify(drawing.image, skip=skip, paper=drawing.paper, network=network)
        chance = percent(result.probabilities[result.label])
        lines.append(t(f"digits.answer_{word}", digit=result.label, chance=chance))
    return "  \n".join(lines)
