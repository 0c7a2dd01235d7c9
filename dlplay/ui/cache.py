"""What is computed or read once for everybody: the only place with `st.cache_*`."""

import json

import numpy as np
import streamlit as st

from dlplay.assets import read_checked
from dlplay.digits import network, samples


@st.cache_data(show_spinner=False, max_entries=200)
def sample_drawing(digit: int, hand: int, place: str) -> np.ndarray:
    """A sample digit as the canvas would show it, uint8 (280, 280)."""
    return samples.drawing(digit, hand, place)


@st.cache_data(show_spinner=False)
def digits_facts() -> dict:
    """The shipped digit model's figures, as its training command wrote them."""
    return json.loads(read_checked(network.FACTS, network.REBUILD))
