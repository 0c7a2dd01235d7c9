"""What is computed or read once for everybody: the only place with `st.cache_*`."""

import json

import numpy as np
import streamlit as st

from dlplay.assets import MODELS, read_checked
from dlplay.digits import network, samples
from dlplay.text import CharLSTM, plays, units

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
