"""What stands inside the digit reader, against sub-models of the Keras file and `tf.GradientTape`."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.digits import liking, network
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.shares import largest_products, shares
from dlplay.layers import conv2d

EVERY = 25  # of the test digits, to look for one that should have been among the favourites


@pytest.fixture(scope="module")
def model() -> keras.Model:
    return keras.models.load_model(network.KERAS_FILE, compile=False)


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    """Test digits on uneven paper, nothing, all ink, and noise."""
    random = np.random.default_rng(0)
    digits = 0.9 * load_test_digits()[0][:6] / 255 + random.uniform(0, 0.1, (6, 28, 28))
    even = [np.zeros((28, 28)), np.ones((28, 28))]
    return np.concatenate([digits, even, random.uniform(size=(1, 28, 28))]).astype(np.float32)


def test_maps_pooled_maps_and_units_are_those_of_a_keras_sub_model(
    model: keras.Model, pictures: np.ndarray
) -> None:
    inside = keras.Model(model.inputs, [layer.output for layer in model.layers])
    conv, pooled, flat, dense, probabilities = inside.predict(pictures[..., None], verbose=0)
    kernel, bias = model.layers[0].get_weights()
    before = keras.ops.conv(pictures[..., None], kernel) + bias
    for number, picture in enumerate(pictures):
        trace = network.load()(picture)
        np.testing.assert_allclose(trace.conv_before, before[number], atol=1e-5)
        np.testing.assert_allclose(trace.conv, conv[number], atol=1e-5)
        np.testing.assert_allclose(trace.pooled, pooled[number], atol=1e-5)
        np.testing.assert_allclose(trace.pooled.ravel(), flat[number], atol=1e-5)
        np.testing.assert_allclose(trace.dense, dense[number], atol=1e-5)
        np.testing.assert_allclose(trace.probabilities, probabilities[number], atol=1e-5)


def test_a_map_s_share_is_what_keras_s_layer_makes_of_it_alone(
    model: keras.Model, pictures: np.ndarray
) -> None:
    trace = network.load()(pictures[0])
    kernel, _ = model.layers[3].get_weights()
    alone = np.zeros((32, 13, 13, 32), np.float32)
    alone[range(32), :, :, range(32)] = np.moveaxis(trace.pooled, -1, 0)
    expected = keras.ops.matmul(alone.reshape(32, -1), kernel)
    np.testing.assert_allclose(shares(trace).maps, expected, atol=1e-5)


def test_the_terms_of_every_sum_and_its_bias_add_up_to_it(pictures: np.ndarray) -> None:
    for picture in pictures:
        trace = network.load()(picture)
        found, weights = shares(trace), trace.weights
        for terms in (found.maps.sum(axis=0), found.places.sum(axis=(0, 1))):
            np.testing.assert_allclose(terms + weights["dense_bias"], trace.dense_before, atol=1e-4)
        np.testing.assert_allclose(found.units.sum(axis=0) + weights["output_bias"], trace.logits, atol=1e-4)
        largest = largest_products(trace, 7, 5)
        products = np.abs(trace.pooled.ravel() * weights["dense_kernel"][:, 7])
        sizes = [abs(one.value * one.weight) for one in largest]
        np.testing.assert_allclose(sizes, np.sort(products)[::-1][:5], atol=1e-6)
        for one in largest:
            assert trace.pooled[one.row, one.column, one.map] == pytest.approx(one.value)


def test_the_way_uphill_is_the_gradient_of_keras(model: keras.Model) -> None:
    """Of every unit's sum and every logit, each at a picture of its own."""
    random = np.random.default_rng(3)
    pictures = random.uniform(size=(138, 28, 28)).astype(np.float32)
    x = tf.constant(pictures[..., None])
    _, pool, flatten, dense, output = model.layers
    with tf.GradientTape() as tape:
        tape.watch(x)
        flat = flatten(pool(model.layers[0](x)))
        sums = keras.ops.matmul(flat, dense.kernel) + dense.bias
        logits = keras.ops.matmul(keras.ops.relu(sums), output.kernel) + output.bias
        own = tf.linalg.diag_part(sums[:128]), tf.linalg.diag_part(logits[128:])
    expected = tape.gradient(own, x)[..., 0]
    found = liking.uphill(network.load(), pictures)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_ships_is_what_the_shipped_network_likes() -> None:
    """If this fails: python -m dlplay.training liking."""
    shipped, (digits, _) = liking.load(), load_test_digits()
    sample = liking.excitements(network.load(), (digits[::EVERY] / 255).astype(np.float32))
    for part in range(len(shipped.digits)):
        better = np.flatnonzero(sample[:, part] > shipped.excitements[part, -1] + 1e-4) * EVERY
        assert {*better.tolist()} <= {*shipped.digits[part].tolist()}
    for part in (0, 31, 32, 99, 159, 160, 169):
        own = (digits[shipped.digits[part]] / 255).astype(np.float32)
        excited = liking.excitements(network.load(), own)[:, part]
        np.testing.assert_allclose(excited, shipped.excitements[part], atol=1e-4)
        assert (np.diff(excited) <= 1e-5).all()


def test_a_picture_made_for_a_part_excites_it_more_than_any_digit() -> None:
    shipped = liking.load()
    excited = liking.excitements(network.load(), (shipped.made / 255).astype(np.float32))[:, 32:]
    assert (np.diag(excited) > shipped.excitements[32:, 0]).all()


def test_the_ascent_begins_alike_and_stays_within_paper_and_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liking, "STEPS", 2)
    pictures = liking.make_for_all(network.load())
    np.testing.assert_array_equal(pictures, liking.make_for_all(network.load()))
    assert (pictures >= 0).all()
    assert (pictures <= 1).all()
    excited = liking.excitements(network.load(), pictures)[:, 32:]
    start = liking.excitements(network.load(), np.zeros((1, 28, 28), np.float32))[0, 32:]
    assert (np.diag(excited) > start).all()


def test_the_best_patch_of_a_filter_is_best_of_all_512() -> None:
    """All patches of paper and ink; the sum is linear in each pixel, so none between them is better."""
    weights = network.load().weights
    patches = (np.arange(512)[:, None] >> np.arange(9) & 1).reshape(512, 3, 3, 1).astype(np.float32)
    sums = conv2d(patches, weights["conv_kernel"], weights["conv_bias"])[:, 0, 0]
    for number in (0, 5, 31):
        best = liking.best_patch(network.load(), number)
        np.testing.assert_array_equal(patches[sums[:, number].argmax(), ..., 0], best)


def test_favourites_are_sorted_and_counted_by_part() -> None:
    digits, excited = liking.favourites(np.arange(20.0).reshape(10, 2) * [1, -1])
    assert digits[0].tolist() == [9, 8, 7, 6, 5, 4, 3, 2]
    assert digits[1].tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert excited[1].tolist() == [-1, -3, -5, -7, -9, -11, -13, -15]
