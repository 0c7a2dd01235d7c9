"""The digit microscope: every step from the drawing to the network's 28x28 input, with a switch."""

import numpy as np
import streamlit as st

from dlplay import locale
from dlplay.digits import SWITCHABLE, network, turned
from dlplay.numbers import percent
from dlplay.ui import language
from dlplay.ui.digits import charts
from dlplay.ui.digits.charts import Card
from dlplay.ui.digits.seen import Follow, Seen
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment


def show(experiment: Experiment[DigitsSettings]) -> Follow:
    """A switch for each step; below, each step's picture and the answer with the step and without it."""
    with st.container(horizontal=True):
        for step in SWITCHABLE:
            experiment.switch_in("steps", step)
    place = st.container()

    def follow(seen: Seen, _: int | None) -> None:
        place.html(charts.steps(cards(seen, language.current())))

    return follow


def cards(seen: Seen, spoken: str) -> list[Card]:
    """One a step; one of its two answers is the reading with the steps as they are."""
    steps, read = seen.reading.steps, seen.network or network.load()
    others = read(np.stack(turned(seen.drawing.image, steps, seen.drawing.paper))).probabilities
    now = seen.reading.probabilities
    found = []
    for step, other in zip(steps, others, strict=True):
        taken, left_out = (now, other) if step.applied else (other, now)
        answers = (_answer("with", taken, spoken), _answer("without", left_out, spoken))
        name, help = (
            locale.t(f"digits.{key}", spoken) for key in (f"steps_{step.name}", f"step_{step.name}_help")
        )
        found.append(Card(name, help, step, answers, differs=bool(taken.argmax() != left_out.argmax())))
    return found


def _answer(word: str, probabilities: np.ndarray, spoken: str) -> str:
    digit = int(probabilities.argmax())
    return locale.t(
        f"digits.answer_{word}", spoken, digit=digit, chance=percent(probabilities[digit], spoken)
    )
