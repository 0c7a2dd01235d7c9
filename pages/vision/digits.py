"""Draw a digit: a CNN trained on MNIST reads it, and shows how.

What a student should see within a minute: my digit is read at once; ten probabilities, not one answer; the
network never sees my drawing but a 28x28 version of it, and when a step of that is switched off it fails.
"""

import time

import streamlit as st

from dlplay.digits import SWITCHABLE, classify
from dlplay.ui import frame, own_network
from dlplay.ui.digits import answer, facts, journal, last_layer, live, microscope, source
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t


def show(experiment: Experiment[DigitsSettings]) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        drawing, pad = source.show(experiment)
        network = own_network.choose()
    settings = experiment.settings
    skip = frozenset(SWITCHABLE) - set(settings.steps)
    with right:
        note = st.container()  # holds its place while empty, so that what follows is not mounted anew
        if drawing is None:
            note.info(
                t(f"digits.nothing_{settings.source}", digit=settings.sample), icon=":material/gesture:"
            )
            drawing = source.sample(settings)
        start = time.perf_counter()
        reading = classify(drawing.image, skip=skip, paper=drawing.paper, network=network)
        milliseconds = 1000 * (time.perf_counter() - start)
        bars = st.container()
        truth = journal.ask(reading)
        with bars:
            answer.show(reading, truth)
    if pad is not None:
        live.show(pad.key, pad.beside, reading, skip, shipped=network is None)

    frame.section("digits", "microscope")
    microscope.show(experiment, drawing, reading, network)
    frame.section("digits", "last_layer")
    last_layer.show(reading, truth)
    frame.section("digits", "journal")
    journal.show()
    frame.section("digits", "facts")
    facts.show(reading, milliseconds, network)


frame.lab("digits", DigitsSettings, show)
