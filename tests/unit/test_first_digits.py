"""The first digits of MNIST, read without the others."""

import numpy as np

from dlplay.digits.first_digits import OF_EACH, first_digits
from dlplay.digits.mnist import load_mnist


def test_they_are_the_first_of_each_class() -> None:
    mnist, first = load_mnist(), first_digits()
    for digit in range(10):
        expected = mnist.x_train[np.flatnonzero(mnist.y_train == digit)[:OF_EACH]]
        assert np.array_equal(first.digits.x_train[first.digits.y_train == digit], expected)
    assert len(first.digits.x_train) == 10 * OF_EACH


def test_it_is_told_how_many_there_are() -> None:
    assert first_digits().available.tolist() == np.bincount(load_mnist().y_train).tolist()
    assert first_digits().available.sum() == 60_000
