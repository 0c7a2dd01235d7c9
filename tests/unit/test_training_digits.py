"""Training of the digit reader: its parts, a tiny run from end to end, and the figures that ship."""

import gzip
import hashlib
import json
import struct

import numpy as np
import pytest

from dlplay.assets import DATA, MODELS, load_arrays, read_checked
from dlplay.digits import doubt
from dlplay.digits.mnist import SHAPES as MNIST_SHAPES
from dlplay.digits.mnist import Mnist, load_mnist
from dlplay.digits.network import SHAPES, Network
from dlplay.digits.reading import read
from dlplay.digits.warp import bilinear, warp
from dlplay.training import digits, liking, live_weights, mnist_data, pen_set, space
from dlplay.training.__main__ import main

keras = pytest.importorskip("keras")

# Keras's own conversion of its variables has not followed numpy's change yet.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)


def forward(weights: dict[str, np.ndarray], pictures: np.ndarray) -> np.ndarray:
    """The network's probabilities (n, 10) for float pictures (n, 28, 28), written out anew as a witness."""
    windows = np.lib.stride_tricks.sliding_window_view(pictures, (3, 3), axis=(1, 2))  # (n, 26, 26, 3, 3)
    kernel = weights["conv_kernel"].reshape(9, 32)
    features = np.maximum(windows.reshape(-1, 26, 26, 9) @ kernel + weights["conv_bias"], 0)
    pooled = features.reshape(-1, 13, 2, 13, 2, 32).max(axis=(2, 4)).reshape(len(pictures), -1)
    hidden = np.maximum(pooled @ weights["dense_kernel"] + weights["dense_bias"], 0)
    logits = hidden @ weights["output_kernel"] + weights["output_bias"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def forward_in_parts(weights, pictures):
    parts = np.array_split(pictures.astype(np.float32), max(1, len(pictures) // 500))
    return np.concatenate([forward(weights, part) for part in parts])


@pytest.fixture(scope="module")
def shipped() -> dict[str, np.ndarray]:
    return load_arrays(MODELS / "digits.npz", SHAPES, "python -m dlplay.training digits")


@pytest.fixture(scope="module")
def facts() -> dict:
    return json.loads((MODELS / "digits.json").read_text(encoding="utf-8"))


# --- the shipped model


def test_shipped_accuracy_on_the_mnist_test_digits_is_what_is_claimed(shipped, facts) -> None:
    mnist = load_mnist()
    read_as = forward_in_parts(shipped, mnist.x_test / np.float32(255)).argmax(axis=1)
    measured = np.mean(read_as == mnist.y_test)
    assert measured == pytest.approx(facts["accuracy"]["mnist_test"], abs=2e-4)
    assert measured >= 0.992  # the aim of 0.994 is missed, as the model card says


def test_shipped_accuracy_on_the_pen_set_is_what_is_claimed(shipped, facts) -> None:
    def predict(images):
        return forward_in_parts(shipped, np.stack([read(image)[-1].image for image in images]))

    score, claimed = pen_set.evaluate(predict), facts["accuracy"]
    assert score.accuracy == pytest.approx(claimed["pen_set"], abs=2e-3)
    assert score.accuracy >= 0.97
    np.testing.assert_allclose(score.by_digit, claimed["pen_set_by_digit"], atol=0.02)


def test_shipped_keras_file_is_the_five_layers_with_the_same_numbers(shipped, facts) -> None:
    network = keras.models.load_model(MODELS / "digits.keras", compile=False)
    kinds = [type(layer).__name__ for layer in network.layers]
    assert kinds == ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    assert network.count_params() == facts["parameters"] == 320 + 692_352 + 1_290
    pictures = load_mnist().x_test[:300] / np.float32(255)
    expected = network.predict(pictures[..., None], verbose=0)
    np.testing.assert_allclose(forward(shipped, pictures), expected, atol=1e-5)


def test_recorded_sums_are_those_of_the_shipped_files() -> None:
    recorded = dict(reversed(line.split()) for line in (MODELS / "SHA256SUMS").read_text().splitlines())
    for name in (
        "digits.npz",
        "digits-live.bin",
        "digits-liking.npz",
        "digits-space.npz",
        "digits.keras",
        "digits.json",
    ):
        assert recorded[name] == hashlib.sha256((MODELS / name).read_bytes()).hexdigest()


# --- a tiny run


def test_a_tiny_run_writes_a_model_that_numpy_reads_like_keras(tmp_path, monkeypatch) -> None:
    full = load_mnist()
    small = Mnist(full.x_train[:260], full.y_train[:260], full.x_test[:50], full.y_test[:50])
    recipe = digits.Recipe(
        epochs=1,
        batch_size=32,
        learning_rate=1e-3,
        cosine=True,
        dropout=(0.1, 0.1),
        pen_digits=30,
        warps=1,
        redrawn=1,
        no_digits=10,
        fresh=0.5,
        held_out=200,
    )
    monkeypatch.setitem(digits.RECIPES, "pen", recipe)
    monkeypatch.setattr(mnist_data, "fetch_mnist", lambda source: small)
    asked: list[set[str]] = []  # all test digits would take half a minute
    for one in (liking, space):
        monkeypatch.setattr(one, "write", lambda weights, _: asked.append({*weights}))
    (tmp_path / "SHA256SUMS").write_text("0  another.npz\n")
    cache = tmp_path / "pictures.npz"
    main(["digits", "--out", str(tmp_path), "--processes", "1", "--cache", str(cache)])

    with np.load(cache) as drawn:
        assert drawn["images"].shape == (30 + 10 + 60 + 60, 28, 28)
        assert (drawn["labels"] == -1).sum() == 10
    assert "0  another.npz" in (tmp_path / "SHA256SUMS").read_text().splitlines()
    figures = json.loads((tmp_path / "digits.json").read_text())["accuracy"]
    assert 0 <= figures["mnist_test"] <= 1

    arrays = load_arrays(tmp_path / "digits.npz", SHAPES, "")
    assert asked == [{*SHAPES}] * 2
    assert read_checked(tmp_path / "digits-live.bin", "") == live_weights.packed(arrays, doubt.load_packed())
    numpy_network = Network(arrays)
    keras_network = keras.models.load_model(tmp_path / "digits.keras", compile=False)
    pictures = small.x_test[:20] / np.float32(255)
    expected = keras_network.predict(pictures[..., None], verbose=0)
    found = np.stack([numpy_network(picture).probabilities for picture in pictures])
    np.testing.assert_allclose(found, expected, atol=1e-5)


# --- its parts


def test_the_same_seed_draws_the_same_pictures_whatever_the_number_of_processes(monkeypatch) -> None:
    from dlplay.training import digit_images

    monkeypatch.setattr(digit_images, "CHUNK", 8)
    mnist = load_mnist()
    recipe = digits.Recipe(epochs=1, batch_size=8, learning_rate=1e-3, pen_digits=20, warps=1, no_digits=4)
    one, two, other = (
        digit_images.training_set(mnist.x_train[:12], mnist.y_train[:12], recipe, seed, processes)
        for seed, processes in ((0, 1), (0, 2), (1, 1))
    )
    np.testing.assert_array_equal(one[0], two[0])
    np.testing.assert_array_equal(one[1], two[1])
    assert not np.array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[0][:12], mnist.x_train[:12])


def test_training_through_dropout_changes_the_network_that_ships() -> None:
    from dlplay.training.digit_fit import build

    network, trainer = build((0.3, 0.3))
    before = network.get_weights()
    trainer.compile("adam", loss="sparse_categorical_crossentropy")
    trainer.train_on_batch(np.random.default_rng(0).random((8, 28, 28, 1)), np.arange(8))
    assert all(not np.allclose(old, new) for old, new in zip(before, network.get_weights(), strict=True))
    assert [type(layer).__name__ for layer in trainer.layers].count("Dropout") == 2


def test_what_is_trained_through_answers_like_the_network_that_ships() -> None:
    """The trainer joins convolution and pooling in a layer of its own: the same numbers."""
    from dlplay.training.digit_fit import build

    network, trainer = build((0.3, 0.3))
    network.get_layer("conv").bias.assign(np.random.default_rng(0).normal(size=32))
    pictures = np.random.default_rng(1).random((20, 28, 28, 1)).astype(np.float32)
    np.testing.assert_allclose(
        trainer.predict(pictures, verbose=0), network.predict(pictures, verbose=0), atol=1e-6
    )


def test_averaged_weights_are_the_running_mean_of_those_of_every_step() -> None:
    """m <- 0.9 m + 0.1 w, begun with the weights after the first step; three steps, worked by hand."""
    from dlplay.training.digit_fit import Batches, build, train

    rng = np.random.default_rng(0)
    images, labels = rng.integers(0, 256, (24, 28, 28), np.uint8), np.arange(24) % 10

    def biases(epochs, averaging):
        keras.utils.set_random_seed(3)
        network, _ = build()
        recipe = digits.Recipe(epochs=epochs, batch_size=24, learning_rate=1e-2, averaging=averaging)
        train(network, recipe, images, labels, seed=0)
        return network.get_layer("output").get_weights()[1]

    assert len(Batches(images, labels, 24, 0)) == 1
    mean = biases(1, 0.0)
    for steps in (2, 3):
        mean = 0.9 * mean + 0.1 * biases(steps, 0.0)
    np.testing.assert_allclose(biases(3, 0.9), mean, atol=1e-6)


def test_what_has_no_label_gets_another_one_each_epoch_and_the_rest_keep_theirs() -> None:
    from dlplay.training.digit_fit import Batches

    images = np.arange(200, dtype=np.uint8)[:, None, None] * np.ones((28, 28), np.uint8)
    labels = np.where(np.arange(200) < 150, np.arange(200) % 10, -1).astype(np.int8)
    batches, epochs = Batches(images, labels, batch_size=32, seed=0), []
    for _ in range(2):
        parts = [batches[index] for index in range(len(batches))]
        number = np.rint(np.concatenate([pictures[:, 0, 0, 0] for pictures, _ in parts]) * 255).astype(int)
        assert sorted(number) == list(range(200))
        epochs.append(np.concatenate([given for _, given in parts])[np.argsort(number)])
        batches.on_epoch_end()
    for given in epochs:
        np.testing.assert_array_equal(given[:150], labels[:150])
        assert set(given[150:]) == set(range(10))
    assert np.mean(epochs[0][150:] == epochs[1][150:]) < 0.4


def test_bilinear_takes_the_mean_between_two_pixels_and_nothing_from_outside() -> None:
    picture = np.zeros((1, 4, 4), np.float32)
    picture[0, 1, 1], picture[0, 1, 2] = 0.2, 0.6
    x, y = np.array([[1.0, 1.5, 2.0, -3.0, 9.0]]), np.array([[1.0, 1.0, 1.5, 1.0, 1.0]])
    np.testing.assert_allclose(bilinear(picture, x, y), [[0.2, 0.4, 0.3, 0, 0]], atol=1e-6)


def test_a_warp_of_no_strength_changes_nothing_and_one_of_strength_does() -> None:
    rng = np.random.default_rng(0)
    pictures = load_mnist().x_train[:20] / np.float32(255)
    np.testing.assert_allclose(warp(pictures, rng, strength=0), pictures, atol=1e-5)
    changed = warp(pictures, rng)
    assert changed.dtype == np.float32
    assert (np.abs(changed - pictures).max(axis=(1, 2)) > 0.1).all()
    np.testing.assert_allclose(changed.sum(axis=(1, 2)), pictures.sum(axis=(1, 2)), rtol=0.5)


@pytest.mark.parametrize("packed", [False, True])
def test_an_idx_file_is_read(tmp_path, packed) -> None:
    content = struct.pack(">BBBBII", 0, 0, 8, 2, 2, 3) + bytes([1, 2, 3, 4, 5, 255])
    path = tmp_path / ("digits.gz" if packed else "digits")
    path.write_bytes(gzip.compress(content) if packed else content)
    assert mnist_data.read_idx(path).tolist() == [[1, 2, 3], [4, 5, 255]]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\3\4 no idx", struct.pack(">BBBBI", 0, 0, 8, 1, 5) + b"abc"],
    ids=["empty", "zip", "cut"],
)
def test_what_is_no_idx_file_is_refused_by_name(tmp_path, content) -> None:
    path = tmp_path / "labels"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="path must"):
        mnist_data.read_idx(path)


def test_mnist_comes_from_an_npz_file_and_nothing_else_passes_for_it(tmp_path) -> None:
    found = mnist_data.fetch_mnist(DATA / "mnist.npz")
    assert {name: array.shape for name, array in found._asdict().items()} == MNIST_SHAPES
    np.savez(tmp_path / "small.npz", **{name: array[:3] for name, array in found._asdict().items()})
    with pytest.raises(ValueError, match="source must hold MNIST"):
        mnist_data.fetch_mnist(tmp_path / "small.npz")
