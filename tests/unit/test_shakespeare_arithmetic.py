"""The formulas of the Shakespeare page hold the numbers that its sampler uses."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.text import CharLSTM
from dlplay.text.sampling import Sampler
from dlplay.ui.shakespeare.arithmetic import cut_formula


@given(
    st.lists(st.floats(-8, 8), min_size=2, max_size=65, unique=True),
    st.sampled_from([0.2, 0.5, 1.0, 1.2, 3.0]),
    st.none() | st.integers(1, 70),
    st.none() | st.floats(0.05, 1.0),
)
def test_the_written_probability_is_the_one_that_is_drawn_with(logits, temperature, top_k, top_p):
    """Seen: the formula ignored top-k and top-p."""
    scores = np.array(logits)
    written = re.findall(r"\d+(?:\.\d+)?", cut_formula(scores, temperature, top_k, top_p))
    drawn = Sampler([temperature], top_k, top_p).ranked(scores[None]).cumulative[0]
    assert float(written[-1]) == pytest.approx(drawn[0], abs=6e-5)
    stay = int(np.searchsorted(drawn, 1.0)) + 1
    assert f"{int(written[0])}" == str(stay) or np.diff(drawn)[stay - 1 :].max(initial=0) < 1e-15


@pytest.mark.parametrize("name", ["small", "large", "rnn"])
def test_a_model_tells_its_own_layers(name: str) -> None:
    """Seen: the code named LSTM 128 for every model."""
    model = CharLSTM.load(name)
    layer, units = {"small": ("LSTM", 128), "large": ("LSTM", 320), "rnn": ("SimpleRNN", 128)}[name]
    first = f"{layer}({units}, return_sequences=True) -> {layer}({units})"
    assert model.architecture == f"{first} -> Dense(65, softmax)"
