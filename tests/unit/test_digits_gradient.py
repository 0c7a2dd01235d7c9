"""The pass back through the digit reader against `tf.GradientTape`, and cases worked by hand."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.digits import network
from dlplay.digits.gradient import conv2d_back, max_pool_back, pass_back
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.network import Network


@pytest.fixture(scope="module")
def keras_model() -> keras.Model:
    return keras.models.load_model(network.KERAS_FILE)


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    """Test digits on uneven paper, nothing, uneven ink all over, and noise.

    Where all is even, two patches of ink can give the same number but for a rounding, which then decides who
    wins a window, and differs between libraries.
    """
    random = np.random.default_rng(0)
    digits = 0.9 * load_test_digits()[0][:12] / 255 + random.uniform(0, 0.1, (12, 28, 28))
    filled = [np.zeros((28, 28)), 1 - random.uniform(0, 0.1, (28, 28))]
    return np.concatenate([digits, filled, random.uniform(size=(2, 28, 28))]).astype(np.float32)


def test_the_gradient_of_every_logit_is_keras_s(keras_model: keras.Model, pictures: np.ndarray) -> None:
    hidden = keras.Model(keras_model.inputs, [layer.output for layer in keras_model.layers[-4:]])
    x = tf.constant(pictures[..., None])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        *_, dense, probabilities = hidden(x)
        logits = keras.ops.matmul(dense, keras_model.layers[-1].kernel) + keras_model.layers[-1].bias
        each = [logits[:, digit] for digit in range(10)]
    np.testing.assert_allclose(keras.ops.softmax(logits), probabilities, atol=1e-5)
    reader = network.load()
    trace = reader(pictures)
    for digit in range(10):
        expected = tape.gradient(each[digit], [x, dense])
        found = pass_back(reader, trace, np.tile(np.eye(10, dtype=np.float32)[digit], (len(pictures), 1)))
        np.testing.assert_allclose(found.picture, expected[0][..., 0], atol=1e-5)
        np.testing.assert_allclose(found.dense, expected[1], atol=1e-5)


@pytest.mark.parametrize(("activation", "pool"), [("tanh", 3), ("elu", 1), ("relu", 4)])
def test_any_network_of_the_laboratory_has_one(activation: str, pool: int) -> None:
    """Against finite differences of sum_k c_k z_k, in a direction of its own a pixel."""
    random = np.random.default_rng(1)
    side = 26 // pool
    shapes = {
        "conv_kernel": (3, 3, 1, 4),
        "conv_bias": (4,),
        "dense_kernel": (side * side * 4, 7),
        "dense_bias": (7,),
        "output_kernel": (7, 10),
        "output_bias": (10,),
    }
    reader = Network({name: random.normal(0, 0.3, shape) for name, shape in shapes.items()}, activation, pool)
    dense = Network(
        {name: array for name, array in reader.weights.items() if "conv" not in name}
        | {"dense_kernel": random.normal(0, 0.1, (784, 7))},
        activation,
    )
    for one in (reader, dense):
        picture, towards = random.uniform(size=(28, 28)), random.normal(size=10)
        found = pass_back(one, one(picture), towards).picture
        for row, column in random.integers(0, 28, (12, 2)):
            step = np.zeros((28, 28))
            step[row, column] = 1e-2
            change = (one(picture + step).logits - one(picture - step).logits) @ towards / 2e-2
            assert found[row, column] == pytest.approx(change, abs=2e-3)


def test_a_convolution_read_backwards_by_hand() -> None:
    kernel = np.array([[1.0, 2.0], [3.0, 4.0]])[..., None, None]
    at_z = np.array([[1.0, 10.0]])[..., None]  # a picture of 2 x 3 has two places for the window
    # the middle column is read by both: 2 * 1 + 1 * 10 above, 4 * 1 + 3 * 10 below
    np.testing.assert_array_equal(conv2d_back(at_z, kernel)[..., 0], [[1, 12, 20], [3, 34, 40]])


def test_a_pooling_window_gives_all_to_the_first_of_its_largest_by_hand() -> None:
    x = np.array([[1, 5, 2, 2, 9], [4, 5, 2, 2, 9]], float)[..., None]
    back = max_pool_back(np.array([[7.0, 3.0]])[..., None], x, 2)
    np.testing.assert_array_equal(back[..., 0], [[0, 7, 3, 0, 0], [0, 0, 0, 0, 0]])
