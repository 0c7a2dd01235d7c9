"""What is computed or read once for everybody: the only place with `st.cache_*`."""

import json
import os

import numpy as np
import streamlit as st

from dlplay.assets import MODELS, read_checked
from dlplay.digits import network, samples
from dlplay.jobs import Jobs
from dlplay.recurrent import shipped
from dlplay.recurrent.gradients import Distances
from dlplay.recurrent.measured import Question
from dlplay.text import CharLSTM, plays, statistics, units
from dlplay.text.char_training import vocabulary_of
from dlplay.text.sweep import Sweep
from dlplay.text.words import words as text_words

TIED_ON = 6000  # characters, in which every property occurs more than a hundred times


@st.cache_data(show_spinner=False, max_entries=200)
def sample_drawing(digit: int, hand: int, place: str) -> np.ndarray:
    """A sample digit as the canvas would show it, uint8 (280, 280)."""
    return samples.drawing(digit, hand, place)


@st.cache_data(show_spinner=False)
def digits_facts() -> dict:
    """The shipped digit model's figures, as its training command wrote them."""
    return json.loads(read_checked(network.FACTS, network.REBUILD))


@st.cache_resource(show_spinner=False)
def char_model(name: str) -> CharLSTM:
    """A shipped character model; it never changes, so all visitors share it."""
    return CharLSTM.load(name)


@st.cache_resource(
    show_spinner=False, max_entries=200, hash_funcs={CharLSTM: lambda model: model.fingerprint}
)
def sweep(
    model: CharLSTM,
    prompt: str,
    length: int,
    seed: int,
    top_k: int | None,
    top_p: float | None,
    groups: tuple[tuple[float, ...], ...],
) -> Sweep:
    """The texts that a model writes after a prompt; what one visitor waited for is there for all."""
    return Sweep(model, prompt, length, seed, top_k, top_p, groups)


@st.cache_data(show_spinner=False)
def tied_units(name: str, property_name: str) -> list[units.Tie]:
    """The units of a model most tied to a property, on the beginning of a bundled play."""
    text = plays.load("hamlet")[:TIED_ON]
    return units.tied_units(_play_read(name), text, property_name)


@st.cache_resource(show_spinner=False, max_entries=3)
def _play_read(name: str) -> np.ndarray:
    """The hidden states (L, n, U) of a model over that text."""
    return char_model(name).read(plays.load("hamlet")[:TIED_ON]).hidden


@st.cache_data(show_spinner=False)
def char_model_facts(name: str) -> dict:
    """A shipped character model's figures, as its training command wrote them."""
    command = f"python -m dlplay.training shakespeare --model {name}"
    return json.loads(read_checked(MODELS / f"shakespeare-{name}.json", command))


@st.cache_resource(show_spinner=False, max_entries=20)
def words(text: str) -> frozenset[str]:
    """The different words of a text."""
    return text_words(text)


@st.cache_data(show_spinner=False, max_entries=20)
def text_statistics(text: str) -> statistics.Statistics:
    """What a text is made of."""
    return statistics.statistics(text)


@st.cache_data(show_spinner=False, max_entries=20)
def text_baselines(text: str, border: int, end: int) -> statistics.Baselines:
    """What guessing the held-out characters of a text costs."""
    return statistics.baselines(text, border, end, len(vocabulary_of(text)))


@st.cache_data(show_spinner=False)
def memory_facts() -> dict:
    """The figures of the small recurrent networks, as their training command wrote them."""
    return json.loads(read_checked(shipped.FACTS, shipped.REBUILD))


@st.cache_data(show_spinner=False, max_entries=500)
def memory_distances(question: Question, cell: str) -> Distances:
    """A measurement of gradients by distance, which takes up to a third of a second."""
    return question.measure(cell)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """All training jobs of the app; its processes start with the first one and end with the app."""
    return Jobs(scheduler=os.environ.get("DLPLAY_DASK_SCHEDULER") or None)
