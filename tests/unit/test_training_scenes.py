"""Random sheets to train on: repeatable, bounded, of many sizes, true about themselves."""

import numpy as np
import pytest

from dlplay.digits.mnist import load_test_digits
from dlplay.scenes import GROUND, Scene, pen_glyph
from dlplay.training.pen_strokes import Writer
from dlplay.training.scenes import Digits, Habits, straight, training_scene


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


def test_a_straight_1_is_upright_or_leans_a_little_and_is_hardly_bent() -> None:
    random = np.random.default_rng(3)
    for _ in range(50):
        line = straight(random)
        assert line[0, 1] == 0
        assert line[-1, 1] == 1
        chord = line[0] + np.linspace(0, 1, len(line))[:, None] * (line[-1] - line[0])
        assert np.abs(line - chord).max() < 0.08
        assert -30 < np.degrees(np.arctan2(line[-1, 0] - line[0, 0], 1)) < 15


def test_sheets_seen_from_too_near_hold_parts_of_writing_and_no_digit(digits: Digits) -> None:
    near = Habits(near=1.0, huge_heights=(66.0, 230.0), pens=(0.03, 0.06))
    made = [training_scene(np.random.default_rng(seed), digits, habits=near) for seed in range(20)]
    assert not sum(len(one.labels) for one in made)
    assert {int(one.mask.max()) for one in made} == {GROUND}
    assert sum(one.image.max() > 0.5 for one in made) > 15


def test_a_pen_s_digits_are_bare_1s_as_often_as_they_shall_be(digits: Digits) -> None:
    bare = Digits(digits.pictures, digits.labels, digits.writer, pen=1.0)
    made = [
        training_scene(np.random.default_rng(seed), bare, huge=False, habits=Habits(straight=0.5))
        for seed in range(40)
    ]
    labels = np.concatenate([one.labels for one in made])
    assert 0.45 < (labels == 1).mean() < 0.65
