"""Random sheets to train on: repeatable, bounded, of many sizes, true about themselves."""

import numpy as np
import pytest

from dlplay.digits.mnist import load_test_digits
from dlplay.scenes import GROUND, Scene, pen_glyph
from dlplay.training.pen_strokes import Writer
from dlplay.training.scenes import Digits, training_scene


@pytest.fixture(scope="module")
def digits() -> Digits:
    pictures, labels = load_test_digits()
    return Digits(pictures[:200], labels[:200], Writer())


@pytest.fixture(scope="module")
def sheets(digits: Digits) -> list[Scene]:
    random = np.random.default_rng(5)
    return [training_scene(random, digits) for _ in range(60)]


def test_sheets_are_ink_in_0_to_1_and_repeat_with_their_seed(digits: Digits, sheets: list[Scene]) -> None:
    for one in sheets:
        assert one.image.shape == (96, 160)
        assert one.image.dtype == np.float32
        assert 0 <= one.image.min() <= one.image.max() <= 1
    again = training_scene(np.random.default_rng(5), digits)
    np.testing.assert_array_equal(again.image, sheets[0].image)
    np.testing.assert_array_equal(again.boxes, sheets[0].boxes)


def test_they_hold_every_digit_from_small_to_large_and_some_sheets_hold_none(sheets: list[Scene]) -> None:
    heights = np.concatenate([one.boxes[:, 3] - one.boxes[:, 1] for one in sheets])
    assert np.quantile(heights, 0.05) < 14
    assert np.quantile(heights, 0.95) > 30
    assert set(np.concatenate([one.labels for one in sheets])) == set(range(10))
    assert min(len(one.labels) for one in sheets) == 0


def test_every_box_holds_pixels_of_its_digit(sheets: list[Scene]) -> None:
    for one in sheets:
        for (x0, y0, x1, y1), label in zip(one.boxes.astype(int), one.labels, strict=True):
            assert (one.mask[y0:y1, x0:x1] == label).any()
        outside = np.ones(one.mask.shape, bool)
        for x0, y0, x1, y1 in one.boxes.astype(int):
            outside[y0:y1, x0:x1] = False
        assert (one.mask[outside] == GROUND).all()


@pytest.mark.parametrize("height", [8, 20, 60])
def test_strokes_are_drawn_as_tall_as_asked_for(height: float) -> None:
    stem = [np.array([[0.0, 0.0], [3.0, 90.0]])]
    assert abs(pen_glyph(stem, 1, height, 0.1).ink.shape[0] - height) <= 1.5
    assert pen_glyph([np.array([[0.0, 0.0], [90.0, 0.0]])], None, height, 0.1).ink.shape[1] <= 3.5 * height
    assert pen_glyph([np.array([[5.0, 5.0]])], None, height, 0.1).label is None  # a dot
