"""The neuron and small networks of it: by hand, by Keras, by counting points, by trying everything."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.activations import CURVES
from dlplay.neuron import (
    answers,
    best_neuron,
    boundary,
    distance,
    forward,
    network,
    neuron,
    number_of_weights,
    place,
    positive_part,
    running_sums,
)
from dlplay.toy_data import TRUTH_TABLES

SIZES = (2, 3, 2, 1)
IN_KERAS = [name for name in CURVES if name not in ("step", "threshold")]  # threshold has no defaults there
WEIGHT = st.floats(-10, 10, allow_subnormal=False).map(lambda value: round(value, 3))


def test_a_neuron_worked_by_hand() -> None:
    # 1.2 * 1 + (-0.8) * 0.5 + 0.4 = 1.2 - 0.4 + 0.4 = 1.2; 1 / (1 + e^-1.2) = 1 / 1.301194 = 0.768525
    trace = forward([neuron((1.2, -0.8), 0.4, "sigmoid")], np.array([1.0, 0.5]))[0]
    np.testing.assert_allclose(trace.terms[:, 0], [1.2, -0.4])
    np.testing.assert_allclose(trace.z, [1.2])
    np.testing.assert_allclose(trace.a, [0.768525], atol=1e-6)
    np.testing.assert_allclose(running_sums(trace, 0.4), [0, 1.2, 0.8, 1.2])


@pytest.mark.parametrize(("w", "x", "b"), [(0.1, 3.0, -0.3), (-0.1, 3.0, 0.3), (0.7, 0.1, -0.07)])
def test_a_sum_that_is_zero_on_paper_is_zero(w: float, x: float, b: float) -> None:
    trace = forward([neuron((w,), b, "step")], np.array([x]))[0]
    assert trace.z.tolist() == [0.0]
    assert trace.a.tolist() == [1.0]


@pytest.mark.parametrize("name", IN_KERAS)
def test_a_network_gives_what_keras_gives_at_every_neuron(name: str) -> None:
    random = np.random.default_rng(7)
    weights = random.normal(size=number_of_weights(SIZES)) * (0.3 if name == "exponential" else 1)
    layers = network(SIZES, weights, name)
    x = np.vstack([random.uniform(-2, 2, (30, 2)), [(0, 0), (2, 2), (-2, -2)]])
    a = keras.ops.convert_to_tensor(x.astype("float32"))
    for layer, trace in zip(layers, forward(layers, x), strict=True):
        dense = keras.layers.Dense(len(layer.bias), activation=name)
        dense.build(a.shape)
        dense.set_weights([layer.kernel, layer.bias])
        # each layer starts from the same numbers, so that a rounding at a kink is not carried on
        a = dense(keras.ops.convert_to_tensor(trace.inputs.astype("float32")))
        np.testing.assert_allclose(trace.a, keras.ops.convert_to_numpy(a), rtol=2e-5, atol=2e-5)
        np.testing.assert_allclose(trace.z, trace.inputs @ layer.kernel + layer.bias, atol=1e-12)


@pytest.mark.parametrize("shape", [(2,), (5, 2), (3, 4, 2)])
def test_any_leading_axes_are_kept(shape: tuple[int, ...]) -> None:
    traces = forward(network(SIZES, np.ones(20), "tanh"), np.ones(shape))
    assert [trace.a.shape for trace in traces] == [(*shape[:-1], units) for units in SIZES[1:]]
    assert traces[1].terms.shape == (*shape[:-1], 3, 2)


@settings(max_examples=80)
@given(WEIGHT, WEIGHT, WEIGHT)
def test_the_two_sides_cut_the_square_where_the_sign_changes(w1: float, w2: float, b: float) -> None:
    positive, negative = positive_part((w1, w2), b, -3, 3), positive_part((-w1, -w2), -b, -3, 3)
    if not w1 and not w2 and not b:
        assert len(positive) == len(negative) == 4  # z = 0 everywhere lies on both sides
        return
    assert area(positive) + area(negative) == pytest.approx(36)
    along = (np.arange(300) + 0.5) / 50 - 3
    counted = (w1 * along[:, None] + w2 * along + b >= 0).mean()
    assert area(positive) / 36 == pytest.approx(counted, abs=0.01)


def area(corners: np.ndarray) -> float:
    """Of a polygon, by the shoelace formula."""
    if len(corners) < 3:
        return 0.0
    x, y = corners.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


@settings(max_examples=80)
@given(WEIGHT, WEIGHT, WEIGHT)
def test_the_boundary_is_where_z_is_zero_and_is_missing_only_where_it_is_out_of_sight(
    w1: float, w2: float, b: float
) -> None:
    ends = boundary((w1, w2), b, -3, 3)
    corners = [w1 * x + w2 * y + b for x, y in itertools.product((-3, 3), repeat=2)]
    scale = max(abs(w1), abs(w2), abs(b))
    if min(corners) < -1e-6 * scale and max(corners) > 1e-6 * scale:
        np.testing.assert_allclose(ends @ (w1, w2) + b, 0, atol=1e-8 * scale)
        assert np.abs(ends).max() <= 3 + 1e-9
        np.testing.assert_allclose((ends[1] - ends[0]) @ (w1, w2), 0, atol=1e-8 * scale)
    elif min(corners) > 1e-6 * scale or max(corners) < -1e-6 * scale:
        assert ends is None


def test_lines_that_a_reader_can_check() -> None:
    np.testing.assert_allclose(boundary((1, 0), -1, -3, 3), [(1, -3), (1, 3)])
    np.testing.assert_allclose(boundary((1, 1), 0, -3, 3), [(-3, 3), (3, -3)])
    assert boundary((1, 1), 7, -3, 3) is None
    assert boundary((0, 0), 1, -3, 3) is None
    assert boundary((0, 0), 0, -3, 3) is None
    assert distance((3, 4), 10) == 2.0
    assert distance((0, 0), 1) is None


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_every_number_has_its_place(layer: int) -> None:
    values = np.arange(number_of_weights(SIZES), dtype=float)
    dense = network(SIZES, values, "linear")[layer - 1]
    for (i, j), value in np.ndenumerate(dense.kernel):
        assert values[place(SIZES, layer, i, j)] == value
    for j, value in enumerate(dense.bias):
        assert values[place(SIZES, layer, None, j)] == value


def test_the_numbers_stand_in_the_order_of_keras() -> None:
    model = keras.Sequential(
        [keras.Input((2,)), *(keras.layers.Dense(units, activation="tanh") for units in SIZES[1:])]
    )
    values = np.random.default_rng(1).normal(size=number_of_weights(SIZES))
    assert model.count_params() == len(values)
    weights, rest = [], values
    for one in model.get_weights():
        weights.append(rest[: one.size].reshape(one.shape))
        rest = rest[one.size :]
    model.set_weights(weights)
    x = np.array([(0.3, -1.2), (2.0, 0.7)])
    np.testing.assert_allclose(
        forward(network(SIZES, values, "tanh"), x)[-1].a, keras.ops.convert_to_numpy(model(x)), atol=1e-6
    )


def test_wrong_sizes_are_told_with_what_was_received() -> None:
    with pytest.raises(ValueError, match=r"20 numbers for sizes \(2, 3, 2, 1\); its shape is \(3,\)"):
        network(SIZES, (1, 2, 3), "relu")
    with pytest.raises(ValueError, match=r"x has 3 features .* expects 2"):
        forward([neuron((1, 2), 0, "relu")], np.ones(3))


@pytest.mark.parametrize(("gate", "right"), [("and", 4), ("or", 4), ("not", 2), ("xor", 3)])
def test_the_search_finds_what_trying_one_by_one_finds(gate: str, right: int) -> None:
    inputs, targets = TRUTH_TABLES[gate]
    values = np.arange(-2, 2.25, 0.5)
    found = best_neuron(inputs, targets, values)
    tried = [
        sum(
            (sum(w * x for w, x in zip(numbers, row, strict=False)) + numbers[-1] >= 0) == target
            for row, target in zip(inputs.tolist(), targets.tolist(), strict=True)
        )
        for numbers in itertools.product(values, repeat=inputs.shape[1] + 1)
    ]
    assert (found.settings, found.right) == (len(tried), max(tried)) == (len(tried), right)
    layer = neuron(found.weights[:-1], found.weights[-1], "step")
    assert (answers([layer], inputs) == targets).sum() == right
    np.testing.assert_array_equal(answers([layer], inputs), forward([layer], inputs)[0].a[:, 0])
