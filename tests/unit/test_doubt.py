"""The network that doubts: Keras is the witness of its numbers, drawings of what is no digit of its word."""

import json

import keras
import numpy as np
import pytest

from dlplay.assets import MODELS, load_arrays, load_facts, read_checked
from dlplay.digits import classify, doubt, network, pen, samples
from dlplay.digits.mnist import Mnist, load_mnist
from dlplay.training import (
    digit_images,
    doubt_export,
    doubt_fit,
    doubt_pictures,
    live_weights,
    mnist_data,
    not_digits,
    pen_set,
)
from dlplay.training import doubt as command
from dlplay.training.__main__ import main
from dlplay.training.pen_set import PenSet
from dlplay.training.pen_strokes import Writer

PEN = pen_set.load_pen_set()
TURN = np.linspace(0, 2 * np.pi, 60)
RING = np.stack([np.sin(TURN), np.cos(TURN)], axis=1)
STRANGERS = {
    "smiley": [RING * 70, [[-25, -25], [-25, -10]], [[25, -25], [25, -10]], RING[45:] * 40, RING[:15] * 40],
    "二": [[[-40, -50], [45, -55]], [[-75, 50], [80, 45]]],
    "三": [[[-50, -60], [50, -62]], [[-40, 0], [40, -2]], [[-70, 60], [70, 58]]],
    "star": [[[0, -80], [50, 75], [-80, -20], [80, -20], [-50, 75], [0, -80]]],
    "arrow": [[[-80, 0], [80, 0]], [[40, -40], [80, 0], [40, 40]]],
    "A": [[[0, -70], [-50, 70]], [[0, -70], [50, 70]], [[-30, 20], [30, 20]]],
    "E": [[[40, -70], [-40, -70], [-40, 70], [40, 70]], [[-40, 0], [30, 0]]],
    "plus": [[[-70, 0], [70, 0]], [[0, -70], [0, 70]]],
    "mirrored 3": [[[40, -70], [-20, -70], [-45, -40], [-10, -5], [-50, 30], [-20, 70], [45, 65]]],
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> dict:
    return json.loads((MODELS / "doubt.json").read_text(encoding="utf-8"))


def drawn(strokes: list, width: float = 14) -> np.ndarray:
    return pen.render([np.array(stroke, float) + 140 for stroke in strokes], width)


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("width", [8, 16])
def test_what_is_no_digit_is_not_called_sure(name: str, width: int) -> None:
    assert classify(drawn(STRANGERS[name], width), paper=0).verdict != "sure"


def test_a_drawing_that_is_like_no_digit_is_told_so() -> None:
    told = [classify(drawn(strokes), paper=0).verdict for strokes in STRANGERS.values()]
    assert told.count("unlike") >= len(told) - 2


def test_digits_of_every_hand_are_taken_for_digits() -> None:
    told = [
        classify(samples.drawing(digit, hand)).verdict for digit in range(10) for hand in range(samples.HANDS)
    ]
    assert "unlike" not in told


def test_a_drawing_read_with_a_step_skipped_is_not_doubted() -> None:
    smiley = drawn(STRANGERS["smiley"])
    assert classify(smiley, paper=0).verdict == "unlike"
    assert classify(smiley, paper=0, skip={"thickness"}).verdict in ("sure", "unsure")


# --- the shipped network


def test_numpy_and_keras_agree() -> None:
    network, shipped = doubt_fit.build(), doubt.load()
    for name in doubt.KERNELS:
        network.get_layer(name).set_weights(
            [shipped.weights[f"{name}_kernel"], shipped.weights[f"{name}_bias"]]
        )
    assert network.count_params() == doubt.PARAMETERS
    pictures = load_mnist().x_test[:200] / np.float32(255)
    expected = network.predict(pictures[..., None], verbose=0)
    np.testing.assert_allclose(shipped(pictures), expected, atol=1e-5)
    np.testing.assert_allclose([shipped(one) for one in pictures[:5]], expected[:5], atol=1e-5)


def test_eight_bits_change_hardly_an_answer() -> None:
    network = doubt_fit.build()
    keras.utils.set_random_seed(0)
    arrays = doubt_export.quantised(network)
    assert {name: np.shape(array) for name, array in arrays.items()} == doubt.SHAPES
    pictures = load_mnist().x_test[:200] / np.float32(255)
    expected = network.predict(pictures[..., None], verbose=0)
    np.testing.assert_allclose(doubt.unpacked(arrays)(pictures), expected, atol=0.01)


def test_the_shipped_figures_are_those_of_the_shipped_file(facts: dict) -> None:
    digits = doubt_export.none_where_sure(doubt.load(), load_mnist().x_test)
    assert np.mean(digits > doubt.load().threshold) == pytest.approx(facts["doubted"]["mnist_test"], abs=3e-4)
    assert facts["threshold"] == doubt.load().threshold
    assert facts["doubted"]["mnist_test"] <= 0.015
    assert facts["doubted"]["pen_set"] <= 0.015
    assert facts["sure"]["pen_set"]["doubting"] < facts["sure"]["pen_set"]["alone"] / 3
    assert facts["parameters"] == doubt.PARAMETERS
    assert doubt.WEIGHTS.stat().st_size <= 2e5


# --- its training


def test_every_kind_of_drawing_that_is_no_digit_can_be_drawn_and_read() -> None:
    rng, writer = np.random.default_rng(0), Writer()
    assert sum(share for _, share in not_digits.KINDS) == pytest.approx(1)
    for kind, _ in not_digits.KINDS:
        for _ in range(5):
            strokes = kind(rng, writer)
            assert all(stroke.ndim == 2 and stroke.shape[1] == 2 for stroke in strokes)
            assert np.isfinite(np.vstack(strokes)).all()
    images, labels = not_digits.not_digit_chunk((0,), 20)
    assert images.shape == (20, 28, 28)
    assert set(labels) == {digit_images.NO_DIGIT}
    assert (images.max(axis=(1, 2)) > 100).all()


def test_a_mirrored_digit_is_none_but_no_0_1_or_8() -> None:
    digits = np.arange(40) % 10
    images = np.repeat(digits.astype(np.uint8), 28 * 28).reshape(40, 28, 28)
    pictures, labels = doubt_pictures.mirrored(images, digits)
    assert set(labels) == {digit_images.NO_DIGIT}
    assert not {0, 1, 8} & set(pictures[:, 0, 0].tolist())


def test_a_tiny_run_writes_a_network_that_doubts(tmp_path, monkeypatch) -> None:
    full = load_mnist()
    small = Mnist(full.x_train[:260], full.y_train[:260], full.x_test[:50], full.y_test[:50])
    tiny = command.Recipe(
        epochs=1,
        batch_size=32,
        pen_digits=20,
        redrawn=10,
        warped=10,
        mirrored=40,
        not_digits=30,
        held_out=60,
        drawn_out=20,
    )
    monkeypatch.setattr(command, "RECIPE", tiny)
    monkeypatch.setattr(mnist_data, "fetch_mnist", lambda source: small)
    monkeypatch.setattr(
        pen_set, "load_pen_set", lambda: PenSet(*(shapes[:6] for shapes in vars(PEN).values()))
    )
    main(["doubt", "--out", str(tmp_path), "--seed", "3", "--processes", "1"])
    arrays = load_arrays(tmp_path / "doubt.npz", doubt.SHAPES, "")
    assert doubt.unpacked(arrays)(small.x_test[0] / np.float32(255)).sum() == pytest.approx(1)
    facts = load_facts(tmp_path / "doubt.json", "", "threshold", "doubted.mnist_test", "sure.generated.alone")
    assert min(facts["doubted"][name] for name in ("mnist_held_out", "pen_held_out")) <= tiny.doubted
    live = read_checked(tmp_path / "digits-live.bin", "")
    assert live == live_weights.packed(network.load().weights, arrays)
