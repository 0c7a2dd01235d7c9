"""Distortions against Pillow, and against cases by hand; what holds for all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dlplay.digits import classify, distort
from dlplay.digits.distort import DISTORTIONS, Distortion
from dlplay.digits.mnist import load_test_digits


def digit(number: int = 0) -> np.ndarray:
    return load_test_digits()[0][number] / 255


def dot(row: int = 10, column: int = 12) -> np.ndarray:
    picture = np.zeros((28, 28))
    picture[row, column] = 1
    return picture


def turned(strengths: list[float], name: str, picture: np.ndarray) -> np.ndarray:
    return DISTORTIONS[name].apply(picture, np.array(strengths))


@pytest.mark.parametrize("one", DISTORTIONS.values(), ids=DISTORTIONS)
def test_at_its_neutral_strength_the_picture_is_as_it_was(one: Distortion) -> None:
    assert one.neutral in one.strengths
    assert (one.strengths[0], one.strengths[-1]) == (one.low, one.high)
    np.testing.assert_allclose(one.apply(digit(), np.array([one.neutral]))[0], digit(), atol=1e-6)


@given(st.sampled_from(list(DISTORTIONS)), st.integers(0, 2**32 - 1), st.data())
def test_every_strength_of_every_distortion_gives_a_picture(
    name: str, seed: int, data: st.DataObject
) -> None:
    one = DISTORTIONS[name]
    strengths = np.array(data.draw(st.lists(st.floats(one.low, one.high), min_size=1, max_size=4)))
    picture = np.random.default_rng(seed).uniform(size=(28, 28)).round(seed % 3)
    found = one.apply(picture, strengths)
    assert found.shape == (len(strengths), 28, 28)
    assert found.dtype == np.float32
    assert found.min() >= 0
    assert found.max() <= 1


def test_a_shift_by_hand() -> None:
    right, half, left = turned([3, 0.5, -14], "shift", dot())
    np.testing.assert_allclose(right, dot(10, 15), atol=1e-7)
    np.testing.assert_allclose(half, (dot(10, 12) + dot(10, 13)) / 2, atol=1e-7)
    assert not left.any()  # it has left the picture


def test_quarter_turns_are_anticlockwise_and_exact() -> None:
    for quarters, found in enumerate(turned([0, 90, 180, 270], "rotate", digit())):
        np.testing.assert_allclose(found, np.rot90(digit(), quarters), atol=1e-5)


@pytest.mark.parametrize("degrees", [-130, -35, 15, 60])
def test_a_rotation_is_pillow_s(degrees: int) -> None:
    expected = Image.fromarray(digit().astype(np.float32)).rotate(degrees, Image.Resampling.BILINEAR)
    (found,) = turned([degrees], "rotate", digit())
    np.testing.assert_allclose(found, np.asarray(expected), atol=1e-3)


@pytest.mark.parametrize("side", [14, 20, 42])
def test_a_scale_is_pillow_s_resize(side: int) -> None:
    picture = np.pad(digit()[4:24, 4:24], 4).astype(np.float32)  # Pillow knows no paper beyond the edges
    wide = np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BILINEAR))
    (found,) = turned([side / 28], "scale", picture)
    away = (28 - side) // 2
    expected = np.pad(wide, away) if away > 0 else wide[-away : side + away, -away : side + away]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_a_blur_is_a_gaussian_s_weighted_mean() -> None:
    (found,) = turned([1.5], "blur", dot(14, 13))
    away = np.hypot(*np.ogrid[-14:14, -13:15])
    expected = np.exp(-(away**2) / (2 * 1.5**2))
    np.testing.assert_allclose(found, expected / expected.sum(), atol=1e-6)


def test_thicker_and_thinner_by_hand() -> None:
    cross = dot() + dot(9) + dot(11) + dot(10, 11) + dot(10, 13)
    thick, half = turned([1, 0.5], "thicken", dot())
    np.testing.assert_allclose(thick, cross + (2 - np.sqrt(2)) * _corners(), atol=1e-6)
    np.testing.assert_allclose(half, dot() + (cross - dot()) / 2 + (1.5 - np.sqrt(2)) * _corners(), atol=1e-6)
    (thin,) = turned([-1], "thicken", cross + _corners())  # of a square of 3 x 3 the middle is left
    np.testing.assert_allclose(thin, dot(), atol=1e-6)


def _corners() -> np.ndarray:
    return dot(9, 11) + dot(9, 13) + dot(11, 11) + dot(11, 13)


def test_noise_is_as_large_as_it_says_and_the_same_again() -> None:
    grey = np.full((28, 28), 0.5)
    small, large = turned([0.05, 0.1], "noise", grey) - 0.5
    assert small.std() == pytest.approx(0.05, rel=0.1)
    np.testing.assert_allclose(large, 2 * small, atol=1e-6)  # none of it is cut yet
    np.testing.assert_array_equal(turned([0.05], "noise", grey)[0] - 0.5, small)
    assert (distort.noise(grey, np.array([0.05]), seed=1)[0] - 0.5 != small).mean() > 0.9


def test_inversion_changes_ink_and_paper() -> None:
    half, whole = turned([0.5, 1], "invert", digit())
    np.testing.assert_allclose(half, 0.5, atol=1e-6)
    np.testing.assert_allclose(whole, 1 - digit(), atol=1e-6)


def test_the_reader_takes_back_a_shift_and_a_size_but_no_turn() -> None:
    """What the page says of it; it gets the spoiled digits as drawings ten times as large."""
    pictures, digits = (one[:30] for one in load_test_digits())

    def right(name: str, strength: float) -> float:
        spoiled = [turned([strength], name, picture / 255)[0] for picture in pictures]
        drawings = [
            Image.fromarray(np.rint(255 - 255 * one).astype(np.uint8)).resize((280, 280)) for one in spoiled
        ]
        read = [classify(np.asarray(one), paper=255).label for one in drawings]
        return float(np.mean(read == digits))

    assert min(right("shift", 6), right("shift", -5), right("scale", 0.6)) > 0.9
    assert right("rotate", 40) < 0.8
