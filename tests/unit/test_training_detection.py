"""The network that finds digits against Keras, and its loss by what it must prefer."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from dlplay.detection import network
from dlplay.detection.network import CELL, KERNELS, SHAPES, UNIT, Network, boxes_of
from dlplay.digits.mnist import load_test_digits
from dlplay.layers import sigmoid
from dlplay.training import detection_fit
from dlplay.training.detection import RECIPE
from dlplay.training.detection_export import weights_of
from dlplay.training.detection_scenes import MOST, NONE, rows_of, scene_chunk

LOSS = detection_fit.loss_of(1.0, (96, 160))


@pytest.fixture(scope="module")
def scenes() -> tuple[np.ndarray, np.ndarray]:
    pictures, labels = load_test_digits()
    return scene_chunk((1,), 4, pictures[:100], labels[:100], replace(RECIPE, size=(96, 160)))


def keras_network(weights: dict[str, np.ndarray]) -> keras.Model:
    made = detection_fit.build()
    for name in KERNELS:
        made.get_layer(name).set_weights([weights[f"{name}_kernel"], weights[f"{name}_bias"]])
    return made


def test_numpy_equals_keras(scenes: tuple[np.ndarray, np.ndarray]) -> None:
    keras.utils.set_random_seed(3)
    random = np.random.default_rng(0)
    # larger than the first weights of a training: nothing may be small by chance
    weights = {name: array.astype(np.float32) for name, array in weights_of(detection_fit.build()).items()}
    weights = {
        name: array + random.normal(0, 0.02, array.shape).astype(np.float32)
        for name, array in weights.items()
    }
    assert {name: array.shape for name, array in weights.items()} == SHAPES
    _agree(weights, scenes[0])


def test_the_shipped_weights_in_numpy_equal_keras(scenes: tuple[np.ndarray, np.ndarray]) -> None:
    _agree(network.load().weights, scenes[0])


def _agree(weights: dict[str, np.ndarray], images: np.ndarray) -> None:
    ink = images.astype(np.float32) / 255
    answers = np.asarray(keras_network(weights)(ink[..., None]))
    for picture, answer in zip(ink, answers, strict=True):
        maps = Network(weights)(picture)
        np.testing.assert_allclose(maps.scores, sigmoid(answer[..., :10]), atol=1e-5)
        np.testing.assert_allclose(maps.boxes, boxes_of(answer[..., 10:]), rtol=1e-5, atol=1e-3)


def answer_to(rows: np.ndarray, off: float = 0.0, sure: float = 8.0) -> np.ndarray:
    """The answer (1, 24, 40, 14) that tells a sheet's digits, its boxes moved by `off` of their width."""
    answer = np.zeros((1, 24, 40, 14), np.float32)
    answer[..., :10] = -sure
    for label, x0, y0, x1, y1 in rows[rows[:, 0] >= 0]:
        column, row = int((x0 + x1) / 2 // CELL), int((y0 + y1) / 2 // CELL)
        answer[0, row, column, int(label)] = sure
        for down in range(24):
            for across in range(40):
                if abs(across - column) < 8 and abs(down - row) < 8:
                    answer[0, down, across, 10:] = [
                        (x0 + x1) / 2 / CELL - across - 0.5 + off * (x1 - x0) / CELL,
                        (y0 + y1) / 2 / CELL - down - 0.5,
                        np.log((x1 - x0) / UNIT),
                        np.log((y1 - y0) / UNIT),
                    ]
    return answer


def loss(rows: np.ndarray, answer: np.ndarray) -> float:
    return float(LOSS(rows[None], answer))


def test_the_loss_is_least_for_the_truth() -> None:
    rows = rows_of(np.array([4, 1]), np.array([[20, 30, 36, 54], [100, 20, 108, 48]]))
    right = loss(rows, answer_to(rows))
    assert right < 0.1
    other = rows.copy()
    other[0, 0] = 7
    assert loss(rows, answer_to(other)) > 5  # a wrong digit
    missed = rows.copy()
    missed[1, 0] = NONE
    assert loss(rows, answer_to(missed)) > right + 2
    assert loss(missed, answer_to(rows)) > right + 2  # one too many
    assert loss(rows, answer_to(rows, off=0.25)) == pytest.approx(right + 0.25, abs=0.02)


def test_digits_too_small_or_too_large_to_be_told_teach_nothing() -> None:
    small = rows_of(np.array([4]), np.array([[20, 30, 26, 39]]))  # 9 pixels
    silent = np.full((1, 24, 40, 14), -8.0, np.float32)
    assert loss(small, silent) == pytest.approx(0, abs=1e-3)
    bold = silent.copy()
    bold[0, 8, 5, 4] = 8  # in its middle
    assert loss(small, bold) == pytest.approx(0, abs=1e-3)
    bold[0, 20, 30, 4] = 8  # elsewhere
    assert loss(small, bold) > 5


def test_scenes_and_their_rows_fit_each_other(scenes: tuple[np.ndarray, np.ndarray]) -> None:
    images, rows = scenes
    assert images.shape == (4, 96, 160)
    assert images.dtype == np.uint8
    assert rows.shape == (4, MOST, 5)
    for picture, digits in zip(images, rows, strict=True):
        for _, x0, y0, x1, y1 in digits[digits[:, 0] >= 0].astype(int):
            assert picture[y0:y1, x0:x1].max() > 60


def test_a_few_steps_make_the_loss_smaller(scenes: tuple[np.ndarray, np.ndarray]) -> None:
    keras.utils.set_random_seed(1)
    made = detection_fit.build()
    made.compile(keras.optimizers.Adam(2e-3), loss=LOSS)
    ink, rows = scenes[0][..., None].astype(np.float32) / 255, scenes[1]
    before = made.evaluate(ink, rows, verbose=0)
    made.fit(ink, rows, epochs=4, batch_size=4, verbose=0)
    assert made.evaluate(ink, rows, verbose=0) < before
