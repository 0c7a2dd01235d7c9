"""The signal experiment against Keras on the same weights, and cases that must come out exactly."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.activations import ACTIVATIONS, CURVES
from dlplay.initializers import INITIALIZERS
from dlplay.signal import draw, push


@pytest.mark.parametrize("name", ["sigmoid", "relu", "gelu", "selu", "hard_shrink"])
def test_values_and_gradients_are_keras_s_on_the_same_weights(name: str) -> None:
    start = draw(6, 16, "he_normal", 3)
    measured = push(ACTIVATIONS[name], start)
    x = tf.constant(start.inputs)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        layers = [x]
        for kernel in start.weights:
            z = layers[-1] @ tf.constant(kernel)
            layers.append(getattr(keras.activations, name)(z))
    for layer, value in enumerate(layers):
        np.testing.assert_allclose(measured.values[layer], value, rtol=1e-6, atol=1e-7)
        gradient = tape.gradient(layers[-1], value, output_gradients=tf.constant(start.gradient))
        size = float(np.sqrt(np.mean(np.square(gradient))))
        assert measured.gradient[layer] == pytest.approx(size, rel=1e-7)  # gelu: float32 inside


def test_orthogonal_weights_and_a_linear_function_keep_every_gradient() -> None:
    measured = push(ACTIVATIONS["linear"], draw(20, 32, "orthogonal", 1))
    np.testing.assert_allclose(measured.gradient, measured.gradient[-1], rtol=1e-12)
    assert measured.arrived == pytest.approx(1)
    assert measured.factor == pytest.approx(1)


def test_the_factor_to_the_power_of_the_layers_is_what_arrives() -> None:
    measured = push(ACTIVATIONS["tanh"], draw(7, 32, "glorot_uniform", 1))
    assert measured.factor**7 == pytest.approx(measured.arrived)
    assert measured.arrived == pytest.approx(measured.gradient[0] / measured.gradient[7])


def test_a_sigmoid_s_gradient_dies_and_relu_s_survives() -> None:
    # each sigmoid layer multiplies by at most 1/4 sqrt(2) with He's weights, whose variance is 2 / n
    start = draw(20, 64, "he_normal", 1)
    assert push(ACTIVATIONS["sigmoid"], start).factor < 0.25 * np.sqrt(2) * 1.02
    assert 0.9 < push(ACTIVATIONS["relu"], start).factor < 1.1


def test_the_step_lets_nothing_through() -> None:
    measured = push(ACTIVATIONS["step"], draw(5, 16, "he_normal", 1))
    assert measured.arrived == 0
    assert (measured.gradient[:-1] == 0).all()
    np.testing.assert_array_equal(measured.faint, 1)


def test_an_explosion_ends_the_signal_without_a_warning() -> None:
    measured = push(ACTIVATIONS["exponential"], draw(10, 32, "he_normal", 1))
    assert measured.overflowed
    assert np.isfinite(measured.values).all()
    assert len(measured.gradient) == 0
    assert np.isnan(measured.arrived)
    assert np.isnan(measured.factor)


@pytest.mark.parametrize("initializer", INITIALIZERS)
@pytest.mark.parametrize("name", CURVES)
def test_every_function_with_every_initialiser_gives_numbers(name: str, initializer: str) -> None:
    measured = push(ACTIVATIONS[name], draw(4, 8, initializer, 1))
    assert np.isfinite(measured.values).all()
    assert np.isfinite(measured.deviation).all()
    assert np.isfinite(measured.gradient).all()
    assert len(measured.faint) == len(measured.values) - 1


def test_parameters_reach_the_function() -> None:
    start = draw(5, 16, "he_normal", 1)
    relu = push(ACTIVATIONS["relu"], start)
    np.testing.assert_array_equal(
        push(ACTIVATIONS["leaky_relu"], start, negative_slope=0.0).gradient, relu.gradient
    )
    assert push(ACTIVATIONS["leaky_relu"], start, negative_slope=0.9).arrived > relu.arrived
