"""What is changed while a network trains: a plain loop and Keras are the witnesses."""

import itertools
from dataclasses import replace

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.network import backward, forward
from dlplay.neuron import network_in
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import Earlier, Recipe, Training, script
from dlplay.playground.diagnosis import diagnose
from dlplay.playground.training import CHANGEABLE, MOST_CHANGES

SMALL = Recipe(points=40, hidden=(3,))


def test_a_rate_changed_at_a_step_gives_the_numbers_of_a_plain_loop_that_changes_it() -> None:
    training = Training(SMALL)
    start, (features, y) = training.row.copy(), training.problem.train
    training.advance(steps=7)
    training.change("learning_rate", 0.03)
    training.advance(steps=6)
    training.change("l2", 0.01)
    training.advance(steps=5)

    row, shuffles = start, np.random.default_rng([0, 3])
    layers = network_in(row, training.sizes, training.activations)
    kernels = [layer.kernel for layer in layers]
    for step in range(18):
        if step % 2 == 0:  # two batches of ten an epoch
            order = shuffles.permutation(20)
        batch = order[:10] if step % 2 == 0 else order[10:]
        trace = forward(layers, features[batch])
        gradient = backward(layers, trace, y[batch], "binary_crossentropy").row()
        penalty = [2 * (0.01 if step >= 13 else 0.0) * kernel for kernel in kernels]
        row -= (0.1 if step < 7 else 0.03) * gradient
        for kernel, slope in zip(kernels, penalty, strict=True):
            kernel -= (0.1 if step < 7 else 0.03) * slope
    np.testing.assert_allclose(training.row, row, rtol=0, atol=1e-14)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_keras_script_makes_the_same_changes_at_the_same_steps(optimizer: str) -> None:
    training = Training(replace(SMALL, optimizer=optimizer, learning_rate=0.02))
    for name, value in (("learning_rate", 0.005), ("l1", 0.01), ("l2", 0.03), ("l2", 0.0)):
        training.advance(steps=4)
        training.change(name, value)
    training.advance(steps=3)
    training.edit(2, 1.5)
    names: dict = {}
    exec(script.keras_script(training), names)
    now = training.now()
    assert now.train_loss == pytest.approx(names["train_loss"], rel=1e-5)
    assert now.test_loss == pytest.approx(names["test_loss"], rel=1e-5)


def test_the_scripts_switch_dropout_on_where_it_was_switched_on() -> None:
    training = Training(SMALL)
    training.advance(steps=3)
    training.change("dropout", 0.5)
    training.advance(steps=2)
    names: dict = {}
    exec(script.keras_script(training), names)
    assert [layer.rate for layer in names["model"].layers if isinstance(layer, keras.layers.Dropout)] == [0.5]
    torch = script.torch_script(training)
    compile(torch, "torch_script", "exec")
    assert "dropout = 0.0" in torch
    assert "        if step == 3:  # set by hand\n            dropout = 0.5\n" in torch


def test_the_torch_script_holds_the_velocity_as_keras_does() -> None:
    """PyTorch's velocity leaves the learning rate out, Keras's holds it: shown with one weight by hand."""
    training = Training(replace(SMALL, optimizer="momentum"))
    training.advance(steps=2)
    training.change("learning_rate", 0.05)
    training.advance(steps=1)
    source = script.torch_script(training)
    assert 'state["momentum_buffer"] *= 0.1 / 0.05' in source
    ours = OPTIMIZERS["momentum"]
    w, state = np.array([1.0]), None
    theirs, velocity = 1.0, 0.0
    for rate, gradient in ((0.1, 2.0), (0.1, 1.0), (0.05, -1.0), (0.05, 3.0)):
        w, state = ours.step(w, np.array([gradient]), state, learning_rate=rate)
        if (rate, gradient) == (0.05, -1.0):
            velocity *= 0.1 / 0.05
        velocity = 0.9 * velocity + gradient
        theirs -= rate * velocity
        assert w[0] == pytest.approx(theirs)


VALUES = {"learning_rate": [0.01, 0.1, 0.3], "l1": [0.0, 0.01], "l2": [0.0, 0.01], "dropout": [0.0, 0.2]}
CHANGES = st.sampled_from([(name, value) for name, values in VALUES.items() for value in values])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), CHANGES), max_size=12), st.integers(0, 40))
def test_a_run_with_its_changes_can_be_made_again_and_gone_back_in(made: list, back: int) -> None:
    training = Training(SMALL)
    at_each = {}
    for steps, (name, value) in made:
        for _ in range(steps):
            at_each[training.step_count] = training.recipe
            training.advance(steps=1)
        training.change(name, value)
    training.advance(steps=1)
    again = Training(training.last, (), training.earlier)
    again.advance(steps=training.step_count)
    np.testing.assert_array_equal(again.row, training.row)
    assert again.recipe == training.recipe == training.last
    assert all(training.recipe_at(step) == recipe for step, recipe in at_each.items())
    # back at a step, as `go_to` of the page does
    step = min(back, training.step_count)
    rest = [one for one in training.earlier if one.until <= step]
    before = Training(training.recipe_at(step), (), rest)
    before.advance(steps=step)
    again = Training(training.last, (), training.earlier)
    again.advance(steps=step)
    np.testing.assert_array_equal(before.row, again.row)


def test_only_what_has_had_an_effect_is_remembered() -> None:
    training = Training(SMALL)
    training.change("l1", 0.1)
    assert training.earlier == []
    training.advance(steps=5)
    training.change("learning_rate", 0.3)
    training.change("learning_rate", 1.0)
    assert training.earlier == [Earlier(5, "learning_rate", 0.1)]
    assert training.since == 5
    training.change("learning_rate", 0.1)
    assert training.earlier == []
    assert training.since == 0


def test_too_many_changes_and_unknown_ones_are_refused_and_change_nothing() -> None:
    training = Training(SMALL)
    rates = itertools.cycle((0.3, 0.1))
    for rate in itertools.islice(rates, MOST_CHANGES):
        training.advance(steps=1)
        training.change("learning_rate", rate)
    training.advance(steps=1)
    before = training.recipe
    for name, value, told in (("learning_rate", 0.3, "changes"), ("units", 1, "name"), ("l2", 99, "l2")):
        with pytest.raises(ValueError, match=told):
            training.change(name, value)
    assert training.recipe == before
    assert len(training.earlier) == MOST_CHANGES


def test_a_run_that_ends_before_its_changes_stays_as_it_is() -> None:
    training = Training(SMALL, (), [Earlier(10, "learning_rate", 0.3)])
    training.advance(steps=4)
    assert training.recipe.learning_rate == 0.3
    training.stay()
    assert training.earlier == []
    assert training.last.learning_rate == 0.3


def told(training: Training) -> dict[str, dict[str, float]]:
    return {one.name: one.numbers for one in diagnose(training)}


def test_what_is_said_of_a_rate_is_said_of_the_steps_made_with_it() -> None:
    slow = Training(replace(SMALL, learning_rate=1e-5))
    slow.advance(steps=100)
    assert told(slow)["slow"]["rate"] == 1e-5
    slow.change("learning_rate", 0.1)
    assert "slow" not in told(slow)
    restless = Training(replace(SMALL, learning_rate=10.0, hidden=(4, 2), points=200))
    restless.advance(steps=60)
    assert "restless" in told(restless)
    restless.change("learning_rate", 0.01)
    assert "restless" not in told(restless)


def test_an_explosion_is_put_down_to_the_highest_rate_so_far() -> None:
    training = Training(replace(SMALL, data="hills", learning_rate=3.0))
    while "diverged" not in told(training):
        training.advance(steps=1)
    training.change("learning_rate", 0.001)
    assert told(training)["diverged"]["rate"] == 3.0


@pytest.mark.parametrize("name", CHANGEABLE)
def test_each_of_them_makes_another_run(name: str) -> None:
    one, other = Training(SMALL), Training(SMALL)
    for training in (one, other):
        training.advance(steps=3)
    other.change(name, 0.5)
    for training in (one, other):
        training.advance(steps=3)
    assert not np.array_equal(one.row, other.row)
