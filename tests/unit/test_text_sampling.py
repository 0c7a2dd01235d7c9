"""Sampling from the scores of a character model; witness: the formula, written out in other ways."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlplay.text import sampling

LOGITS = arrays(np.float32, 12, elements=st.floats(-30, 30, width=32))
TEMPERATURES = st.floats(0.05, 5)
DRAWS = st.floats(0, 1, exclude_max=True)


def rows(logits):
    return np.asarray(logits)[None]


def draw(logits, temperature, uniform, top_k=None, top_p=None):
    return sampling.Sampler([temperature], top_k, top_p).draw(rows(logits), uniform).numbers[0]


@given(LOGITS, TEMPERATURES)
def test_probabilities_are_the_softmax_of_the_logits_over_the_temperature(logits, temperature):
    exponentials = [math.exp((float(z) - float(logits.max())) / temperature) for z in logits]
    expected = np.array(exponentials) / math.fsum(exponentials)
    np.testing.assert_allclose(sampling.next_probabilities(logits, temperature), expected, atol=1e-12)


@given(LOGITS, st.floats(0, 5), st.none() | st.integers(1, 20), st.none() | st.floats(0.01, 1))
def test_probabilities_sum_to_one_whatever_is_left_out(logits, temperature, top_k, top_p):
    probabilities = sampling.next_probabilities(logits, temperature, top_k, top_p)
    assert probabilities.sum() == pytest.approx(1)
    assert (probabilities >= 0).all()


def test_worked_by_hand():
    # e^(ln 8), e^(ln 4), e^(ln 4): 8, 4, 4 of 16; at temperature 0.5 squared: 64, 16, 16 of 96
    logits = np.log([4.0, 8.0, 4.0])
    np.testing.assert_allclose(sampling.next_probabilities(logits, 1.0), [0.25, 0.5, 0.25])
    np.testing.assert_allclose(sampling.next_probabilities(logits, 0.5), [1 / 6, 2 / 3, 1 / 6])
    np.testing.assert_allclose(sampling.next_probabilities(logits, 1.0, top_k=2), [1 / 3, 2 / 3, 0])
    np.testing.assert_allclose(sampling.next_probabilities(logits, 1.0, top_p=0.4), [0, 1, 0])
    np.testing.assert_allclose(sampling.next_probabilities(logits, 1.0, top_p=0.6), [1 / 3, 2 / 3, 0])


def test_the_character_that_brings_the_sum_to_p_is_the_last_to_stay():
    four = np.zeros(4)  # a quarter each, exactly
    for top_p, shares in {0.25: [1, 0, 0, 0], 0.5: [0.5, 0.5, 0, 0], 0.51: [1 / 3, 1 / 3, 1 / 3, 0]}.items():
        np.testing.assert_allclose(sampling.next_probabilities(four, 1.0, top_p=top_p), shares)


def test_equals_stand_in_the_order_of_the_vocabulary():
    logits = np.random.default_rng(0).integers(3, size=(4, 500)).astype(np.float32)
    order, *_ = sampling.Sampler(np.ones(4)).ranked(logits)
    for row, places in zip(logits.tolist(), order.tolist(), strict=True):
        assert places == sorted(range(500), key=lambda place: (-row[place], place))


@given(arrays(np.float32, (2, sampling.MANY), elements=st.floats(-30, 30, width=16)))
def test_many_characters_are_ranked_as_few_are(logits):
    np.testing.assert_array_equal(
        sampling.by_score(logits), (-logits.astype(np.float64)).argsort(axis=1, kind="stable")
    )


def test_leading_axes_are_kept():
    logits = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    probabilities = sampling.next_probabilities(logits, 2.0)
    assert probabilities.shape == (2, 3, 4)
    np.testing.assert_array_equal(probabilities[1, 2], sampling.next_probabilities(logits[1, 2], 2.0))


@given(LOGITS)
def test_temperature_zero_takes_the_most_probable_and_is_the_limit(logits):
    greedy = sampling.next_probabilities(logits, 0)
    assert greedy[logits.argmax()] == 1
    ordered = np.sort(logits)
    if ordered[-1] - ordered[-2] > 0.1:
        np.testing.assert_allclose(sampling.next_probabilities(logits, 1e-3), greedy, atol=1e-12)


@given(LOGITS, TEMPERATURES)
def test_a_high_temperature_tends_to_equal_shares(logits, temperature):
    low, high = (sampling.next_probabilities(logits, t) for t in (temperature, temperature * 1.5))
    assert high.max() <= low.max() + 1e-12
    np.testing.assert_allclose(sampling.next_probabilities(logits, 1e9), 1 / 12, atol=1e-6)


@given(LOGITS, TEMPERATURES, st.integers(1, 20))
def test_top_k_keeps_the_k_most_probable_in_their_proportions(logits, temperature, top_k):
    every = sampling.next_probabilities(logits, temperature)
    some = sampling.next_probabilities(logits, temperature, top_k=top_k)
    left_out = some == 0
    assert (~left_out).sum() <= top_k
    assert every[~left_out].min() >= every[left_out].max(initial=0) - 1e-12
    np.testing.assert_allclose(some[~left_out] * every[~left_out].sum(), every[~left_out], atol=1e-9)


@given(LOGITS, TEMPERATURES, st.floats(0.01, 1))
def test_top_p_keeps_the_smallest_set_that_reaches_p(logits, temperature, top_p):
    every = sampling.next_probabilities(logits, temperature)
    kept = np.sort(every[sampling.next_probabilities(logits, temperature, top_p=top_p) > 0])
    assert kept.sum() >= top_p - 1e-9
    assert kept[1:].sum() < top_p + 1e-9  # without the least of them, p is not reached


@given(LOGITS, TEMPERATURES, st.floats(1, 4), DRAWS)
def test_common_random_numbers_a_higher_temperature_never_draws_a_more_probable_one(
    logits, temperature, factor, uniform
):
    lower = draw(logits, temperature, uniform)
    higher = draw(logits, temperature * factor, uniform)
    assert logits[higher] <= logits[lower]


@given(LOGITS, TEMPERATURES, st.none() | st.integers(1, 20), st.none() | st.floats(0.01, 1), DRAWS)
def test_what_is_drawn_is_possible(logits, temperature, top_k, top_p, uniform):
    number = draw(logits, temperature, uniform, top_k, top_p)
    assert sampling.next_probabilities(logits, temperature, top_k, top_p)[number] > 0


@settings(max_examples=10)
@given(LOGITS, TEMPERATURES)
def test_characters_are_drawn_as_often_as_their_probability_says(logits, temperature):
    draws = (np.arange(2000) + 0.5) / 2000  # evenly spread: shares are exact to one in 2000
    drawn = [draw(logits, temperature, u) for u in draws]
    shares = np.bincount(drawn, minlength=12) / 2000
    np.testing.assert_allclose(shares, sampling.next_probabilities(logits, temperature), atol=1.1 / 2000)


def test_streams_of_different_temperatures_are_drawn_together_as_alone():
    random = np.random.default_rng(0)
    logits = random.normal(size=(5, 65)).astype(np.float32)
    temperatures = [0.0, 0.2, 0.5, 1.0, 1.2]
    for uniform in random.random(50):
        together = sampling.Sampler(temperatures).draw(logits, uniform).numbers
        alone = [
            draw(row, temperature, uniform) for row, temperature in zip(logits, temperatures, strict=True)
        ]
        np.testing.assert_array_equal(together, alone)


def test_a_longer_text_begins_with_the_draws_of_a_shorter_one():
    np.testing.assert_array_equal(sampling.uniforms(3, 100)[:40], sampling.uniforms(3, 40))
    np.testing.assert_array_equal(sampling.uniforms(3, 5), np.random.default_rng(3).random(5))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"temperature": -0.1}, "temperature must be finite and at least 0, got -0.1"),
        ({"temperature": math.nan}, "temperature must be finite and at least 0, got nan"),
        ({"temperature": math.inf}, "temperature must be finite and at least 0, got inf"),
        ({"temperature": 1.0, "top_k": 0}, "top_k must be at least 1, got 0"),
        ({"temperature": 1.0, "top_p": 0.0}, "top_p must be above 0 and at most 1, got 0.0"),
        ({"temperature": 1.0, "top_p": 1.5}, "top_p must be above 0 and at most 1, got 1.5"),
    ],
)
def test_settings_out_of_range_are_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        sampling.next_probabilities(np.zeros(3), **arguments)
