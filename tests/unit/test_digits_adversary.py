"""Attacks against `tf.GradientTape`, what holds for every push, and how much a picture stands."""

from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.digits import network, robustness
from dlplay.digits.adversary import attack, loss_gradient, random_push, random_pushes
from dlplay.digits.distort import DISTORTIONS
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.robustness import EPSILONS, held, score, smallest_fooling

UNEVEN = np.random.default_rng(0).uniform(0, 0.1, (28, 28))  # so that no rounding decides who wins a window


def digit(number: int) -> np.ndarray:
    return (0.9 * load_test_digits()[0][number] / 255 + UNEVEN).astype(np.float32)


@cache
def keras_model() -> keras.Model:
    model = keras.models.load_model(network.KERAS_FILE)
    model.layers[-1].activation = keras.activations.linear  # so that it answers with logits
    return model


def keras_gradient(picture: np.ndarray, label: int) -> np.ndarray:
    x = tf.constant(picture[None, ..., None], tf.float32)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = loss(np.array([label]), keras_model()(x))
    return tape.gradient(value, x)[0, ..., 0].numpy()


@pytest.mark.parametrize("number", [0, 8, 115])
@pytest.mark.parametrize("label", [0, 3, 7])
def test_the_loss_s_gradient_is_keras_s(number: int, label: int) -> None:
    found = loss_gradient(network.load(), digit(number), label)
    np.testing.assert_allclose(found, keras_gradient(digit(number), label), atol=1e-5)


def test_of_a_sure_answer_a_direction_is_left() -> None:
    """p rounds to 1 in single precision, where p - 1 would be 0 and only the other classes would pull."""
    read, sure = network.load(), 0.0
    for number in range(40):
        picture = (load_test_digits()[0][number] / 255).astype(np.float32)
        trace = read(picture)
        label = int(trace.probabilities.argmax())
        z = trace.logits.astype(np.float64)
        rest = np.exp(np.delete(z, label) - z[label]).sum()
        slope = loss_gradient(read, picture, label)
        step = 1e-3 * np.sign(slope)
        after = read(np.clip(picture + step, 0, 1).astype(np.float32)).logits.astype(np.float64)
        assert np.exp(np.delete(after, label) - after[label]).sum() > rest
        sure = max(sure, float(trace.probabilities.max()))
    assert sure == 1.0


def test_one_step_is_fgsm_and_several_are_its_iteration_in_keras() -> None:
    start, label, epsilon = digit(4), 4, 0.12
    (one,) = attack(network.load(), start, np.array([epsilon]), label)
    expected = np.clip(start + epsilon * np.sign(keras_gradient(start, label)), 0, 1)
    np.testing.assert_allclose(one, expected, atol=1e-6)
    (several,) = attack(network.load(), start, np.array([epsilon]), 9, targeted=True, steps=4)
    pushed = start
    for _ in range(4):
        pushed = pushed - 1.25 * epsilon / 4 * np.sign(keras_gradient(pushed, 9))
        pushed = np.clip(np.clip(pushed, start - epsilon, start + epsilon), 0, 1)
    # a derivative as small as a rounding may have the other sign there
    assert np.isclose(several, pushed, atol=1e-6).mean() > 0.99


@settings(max_examples=25)
@given(
    st.integers(0, 9999),
    st.lists(st.floats(0, 1), min_size=1, max_size=3),
    st.integers(0, 9),
    st.booleans(),
    st.integers(1, 4),
)
def test_no_push_is_larger_than_epsilon_or_leaves_the_grey_levels(
    number: int, epsilons: list[float], label: int, targeted: bool, steps: int
) -> None:
    picture, sizes = load_test_digits()[0][number] / 255, np.array(epsilons)
    pushes = [
        attack(network.load(), picture, sizes, label, targeted=targeted, steps=steps),
        random_push(picture, sizes),
    ]
    for pushed in pushes:
        assert pushed.shape == (len(epsilons), 28, 28)
        assert pushed.min() >= 0
        assert pushed.max() <= 1
        assert (np.abs(pushed - picture).max(axis=(1, 2)) <= sizes + 1e-6).all()


@pytest.mark.parametrize("number", range(5))
def test_a_push_raises_the_loss_and_one_to_a_target_lowers_the_target_s(number: int) -> None:
    read, picture = network.load(), digit(number)
    label = int(read(picture).logits.argmax())

    def chance(pushed: np.ndarray, of: int) -> float:
        return float(read(pushed[0]).probabilities[of])

    small = np.array([0.02])
    assert chance(attack(read, picture, small, label), label) < read(picture).probabilities[label]
    towards = attack(read, picture, small, 8, targeted=True)
    assert chance(towards, 8) > read(picture).probabilities[8] or label == 8


@pytest.mark.parametrize("epsilon", [-0.01, 1.01, np.nan])
def test_an_epsilon_that_is_none_is_told(epsilon: float) -> None:
    with pytest.raises(ValueError, match="epsilons must be from 0 to 1"):
        attack(network.load(), digit(0), np.array([epsilon]), 7)


def test_no_steps_are_told() -> None:
    with pytest.raises(ValueError, match="steps must be at least 1, got 0"):
        attack(network.load(), digit(0), np.array([0.1]), 7, steps=0)


def test_random_pushes_have_signs_of_their_own_and_one_push_keeps_its_signs() -> None:
    grey = np.full((28, 28), 0.5)
    several = random_pushes(grey, 0.1, 50) - 0.5
    np.testing.assert_allclose(np.abs(several), 0.1, atol=1e-6)
    assert abs(several.mean()) < 0.01
    assert len(np.unique(several.reshape(50, -1), axis=0)) == 50
    small, large = random_push(grey, np.array([0.1, 0.2])) - 0.5
    np.testing.assert_allclose(2 * small, large, atol=1e-6)


def test_what_is_held_by_hand() -> None:
    strengths, answers = np.arange(-3, 4), np.array([7, 1, 7, 7, 7, 2, 7])
    # from -1 to 1 without a gap: three of seven; the 7 at -3 lies beyond a 1
    assert held(strengths, answers, 0) == (-1, 1, 3 / 7)
    assert held(strengths, np.full(7, 5), 0) == (-3, 3, 1)
    assert held(np.array([0.0, 0.1]), np.array([1, 2]), 0) == (0, 0, 1 / 2)


def test_the_smallest_epsilon_by_hand() -> None:
    answers = np.full(len(EPSILONS), 3)
    assert smallest_fooling(answers, 3) is None
    assert smallest_fooling(answers, 8, targeted=True) is None
    answers[4], answers[7] = 5, 8
    assert smallest_fooling(answers, 3) == 0.04
    assert smallest_fooling(answers, 8, targeted=True) == 0.07


def test_a_score_is_the_mean_of_what_each_distortion_leaves() -> None:
    picture, read = load_test_digits()[0][0] / 255, network.load()
    found = robustness.holds(read, picture)
    assert set(found) == set(DISTORTIONS)
    for name, (low, high, share) in found.items():
        one = DISTORTIONS[name]
        within = one.strengths[(one.strengths >= low) & (one.strengths <= high)]
        assert share == pytest.approx(len(within) / len(one.strengths))
        answers = [int(read(pushed).logits.argmax()) for pushed in one.apply(picture, within)]
        assert set(answers) == {7}
    assert score(found) == pytest.approx(sum(one.share for one in found.values()) / 7)


@pytest.mark.parametrize("ink", [0.0, 1.0])
def test_paper_and_a_picture_full_of_ink_can_be_pushed_and_measured(ink: float) -> None:
    picture, read = np.full((28, 28), ink), network.load()
    label = int(read(picture.astype(np.float32)).logits.argmax())
    for targeted in (False, True):
        assert np.isfinite(attack(read, picture, EPSILONS, label, targeted=targeted, steps=3)).all()
    assert 0 < score(robustness.holds(read, picture)) <= 1
