"""Backpropagation: by hand, by finite differences on networks hypothesis draws, by Keras's own gradients."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.losses import LOSSES
from dlplay.network import backward, forward, row_of, value
from dlplay.neuron import Dense, network_in, number_of_weights

SMOOTH = ("sigmoid", "tanh", "softplus", "elu", "gelu", "silu", "softsign", "linear")
KINKED = ("relu", "leaky_relu", "hard_tanh")
ENDS = {  # the last activation -> the losses that fit it
    "linear": ("mean_squared_error", "huber", "log_cosh"),
    "sigmoid": ("binary_crossentropy", "mean_squared_error"),
    "tanh": ("mean_squared_error", "squared_hinge"),
    "softmax": ("categorical_crossentropy", "mean_squared_error", "kl_divergence"),
}


@st.composite
def problems(draw: st.DrawFn, hidden: tuple[str, ...]) -> tuple[list[Dense], np.ndarray, np.ndarray, str]:
    """A network of 0 to 3 hidden layers, inputs, targets that its loss can take, and the loss."""
    sizes = [draw(st.integers(1, 4)) for _ in range(draw(st.integers(1, 4)))]
    last = draw(st.sampled_from(tuple(ENDS)))
    sizes.append(draw(st.integers(2, 3)) if last == "softmax" else 1)
    loss = draw(st.sampled_from(ENDS[last]))
    activations = [draw(st.sampled_from(hidden)) for _ in sizes[2:]] + [last]
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    row = random.normal(scale=0.8, size=number_of_weights(sizes))
    x = random.normal(size=(draw(st.integers(1, 5)), sizes[0]))
    y = np.eye(sizes[-1])[random.integers(0, sizes[-1], len(x))] if last == "softmax" else None
    return network_in(row, sizes, activations), x, y if y is not None else targets(random, x, loss), loss


def targets(random: np.random.Generator, x: np.ndarray, loss: str) -> np.ndarray:
    if loss == "squared_hinge":
        return random.choice([-1.0, 1.0], (len(x), 1))
    return random.integers(0, 2, (len(x), 1)).astype(float)


def change(layers: list[Dense], x: np.ndarray, y: np.ndarray, loss: str) -> np.ndarray:
    """dE with respect to every weight, by central differences."""
    row, step = row_of(layers), 1e-6
    sizes, activations = [len(layers[0].kernel), *(len(b) for _, b, _ in layers)], [f for _, _, f in layers]

    def loss_at(weights: np.ndarray) -> float:
        moved = network_in(weights, sizes, activations)
        return value(moved, forward(moved, x), y, loss)

    return np.array([(loss_at(row + e) - loss_at(row - e)) / (2 * step) for e in step * np.eye(len(row))])


def gradient(layers: list[Dense], x: np.ndarray, y: np.ndarray, loss: str) -> np.ndarray:
    return backward(layers, forward(layers, x), y, loss).row()


@settings(max_examples=150)
@given(problems(SMOOTH))
def test_gradients_are_the_slopes_of_the_loss(problem: tuple) -> None:
    ours, slopes = gradient(*problem), change(*problem)
    # relative to the largest: a slope that is a difference of two nearly equal losses has few digits itself
    assert np.abs(ours - slopes).max() <= 1e-5 * max(np.abs(slopes).max(), 1e-3)


@settings(max_examples=40)
@given(problems(SMOOTH + KINKED))
def test_gradients_are_those_of_tensorflow(problem: tuple) -> None:
    layers, x, y, loss = problem
    variables = [tf.Variable(part) for layer in layers for part in (layer.kernel, layer.bias)]
    with tf.GradientTape() as tape:
        a = tf.constant(x)
        for position, layer in enumerate(layers):
            z = a @ variables[2 * position] + variables[2 * position + 1]
            a = keras.activations.get(layer.activation)(z)
        mean = tf.reduce_mean(keras.losses.get(loss)(tf.constant(y), a))
    theirs = np.concatenate([part.numpy().ravel() for part in tape.gradient(mean, variables)])
    np.testing.assert_allclose(value(layers, forward(layers, x), y, loss), float(mean), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(gradient(layers, x, y, loss), theirs, rtol=1e-5, atol=1e-6)


def test_a_network_worked_by_hand() -> None:
    # x = (1, 2), W1 = (0.5, -0.25)^T, b1 = 0.1: z1 = 0.5 - 0.5 + 0.1 = 0.1 = a1 (linear)
    # W2 = 3, b2 = 0: p = 0.3; y = 1: E = 0.49, dE/dp = -1.4
    # dE/dW2 = -1.4 * 0.1 = -0.14; dE/da1 = -4.2; dE/dW1 = (-4.2, -8.4), dE/db1 = -4.2
    layers = network_in(np.array([0.5, -0.25, 0.1, 3.0, 0.0]), (2, 1, 1), ("linear", "linear"))
    trace = forward(layers, np.array([[1.0, 2.0]]))
    y = np.array([[1.0]])
    assert value(layers, trace, y, "mean_squared_error") == pytest.approx(0.49)
    back = backward(layers, trace, y, "mean_squared_error")
    np.testing.assert_allclose(back.row(), [-4.2, -8.4, -4.2, -0.14, -1.4])
    np.testing.assert_allclose(back.activations[0], [[-2.1, 1.05]])


def test_a_neuron_that_is_sure_and_wrong_still_learns_from_cross_entropy() -> None:
    layers = network_in(np.array([1.0, 0.0]), (1, 1), ("sigmoid",))
    x, y = np.array([[-60.0]]), np.array([[1.0]])
    assert gradient(layers, x, y, "binary_crossentropy").tolist() == [60.0, -1.0]
    assert value(layers, forward(layers, x), y, "binary_crossentropy") == pytest.approx(60)


def test_what_dropout_switches_off_gets_no_gradient() -> None:
    layers = network_in(np.linspace(-1, 1, 9), (1, 2, 1, 1), ("tanh", "tanh", "linear"))
    masks = [np.array([[0.0, 2.0]]), np.array([[1.0]])]
    x, y = np.array([[0.7]]), np.array([[0.2]])
    back = backward(layers, forward(layers, x, masks), y, "mean_squared_error", masks)
    assert back.kernels[0][0, 0] == 0
    assert back.kernels[0][0, 1] != 0


def test_a_change_of_the_row_changes_the_network() -> None:
    row = np.zeros(number_of_weights((2, 2, 1)))
    layers = network_in(row, (2, 2, 1), ("tanh", "linear"))
    row[:] = np.arange(len(row))
    assert layers[0].kernel.tolist() == [[0, 1], [2, 3]]
    np.testing.assert_array_equal(row_of(layers), row)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="9 numbers"):
        network_in(np.zeros(8), (2, 2, 1), ("tanh", "linear"))


def test_every_loss_of_one_output_has_a_pass_back() -> None:
    layers = network_in(np.array([0.3, 0.1]), (1, 1), ("sigmoid",))
    x, y = np.array([[0.5], [-1.0]]), np.array([[1.0], [0.0]])
    for name, loss in LOSSES.items():
        if loss.task in ("regression", "binary"):
            assert np.isfinite(gradient(layers, x, y, name)).all()
