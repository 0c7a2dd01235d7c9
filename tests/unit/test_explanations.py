"""What speaks for a digit: every map against `tf.GradientTape` or predictions of the Keras model."""

from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.digits import Network, classify, explain, network, samples
from dlplay.digits.explanations import METHODS, curves, space
from dlplay.digits.explanations.change import smallest_change
from dlplay.digits.explanations.methods import PATCH, integrated_gradients
from dlplay.digits.explanations.random_weights import likeness, randomised
from dlplay.digits.mnist import load_mnist, load_test_digits

NUMBERS = (0, 3, 7, 18)  # test digits
LABELS = (7, 0, 4)


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    return (load_test_digits()[0][list(NUMBERS)] / 255).astype(np.float32)


@pytest.fixture(scope="module")
def shipped() -> Network:
    return network.load()


@pytest.fixture(scope="module")
def inside() -> keras.Model:
    """The Keras model, which gives the maps of its convolution beside the logits."""
    model = keras.models.load_model(network.KERAS_FILE)
    output = model.get_layer("output")
    hidden = output.input
    logits = keras.ops.matmul(hidden, output.kernel) + output.bias
    return keras.Model(model.inputs[0], [model.get_layer("conv").output, logits])


def slopes(inside: keras.Model, pictures: np.ndarray, label: int) -> np.ndarray:
    """dz/dx by TensorFlow, (n, 28, 28)."""
    given = tf.constant(pictures[..., None])
    with tf.GradientTape() as tape:
        tape.watch(given)
        total = tf.reduce_sum(inside(given)[1][:, label])
    return np.asarray(tape.gradient(total, given))[..., 0]


def logits(inside: keras.Model, pictures: np.ndarray) -> np.ndarray:
    return np.asarray(inside(pictures[..., None])[1])


@pytest.mark.parametrize("label", LABELS)
def test_gradients_are_those_of_tensorflow(
    inside: keras.Model, shipped: Network, pictures: np.ndarray, label: int
) -> None:
    expected = slopes(inside, pictures, label)
    for picture, slope in zip(pictures, expected, strict=True):
        found = METHODS["gradient"].map(shipped, picture, label)
        np.testing.assert_allclose(found, slope, atol=1e-5)
        np.testing.assert_allclose(
            METHODS["gradient_x_input"].map(shipped, picture, label), picture * slope, atol=1e-5
        )


def test_integrated_gradients_are_the_integral_and_sum_to_what_the_logit_gains(
    inside: keras.Model, shipped: Network, pictures: np.ndarray
) -> None:
    nothing = logits(inside, np.zeros((1, 28, 28), np.float32))[0]
    for picture, reached in zip(pictures, logits(inside, pictures), strict=True):
        label = int(reached.argmax())
        found = METHODS["integrated_gradients"].map(shipped, picture, label)
        gained = float(reached[label] - nothing[label])
        assert found.sum() == pytest.approx(gained, rel=0.01)
        ends = np.linspace(0, 1, 101) ** 1.5
        way = ((ends[1:] + ends[:-1]) / 2).astype(np.float32)[:, None, None]
        expected = picture * np.tensordot(np.diff(ends), slopes(inside, way * picture, label), 1)
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_completeness_holds_for_every_digit_of_what_is_shared_out(
    shipped: Network, pictures: np.ndarray
) -> None:
    nothing = shipped(np.zeros((28, 28), np.float32)).logits
    for picture in pictures:
        for label, reached in enumerate(shipped(picture).logits):
            found = integrated_gradients(shipped, picture, label)
            assert abs(found.sum() - (reached - nothing[label])) < 0.01 * np.abs(found).sum()


@pytest.mark.parametrize("label", LABELS)
def test_grad_cam_is_that_of_the_keras_model(
    inside: keras.Model, shipped: Network, pictures: np.ndarray, label: int
) -> None:
    model = keras.models.load_model(network.KERAS_FILE)
    given = tf.constant(pictures[..., None])
    maps = model.get_layer("conv")(given)
    with tf.GradientTape() as tape:
        tape.watch(maps)
        hidden = maps
        for layer in model.layers[1:-1]:
            hidden = layer(hidden)
        output = model.layers[-1]
        total = tf.reduce_sum((hidden @ output.kernel + output.bias)[:, label])
    weights = tf.reduce_mean(tape.gradient(total, maps), axis=(1, 2), keepdims=True)
    expected = np.asarray(tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1)))
    for picture, one in zip(pictures, expected, strict=True):
        found = METHODS["grad_cam"].map(shipped, picture, label)
        np.testing.assert_allclose(found[1:-1, 1:-1], one, atol=1e-5)
        assert not found[[0, -1]].any()
        assert not found[:, [0, -1]].any()


def test_occlusion_is_what_keras_loses_without_a_patch(
    inside: keras.Model, shipped: Network, pictures: np.ndarray
) -> None:
    half = PATCH // 2
    picture, label = pictures[1], 0
    covered = np.stack([picture] * 784).reshape(28, 28, 28, 28)
    for i, j in np.ndindex(28, 28):
        covered[i, j, max(i - half, 0) : i + half + 1, max(j - half, 0) : j + half + 1] = 0
    lost = logits(inside, picture[None])[0, label] - logits(inside, covered.reshape(784, 28, 28))[:, label]
    found = METHODS["occlusion"].map(shipped, picture, label)
    np.testing.assert_allclose(found, lost.reshape(28, 28), atol=2e-5)


def test_explain_reads_a_drawing_as_classify_does() -> None:
    image = samples.drawing(5, 2, "corner")
    reading = classify(image)
    for name, method in METHODS.items():
        found = explain(image, name)
        assert found.shape == (28, 28)
        assert found.dtype == np.float64
        np.testing.assert_array_equal(found, method.map(network.load(), reading.network_input, reading.label))
        assert method.signed or found.min() >= 0
    assert (explain(image, "gradient", 3) != explain(image, "gradient")).any()


def test_explain_says_what_it_takes(shipped: Network) -> None:
    image = samples.drawing(5, 2)
    with pytest.raises(ValueError, match="method must be one of gradient"):
        explain(image, "magic")
    with pytest.raises(ValueError, match="label must be a digit"):
        explain(image, "gradient", 10)
    dense = {"dense_kernel": np.zeros((784, 2), np.float32), "dense_bias": np.zeros(2, np.float32)}
    dense |= {"output_kernel": np.zeros((2, 10), np.float32), "output_bias": np.zeros(10, np.float32)}
    with pytest.raises(ValueError, match="must have a convolution"):
        explain(image, "grad_cam", network=replace(shipped, weights=dense))


@pytest.mark.parametrize("ink", [0.0, 1.0])
def test_a_blank_and_a_full_picture_have_maps(shipped: Network, ink: float) -> None:
    picture = np.full((28, 28), ink, np.float32)
    for method in METHODS.values():
        assert np.isfinite(method.map(shipped, picture, 3)).all()


def test_curves_take_away_and_put_in_what_the_order_says(
    inside: keras.Model, shipped: Network, pictures: np.ndarray
) -> None:
    picture, label = pictures[0], 7
    order = curves.order(picture, METHODS["occlusion"].map(shipped, picture, label))
    assert sorted(order) == np.flatnonzero(picture).tolist()
    found = curves.follow(shipped, picture, label, order[None])
    without, only = picture.copy().ravel(), np.zeros(784, np.float32)
    first = order[: round(0.25 * len(order))]
    without[first], only[first] = 0, picture.ravel()[first]
    chances = keras.ops.softmax(logits(inside, np.stack([without, only]).reshape(2, 28, 28)))
    expected = np.asarray(chances)[:, label]
    np.testing.assert_allclose([found.deletion[0, 5], found.insertion[0, 5]], expected, atol=1e-5)
    assert found.deletion[0, 0] == pytest.approx(found.insertion[0, -1], abs=1e-6)
    np.testing.assert_allclose(found.areas.deletion, np.trapezoid(found.deletion, curves.SHARES), atol=1e-12)


def test_occlusion_beats_chance_and_chance_is_the_same_each_time(
    shipped: Network, pictures: np.ndarray
) -> None:
    picture, label = pictures[0], 7
    order = curves.order(picture, METHODS["occlusion"].map(shipped, picture, label))
    found, chance = curves.follow(shipped, picture, label, order), curves.by_chance(shipped, picture, label)
    assert found.gain > chance.gain.max()
    np.testing.assert_array_equal(chance.deletion, curves.by_chance(shipped, picture, label).deletion)


def test_no_ink_has_flat_curves(shipped: Network) -> None:
    blank = np.zeros((28, 28), np.float32)
    chance = curves.by_chance(shipped, blank, 3)
    assert np.ptp(chance.deletion) == 0
    assert np.isfinite(chance.areas.deletion).all()


def test_random_weights_begin_at_the_answer(shipped: Network) -> None:
    for depth, layers in enumerate([(), ("output",), ("output", "dense"), ("output", "dense", "conv")]):
        drawn = randomised(shipped, depth, 1).weights
        changed = {name.split("_")[0] for name in drawn if drawn[name] is not shipped.weights[name]}
        assert changed == set(layers)
        for layer in layers:
            fresh = keras.initializers.GlorotUniform(0)(shipped.weights[f"{layer}_kernel"].shape)
            assert drawn[f"{layer}_kernel"].std() == pytest.approx(np.asarray(fresh).std(), rel=0.15)


def test_likeness_is_the_rank_correlation() -> None:
    # ranks 1 2 3 4 and 1 2.5 2.5 4: their deviations' product is 4.5, the squares' sums 5 and 4.5
    assert likeness(np.array([1, -2, 3, 4.0]), np.array([0, 5, -5, 9.0])) == pytest.approx((4.5 / 5) ** 0.5)
    assert likeness(np.array([1, 2.0]), np.array([-3, -1.0])) == pytest.approx(-1)
    assert likeness(np.zeros(5), np.arange(5.0)) == 0


def test_a_smallest_change_is_read_as_the_digit_and_lies_at_the_border(
    inside: keras.Model, shipped: Network, pictures: np.ndarray
) -> None:
    found = [smallest_change(shipped, pictures[0], label) for label in range(10)]
    for label, change in enumerate(found):
        assert change.found
        assert change.picture.min() >= 0
        assert change.picture.max() <= 1
        chance = float(keras.ops.softmax(logits(inside, change.picture[None]))[0, label])
        assert chance >= 0.5 - 1e-5
        if label != 7:
            assert chance < 0.52
            assert change.length == pytest.approx(np.linalg.norm(change.picture - pictures[0]))
            # noise of the same length does nothing
            noise = np.random.default_rng(label).normal(size=(28, 28))
            noisy = pictures[0] + noise * change.length / np.linalg.norm(noise)
            assert shipped(np.clip(noisy, 0, 1).astype(np.float32)).logits.argmax() == 7
    assert found[7].length == 0
    np.testing.assert_array_equal(found[7].picture, pictures[0])


def test_the_space_that_ships_is_that_of_the_shipped_network() -> None:
    """If this fails: python -m dlplay.training space."""
    known, mnist = space.load(), load_mnist()
    np.testing.assert_array_equal(known.pictures, mnist.x_train[::12])
    np.testing.assert_array_equal(known.digits, mnist.y_train[::12])
    model = keras.models.load_model(network.KERAS_FILE)
    dense = keras.Model(model.inputs, model.get_layer("dense").output)

    def codes(pictures: np.ndarray) -> np.ndarray:
        return dense.predict(pictures[..., None] / np.float32(255), batch_size=500, verbose=0)

    np.testing.assert_allclose(known.codes, codes(known.pictures), rtol=1e-3, atol=1e-3)
    tested = codes(mnist.x_test).astype(np.float64)
    np.testing.assert_allclose(known.mean, tested.mean(axis=0), atol=1e-4)
    parts = np.linalg.svd(tested - tested.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(known.kept, (parts.S**2 / (parts.S**2).sum())[:2], atol=1e-4)
    np.testing.assert_allclose(np.abs(known.tested), np.abs(parts.U[:, :2] * parts.S[:2]), atol=1e-2)
    np.testing.assert_allclose(known.place(tested[:50]), known.tested[:50], atol=1e-3)
    numbers, distances = known.nearest(known.codes[7].astype(np.float32), 3)
    assert (numbers[0], distances[0]) == (7, 0)
    away = np.linalg.norm(tested[:200, None] - known.codes.astype(float), axis=-1).min(axis=1)
    assert np.interp(0.5, np.linspace(0, 1, 101), known.usual) == pytest.approx(np.median(away), rel=0.15)


def test_a_space_is_made_of_what_a_network_says() -> None:
    mnist, reader = load_mnist(), network.load()
    made = space.make(reader, mnist.x_train[:240], mnist.y_train[:240], mnist.x_test[:300])
    known = space.load()
    np.testing.assert_array_equal(made.pictures, known.pictures[:20])
    np.testing.assert_allclose(made.codes, known.codes[:20], rtol=1e-3, atol=1e-3)
    assert made.axes @ made.axes.T == pytest.approx(np.eye(2), abs=1e-5)
    assert made.kept[0] > made.kept[1] > 0
    assert (np.diff(made.usual) >= 0).all()
