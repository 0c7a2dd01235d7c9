"""The data lab: how many digits of each class, which labels are wrong, what the noise does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.digits.lab import Lab
from dlplay.digits.mnist import Mnist, load_mnist, load_test_digits

FEW = (20, 0, 10, 10, 10, 10, 10, 10, 10, 10)


@pytest.fixture(scope="module")
def mnist() -> Mnist:
    return load_mnist()


@pytest.fixture(scope="module")
def small() -> Mnist:
    """300 digits, 30 of each class, so that examples are quick."""
    random = np.random.default_rng(0)
    pictures = random.integers(256, size=(300, 28, 28), dtype=np.uint8)
    return Mnist(pictures, np.tile(np.arange(10, dtype=np.uint8), 30), pictures[:1], np.zeros(1, np.uint8))


def test_the_most_of_each_class_is_all_of_mnist(mnist) -> None:
    pictures, labels = Lab(counts=(6742,) * 10).training_set(mnist)
    np.testing.assert_array_equal(pictures, mnist.x_train)
    np.testing.assert_array_equal(labels, mnist.y_train)


def test_each_class_has_its_number_and_they_are_the_first(mnist) -> None:
    pictures, labels = Lab(counts=FEW).training_set(mnist)
    assert np.bincount(labels, minlength=10).tolist() == list(FEW)
    np.testing.assert_array_equal(pictures[labels == 0], mnist.x_train[mnist.y_train == 0][:20])


@settings(max_examples=20)
@given(share=st.floats(0, 1), seed=st.integers(0, 2**31 - 1))
def test_just_the_share_of_labels_is_wrong(small, share, seed) -> None:
    _, labels = Lab(flipped=share, seed=seed).training_set(small)
    assert (labels != small.y_train).sum() == round(share * 300)
    assert labels.max() < 10


def test_wrong_labels_are_any_of_the_nine_others(mnist) -> None:
    _, labels = Lab(counts=(0, 0, 0, 6742, *[0] * 6), flipped=1.0).training_set(mnist)
    times = np.bincount(labels, minlength=10)
    assert times[3] == 0
    # 6,131 draws of nine: the deviation of each count is sqrt(6131 * 8/81) = 25
    np.testing.assert_allclose(np.delete(times, 3), 6131 / 9, atol=125)


def test_noise_has_its_standard_deviation_and_spares_the_data_it_came_from(small) -> None:
    grey = Mnist(np.full((300, 28, 28), 128, np.uint8), small.y_train, small.x_test, small.y_test)
    pictures, labels = Lab(noise=0.1).training_set(grey)
    assert pictures.std() == pytest.approx(25.5, abs=0.1)
    assert pictures.mean() == pytest.approx(127.5, abs=0.2)  # a cut to whole numbers takes half a step
    assert (grey.x_train == 128).all()
    np.testing.assert_array_equal(labels, small.y_train)
    assert np.abs(np.corrcoef(pictures.reshape(300, -1))[np.triu_indices(300, 1)]).max() < 0.25


def test_shuffled_pixels_are_the_same_pixels_in_one_order_for_all(small) -> None:
    lab = Lab(shuffled=True, seed=5)
    shown = lab.shown(small.x_train)
    flat, before = shown.reshape(300, -1), small.x_train.reshape(300, -1)
    np.testing.assert_array_equal(np.sort(flat), np.sort(before))
    np.testing.assert_array_equal(flat[:, np.argsort(lab.permutation)], before)
    assert (lab.permutation != np.arange(784)).mean() > 0.9
    np.testing.assert_array_equal(lab.shown(small.x_train[:1] / 255.0), shown[:1] / 255.0)
    assert Lab().shown(small.x_train) is small.x_train


def test_augmented_digits_stay_near_what_they_were(mnist) -> None:
    digits = mnist.x_train[:200]
    augmented = Lab(augmented=True).augment(digits, np.random.default_rng(0))
    assert augmented.dtype == np.uint8
    assert (augmented != digits).any(axis=(1, 2)).all()
    ink, before = augmented.sum(axis=(1, 2), dtype=float), digits.sum(axis=(1, 2), dtype=float)
    np.testing.assert_allclose(ink / before, 1, atol=0.5)
    again = np.array(
        [np.corrcoef(one.ravel(), other.ravel())[0, 1] for one, other in zip(augmented, digits, strict=True)]
    )
    assert again.mean() > 0.7


def test_the_same_seed_gives_the_same_set_and_another_another(small) -> None:
    def made(seed):
        return Lab(flipped=0.5, noise=0.2, seed=seed).training_set(small)

    for one, same in zip(made(7), made(7), strict=True):
        np.testing.assert_array_equal(one, same)
    for one, other in zip(made(7), made(8), strict=True):
        assert (one != other).any()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"counts": (0,) * 10}, r"counts must leave some digits, got \(0, 0"),
        ({"counts": (9,) * 10}, "counts must be 0 or 10 to 6742 each, got 9"),
        ({"counts": (7000,) * 10}, "counts must be 0 or 10 to 6742 each, got 7000"),
        ({"counts": (100,)}, "counts must have 10 numbers, got 1"),
        ({"flipped": 1.5}, r"flipped must be from 0 to 1, got 1\.5"),
        ({"noise": float("nan")}, "noise must be from 0 to 1, got nan"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_value(wrong, message) -> None:
    with pytest.raises(ValueError, match=message):
        Lab(**wrong)


def test_the_test_digits_alone_are_those_of_mnist(mnist) -> None:
    pictures, digits = load_test_digits()
    np.testing.assert_array_equal(pictures, mnist.x_test)
    np.testing.assert_array_equal(digits, mnist.y_test)
