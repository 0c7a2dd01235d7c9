"""Arithmetic of the family of digit readers: counts, pruning, rounding and calibration, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlplay.digits import network
from dlplay.digits.family import counts, pruning, rounding
from dlplay.digits.family.architecture import ARCHITECTURES, shapes, work
from dlplay.digits.family.measures import Bin, calibration_error, reliability
from dlplay.digits.mnist import load_test_digits

# --- counts


def test_multiply_adds_by_hand() -> None:
    conv, dense, output = work(ARCHITECTURES["textbook"])
    assert (conv.places, conv.weights, conv.biases) == (26 * 26, 3 * 3 * 1 * 32, 32)
    assert (dense.places, dense.weights) == (1, 13 * 13 * 32 * 128)
    assert output.multiply_adds == 128 * 10
    layers = ARCHITECTURES["textbook"]
    assert counts.multiply_adds(layers) == 26 * 26 * 9 * 32 + 13 * 13 * 32 * 128 + 1280 == 888_192
    weights = {name: np.zeros(shape) for name, shape in shapes(layers).items()}
    weights["conv_kernel"][0, 0, 0, :3] = 1
    weights["dense_kernel"][:5, 0] = 1
    weights["dense_bias"][0] = 1
    assert counts.multiply_adds_nonzero(layers, weights) == 3 * 26 * 26 + 5
    assert counts.nonzero(weights) == 3 + 5 + 1


@pytest.mark.parametrize("key", ARCHITECTURES)
def test_parameters_are_the_sizes_of_the_arrays(key: str) -> None:
    layers = ARCHITECTURES[key]
    assert counts.parameters(layers) == sum(np.prod(shape) for shape in shapes(layers).values())
    assert shapes(ARCHITECTURES["textbook"]) == network.SHAPES


def test_pruning_takes_the_least_of_the_largest_kernel_and_nothing_else() -> None:
    weights = {
        "a_kernel": np.array([[0.1, -0.5], [2, -0.05]]),
        "a_bias": np.array([0.01, 0]),
        "b_kernel": np.array([[-0.3], [0.4]]),
    }
    half = pruning.pruned(weights, 0.5)  # of six weights
    assert half["a_kernel"].tolist() == [[0, 0], [2, 0]]
    assert half["b_kernel"] is weights["b_kernel"]
    assert half["a_bias"] is weights["a_bias"]
    with pytest.raises(ValueError, match="4 zeros do not leave a weight of a_kernel, which has 4"):
        pruning.pruned(weights, 0.7)


# --- rounding


def test_rounding_by_hand() -> None:
    kernel = np.array([[0.3, -4], [-1, 1], [0.6, 0]], np.float32)
    whole, scale = rounding.levels(kernel, 3)  # Q = 3
    assert whole.tolist() == [[1, -3], [-3, 1], [2, 0]]
    np.testing.assert_allclose(scale, [1 / 3, 4 / 3])
    whole, scale = rounding.levels(kernel, 1)
    assert whole.tolist() == [[1, -1], [-1, 1], [1, 1]]
    np.testing.assert_allclose(scale, [1.9 / 3, 5 / 3], rtol=1e-6)
    both = {"a_kernel": kernel, "a_bias": np.ones(2, np.float32)}
    np.testing.assert_allclose(rounding.rounded(both, 2)["a_kernel"], [[0, -4], [-1, 0], [1, 0]])
    assert rounding.rounded(both, 2)["a_bias"] is both["a_bias"]
    assert rounding.size(both, 3) == 3 + 2 * 4 + 2 * 4  # 18 bits, two scales, two biases


KERNELS = arrays(np.float32, (4, 3), elements=st.floats(-8, 8, width=16))


@given(KERNELS, st.sampled_from(rounding.BITS))
def test_rounded_weights_have_few_values_and_lie_near(kernel: np.ndarray, bits: int) -> None:
    whole, scale = rounding.levels(kernel, bits)
    assert all(len(np.unique(column)) <= 2**bits for column in whole.T)
    if bits > 1:
        assert np.abs(whole).max() <= 2 ** (bits - 1) - 1
        assert (np.abs(whole * scale - kernel) <= scale / 2 + 1e-5).all()
        again, _ = rounding.levels(whole * scale, bits)
        np.testing.assert_array_equal(again, whole)
    else:  # of all s sign(W) the nearest
        errors = [np.square(kernel - factor * scale * whole).sum() for factor in (0.9, 1, 1.1)]
        assert errors[1] <= min(errors) + 1e-5


@pytest.mark.parametrize("bits", [0, 9, -1, 2.5])
def test_another_number_of_bits_is_refused(bits: float) -> None:
    with pytest.raises(ValueError, match="bits must be from 1 to 8"):
        rounding.levels(np.ones((2, 2)), bits)  # type: ignore[arg-type]


def test_eight_readers_of_one_drawing_answer_as_their_rounded_weights_do() -> None:
    picture, weights = load_test_digits()[0][0] / np.float32(255), network.load().weights
    for bits, found in rounding.answers(picture).items():
        expected = network.Network(rounding.rounded(weights, bits))(picture).probabilities
        np.testing.assert_allclose(found, expected, atol=1e-6)
    sizes = [rounding.size(weights, bits) for bits in rounding.BITS]
    assert sizes == sorted(sizes, reverse=True)


# --- calibration


def test_calibration_by_hand() -> None:
    sure = np.array([[0.9, 0.1], [0.9, 0.1], [0.45, 0.55], [0.2, 0.8]])
    found = reliability(sure, np.array([0, 1, 1, 1]), bins=2)
    assert found == (Bin(0, 0, 0), Bin(4, pytest.approx(0.7875), 0.75))
    assert calibration_error(found) == pytest.approx(0.0375)
    found = reliability(sure, np.array([0, 1, 1, 1]), bins=10)
    assert [one.total for one in found] == [0, 0, 0, 0, 0, 1, 0, 1, 2, 0]
    # 1/4 |1 - 0.55| + 1/4 |1 - 0.8| + 2/4 |0.5 - 0.9|
    assert calibration_error(found) == pytest.approx(0.3625)


def test_a_confidence_of_1_lies_in_the_last_bin() -> None:
    found = reliability(np.eye(10), np.arange(10))
    assert found[-1] == Bin(10, 1, 1)
    assert calibration_error(found) == 0
