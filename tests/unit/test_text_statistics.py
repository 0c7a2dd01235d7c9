"""Text statistics, guesses and decoding; witnesses: cases by hand, counting by loops, Python's own codecs."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.text import plays
from dlplay.text.statistics import (
    PRIOR,
    baselines,
    guess_text,
    statistics,
)
from dlplay.text.writing import character_entropy

CHINESE = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？"


@given(st.text(min_size=1))
def test_statistics_count_like_a_counter(text):
    found = statistics(text, most=3)
    counted = Counter(text)
    assert (found.characters, found.distinct) == (len(text), len(counted))
    assert [share for _, share in found.frequent] == [n / len(text) for _, n in counted.most_common(3)]
    assert all(counted[character] / len(text) == share for character, share in found.frequent)


def test_an_empty_text_is_refused():
    with pytest.raises(ValueError, match="text must not be empty"):
        statistics("")
    with pytest.raises(ValueError, match="text must not be empty"):
        guess_text("", 1, 5, 0)
    with pytest.raises(ValueError, match="from 1 to 3 and grow, got 0 and 3"):
        baselines("abc", 0, 3, 3)
    with pytest.raises(ValueError, match="got 2 and 2"):
        baselines("abc", 2, 2, 3)


def test_baselines_by_hand():
    # training "aab" then held out "ab": V = 2, n(a) = 2, n(b) = 1, pairs aa and ab once each
    found = baselines("aabab", 3, 5, known=2)
    p_a, p_b = 3 / 5, 2 / 5
    assert found.uniform == pytest.approx(math.log(2))
    assert found.frequencies == pytest.approx(-(math.log(p_a) + math.log(p_b)) / 2)
    after_b = PRIOR * p_a / (0 + PRIOR)  # b ends the training text and was never gone on from
    after_a = (1 + PRIOR * p_b) / (2 + PRIOR)
    assert found.pairs == pytest.approx(-(math.log(after_b) + math.log(after_a)) / 2)


@given(st.text("abc 学", min_size=1), st.text("abc 学d", min_size=1))
def test_baselines_are_those_of_counting_loops(training, held_out):
    text, end = training + held_out + "z", len(training + held_out)
    size = len(set(text)) + 2  # of which two never come up
    found = baselines(text, len(training), end, size)
    alone = {one: (training.count(one) + 1) / (len(training) + size) for one in set(text)}
    followed, pairs = Counter(training[:-1]), Counter(pairwise(training))
    cost = 0.0
    for before, after in zip(training[-1] + held_out[:-1], held_out, strict=True):
        cost -= math.log((pairs[before, after] + PRIOR * alone[after]) / (followed[before] + PRIOR))
    assert sum(alone.values()) + 2 / (len(training) + size) == pytest.approx(1)
    assert found.uniform == pytest.approx(math.log(size))
    assert found.pairs == pytest.approx(cost / len(held_out))
    assert found.frequencies == pytest.approx(-np.mean([math.log(alone[one]) for one in held_out]))


def test_the_more_a_guess_knows_of_a_play_the_less_it_costs():
    text = plays.load("hamlet")
    found = baselines(text, 150_000, 154_000, len(set(text)))
    assert found.uniform == math.log(len(set(text)))
    assert found.uniform > found.frequencies > found.pairs > 2
    assert found.frequencies == pytest.approx(character_entropy(text), abs=0.05)


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("text", ["a", "ab", CHINESE, "To be, or not to be.\n" * 5])
def test_guesses_write_the_text_s_characters_and_repeat_by_seed(order, text):
    written = guess_text(text, order, 60, seed=4)
    assert len(written) == 60
    assert set(written) <= set(text)
    assert guess_text(text, order, 60, seed=4) == written
    if order == 2:
        assert all(a + b in text or a == text[-1] for a, b in pairwise(written))


def test_guesses_of_letters_have_the_text_s_frequencies():
    text = "aaab" * 10
    uniform, frequent = (guess_text(text, order, 4000, seed=1) for order in (0, 1))
    assert uniform.count("a") / 4000 == pytest.approx(0.5, abs=0.03)
    assert frequent.count("a") / 4000 == pytest.approx(0.75, abs=0.03)
    assert guess_text("abc" * 9, 2, 9, seed=0) in "abc" * 9
    with pytest.raises(ValueError, match="order must be 0, 1 or 2, got 3"):
        guess_text(text, 3, 5, 0)


# --- files
