"""Draw a digit: a CNN trained on MNIST reads it, and shows how.

What a student should see within a minute: my digit is read at once; ten probabilities, not one answer; the
network never sees my drawing but a 28x28 version of it, and when a step of that is switched off it fails.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.ui import frame, own_network
from dlplay.ui.digits import answer, facts, journal, last_layer, live, microscope
from dlplay.ui.digits.seen import Follow, Seen
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.digits.source import Source
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

VIEWS = {  # each draws what stands below the answer, and returns what follows the drawing there
    "microscope": microscope.show,
    "last_layer": last_layer.show,
    "journal": journal.show,
    "facts": facts.show,
}


def show(experiment: Experiment[DigitsSettings]) -> None:
    network.load()  # if its file is missing, that is told in the place of all this
    left, right = frame.stage().columns([2, 3], gap="large")
    with left:
        experiment.choose("source", label_visibility="collapsed")
        drawing, tools = st.container(), st.container()
        own_network.choose()
    answered, note, asked = right.container(key=answer.KEY), right.container(), right.container()
    follow = VIEWS[frame.choose_view(experiment)](experiment)
    source, question = Source(experiment), journal.Question()
    with drawing:
        _read(source, question, answered, follow)
    if source.found != "refused":
        with asked:
            question.ask()
    settings = experiment.settings
    if source.pad is not None:
        with tools:
            source.pad.tools(source.found == "nothing")
    if source.found == "nothing":
        words = t(f"digits.nothing_{settings.source}", digit=settings.sample)
        note.info(words, icon=":material/gesture:")


@st.fragment
def _read(source: Source, question: journal.Question, answered: DeltaGenerator, follow: Follow) -> None:
    """What a stroke changes: the drawing, its answer, and what of the open view follows them."""
    place = source.place()
    with place:
        drawing = source.look()
    if drawing is None:
        return
    settings = source.experiment.settings
    seen = Seen.by(drawing, settings.steps, own_network.chosen())
    truth = question.about(seen.reading)
    with answered:
        answer.show(seen.reading, truth)
    if source.pad is not None:
        with place:
            live.show(source.pad.key, seen)
    follow(seen, truth)
    source.experiment.publish(settings)


frame.lab("digits", DigitsSettings, show, in_parts=True)
