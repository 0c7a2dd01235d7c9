"""The layers in numpy against Keras, and against cases worked by hand."""

import keras
import numpy as np
import pytest

from dlplay import layers


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)


def normal(random: np.random.Generator, *shape: int) -> np.ndarray:
    return random.normal(size=shape).astype(np.float32)


def test_dense_is_keras_dense(random: np.random.Generator) -> None:
    x, kernel, bias = normal(random, 4, 7), normal(random, 7, 3), normal(random, 3)
    layer = keras.layers.Dense(3)
    layer.build(x.shape)
    layer.set_weights([kernel, bias])
    np.testing.assert_allclose(layers.dense(x, kernel, bias), layer(x), atol=1e-5)
    np.testing.assert_allclose(layers.dense(x[0], kernel, bias), layer(x)[0], atol=1e-5)


@pytest.mark.parametrize(
    ("size", "kernel_size", "channels", "filters", "stride"),
    [
        ((28, 28), (3, 3), 1, 32, 1),
        ((7, 9), (2, 4), 3, 5, 1),
        ((28, 28), (5, 5), 1, 4, 2),
        ((8, 9), (3, 2), 3, 5, 3),
    ],
)
def test_conv2d_is_keras_conv2d(
    random: np.random.Generator,
    size: tuple[int, int],
    kernel_size: tuple[int, int],
    channels: int,
    filters: int,
    stride: int,
) -> None:
    x = normal(random, *size, channels)
    kernel, bias = normal(random, *kernel_size, channels, filters), normal(random, filters)
    layer = keras.layers.Conv2D(filters, kernel_size, strides=stride)
    layer.build((None, *x.shape))
    layer.set_weights([kernel, bias])
    np.testing.assert_allclose(layers.conv2d(x, kernel, bias, stride), layer(x[None])[0], atol=1e-5)
    several = np.stack([x, -x, x / 2])
    np.testing.assert_allclose(layers.conv2d(several, kernel, bias, stride), layer(several), atol=1e-5)


@pytest.mark.parametrize("side", [1, 3, 5])
def test_conv2d_with_a_border_of_zeros_is_keras_same(random: np.random.Generator, side: int) -> None:
    x, kernel, bias = normal(random, 2, 7, 9, 3), normal(random, side, side, 3, 5), normal(random, 5)
    layer = keras.layers.Conv2D(5, side, padding="same")
    layer.build((None, *x.shape[1:]))
    layer.set_weights([kernel, bias])
    padding = (side - 1) // 2
    np.testing.assert_allclose(layers.conv2d(x, kernel, bias, padding=padding), layer(x), atol=1e-5)
    np.testing.assert_allclose(layers.conv2d(x[0], kernel, bias, padding=padding), layer(x)[0], atol=1e-5)


def test_conv2d_by_hand() -> None:
    x = np.array([[1, 2, 0], [0, 1, 3]], np.float32)[..., None]
    kernel = np.array([[1, 0], [0, 2]], np.float32)[..., None, None]
    # 1 * 1 + 2 * 1 + 0.5 and 1 * 2 + 2 * 3 + 0.5
    np.testing.assert_array_equal(layers.conv2d(x, kernel, np.float32([0.5]))[..., 0], [[3.5, 8.5]])


@pytest.mark.parametrize("size", [(26, 26), (5, 7), (2, 2)])
def test_max_pool_is_keras_max_pooling(random: np.random.Generator, size: tuple[int, int]) -> None:
    x = normal(random, *size, 3)
    np.testing.assert_array_equal(layers.max_pool(x), keras.layers.MaxPooling2D(2)(x[None])[0])
    several = np.stack([x, -x])
    np.testing.assert_array_equal(layers.max_pool(several), keras.layers.MaxPooling2D(2)(several))


def test_upsample_is_keras_up_sampling(random: np.random.Generator) -> None:
    x = normal(random, 2, 5, 7, 3)
    np.testing.assert_array_equal(layers.upsample(x), keras.layers.UpSampling2D(2)(x))
    np.testing.assert_array_equal(layers.upsample(x[0], 3), keras.layers.UpSampling2D(3)(x)[0])


def test_softmax_is_keras_softmax_and_does_not_overflow(random: np.random.Generator) -> None:
    z = normal(random, 5, 10) * 20
    np.testing.assert_allclose(layers.softmax(z), keras.ops.softmax(z), atol=1e-6)
    np.testing.assert_allclose(layers.softmax(np.array([1000.0, 1000 + np.log(3)])), [0.25, 0.75])
