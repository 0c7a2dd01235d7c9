"""Every activation against Keras, finite differences, its own LaTeX, and cases worked by hand."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.activations import ACTIVATIONS, CURVES, VECTOR_FUNCTIONS
from dlplay.activations.gates import normal_cdf
from dlplay.activations.saturation import FAINT, flat_regions
from tests.unit import latex

NOT_FUNCTIONS = {"get", "serialize", "deserialize"}
EXPORTED = {name for name in dir(keras.activations) if not name.startswith("_")} - NOT_FUNCTIONS
GRID = np.concatenate([np.linspace(-8, 8, 641), [-1e3, -100, -20, 20, 100, 1e3, -1e-9, 1e-9]])
EDGES = np.array([-np.inf, np.inf, -1e308, 1e308])
# every function as it is, and every parameter away from its default
CASES = [(name, {}) for name in CURVES] + [
    ("relu", {"negative_slope": 0.3}),
    ("relu", {"max_value": 2.0}),
    ("relu", {"max_value": 6.0, "negative_slope": 0.1, "threshold": 1.5}),
    ("relu", {"threshold": -1.0}),
    ("relu", {"threshold": -1.0, "max_value": 3.0}),
    ("relu", {"threshold": 4.0, "max_value": 2.0}),
    ("leaky_relu", {"negative_slope": 0.0}),
    ("leaky_relu", {"negative_slope": 0.5}),
    ("elu", {"alpha": 2.5}),
    ("elu", {"alpha": 0.0}),
    ("celu", {"alpha": 0.1}),
    ("celu", {"alpha": 3.0}),
    ("threshold", {"threshold": -2.0, "default_value": 1.5}),
    ("gelu", {"approximate": True}),
    ("squareplus", {"b": 0.5}),
    ("squareplus", {"b": 0.0}),
    ("soft_shrink", {"threshold": 0.0}),
    ("soft_shrink", {"threshold": 2.0}),
    ("hard_shrink", {"threshold": 0.0}),
    ("hard_shrink", {"threshold": 2.0}),
]
each_case = pytest.mark.parametrize(("name", "parameters"), CASES, ids=str)
in_keras = pytest.mark.parametrize(
    ("name", "parameters"), [case for case in CASES if ACTIVATIONS[case[0]].in_keras], ids=str
)
each_vector = pytest.mark.parametrize("name", VECTOR_FUNCTIONS)


def keras_pair(name: str, parameters: dict, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keras's value and gradient in float64."""
    filled = ACTIVATIONS[name].filled(parameters)
    point = tf.constant(x, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(point)
        y = getattr(keras.activations, name)(point, **filled)
    return np.asarray(y), np.asarray(tape.gradient(y, point))


def test_every_activation_that_keras_exports_is_here() -> None:
    assert len(EXPORTED) >= 32
    assert set(ACTIVATIONS) - {"step"} == EXPORTED
    assert set(CURVES) | set(VECTOR_FUNCTIONS) | {"swish", "hard_swish"} == set(ACTIVATIONS)
    for second, first in (("swish", "silu"), ("hard_swish", "hard_silu")):
        assert ACTIVATIONS[second] is ACTIVATIONS[first]
        assert getattr(keras.activations, second) is getattr(keras.activations, first)


def test_every_parameter_has_a_case_of_its_own() -> None:
    moved = {(name, parameter) for name, parameters in CASES for parameter in parameters}
    declared = {(name, one.name) for name in CURVES for one in ACTIVATIONS[name].parameters}
    assert moved == declared


@in_keras
def test_values_are_keras_s_even_at_infinity(name: str, parameters: dict) -> None:
    x = np.concatenate([GRID, EDGES])
    expected, _ = keras_pair(name, parameters, x)
    known = ~np.isnan(expected)  # Keras has NaN for some functions at infinity; a limit is given there
    if name == "squareplus":
        known &= np.abs(x) != 1e308  # Keras's x^2 overflows
    actual = ACTIVATIONS[name].function(x, **parameters)
    assert not np.isnan(actual).any()
    # TensorFlow keeps a slope, and gelu's sqrt(2), in float32; gelu is checked against erfc below
    precision = {"gelu": 1e-6, "leaky_relu": 1e-7, "relu": 1e-7}.get(name, 1e-12)
    np.testing.assert_allclose(actual[known], expected[known], rtol=precision, atol=1e-10)


@in_keras
def test_derivatives_are_keras_s_even_at_the_kinks(name: str, parameters: dict) -> None:
    x = GRID
    if name == "celu":
        x = x[x != 0]  # TensorFlow adds the derivatives of both sides there
    if name == "relu" and parameters:
        edges = (parameters.get("threshold", 0), parameters.get("max_value", np.inf), 0)
        x = x[~np.isin(x, edges)]  # Keras computes variants of relu in several ways, which differ at kinks
    if name == "squareplus" and parameters.get("b") == 0:
        x = x[x != 0]
    _, expected = keras_pair(name, parameters, x)
    precision = 1e-7 if name == "gelu" else 1e-11
    np.testing.assert_allclose(
        ACTIVATIONS[name].derivative(x, **parameters), expected, rtol=1e-7, atol=precision
    )


@each_case
def test_the_derivative_is_the_slope_of_the_function(name: str, parameters: dict) -> None:
    x = np.random.default_rng(3).uniform(-6, 6, 400)
    kinks = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6])
    x = x[np.abs(np.abs(x)[:, None] - kinks).min(axis=1) > 0.01]
    h = 1e-6
    one = ACTIVATIONS[name]
    slope = (one.function(x + h, **parameters) - one.function(x - h, **parameters)) / (2 * h)
    np.testing.assert_allclose(one.derivative(x, **parameters), slope, rtol=1e-6, atol=1e-8)


@each_case
def test_nothing_overflows_and_no_number_is_lost(name: str, parameters: dict) -> None:
    x = np.concatenate([GRID, EDGES, [0.0, -0.0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value = ACTIVATIONS[name].function(x, **parameters)
        slope = ACTIVATIONS[name].derivative(x, **parameters)
    assert not np.isnan(value).any()
    assert not np.isnan(slope).any()
    finite = np.abs(x) <= 1e3
    if name != "exponential":
        assert np.isfinite(value[finite]).all()
        assert np.isfinite(slope).all()


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 4), (0,), (3, 0)])
@pytest.mark.parametrize("name", CURVES)
def test_shape_stays_and_numbers_are_float64(name: str, shape: tuple[int, ...]) -> None:
    for x in (np.ones(shape), np.ones(shape, np.float32), np.ones(shape, int).tolist()):
        for rule in (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative):
            assert np.shape(rule(x)) == shape
            assert np.asarray(rule(x)).dtype == np.float64


@pytest.mark.parametrize("name", CURVES)
def test_the_input_is_left_alone(name: str) -> None:
    x = np.linspace(-2, 2, 5)
    ACTIVATIONS[name].function(x)[...] = 7
    np.testing.assert_array_equal(x, np.linspace(-2, 2, 5))


@each_case
def test_the_latex_comes_to_the_same_numbers(name: str, parameters: dict) -> None:
    one = ACTIVATIONS[name]
    numbers = one.filled(parameters)
    for x in np.round(np.linspace(-6, 6, 97), 3).tolist():
        piece = one.case_at(x, parameters)
        value, slope = float(one.function(x, **parameters)), float(one.derivative(x, **parameters))
        given = {**{key: one for key, one in numbers.items() if one is not None}, "x": x, "f": value}
        if piece.short:
            given["u"] = latex.value(piece.short.definition, **given)
            assert given["u"] == pytest.approx(float(piece.short.value(x)))
        assert latex.value(piece.value, **given) == pytest.approx(value, abs=2e-4)  # selu's 1.0507
        if not (name == "squareplus" and x == 0 == numbers["b"]):
            assert latex.value(piece.derivative, **given) == pytest.approx(slope, rel=1e-4, abs=1e-9)
        conditions = [other.condition for other in one.cases(parameters) if other.condition]
        true = [condition for condition in conditions if latex.holds(condition, **given)]
        assert true == ([piece.condition] if piece.condition else [])


@pytest.mark.parametrize("name", [*CURVES, *VECTOR_FUNCTIONS])
def test_the_keras_call_is_right(name: str) -> None:
    one = ACTIVATIONS[name]
    x = np.array([[-2.0, -0.3, 0.6, 3.0]])
    changed = {
        parameter.name: (not parameter.default if isinstance(parameter.default, bool) else 0.75)
        for parameter in one.parameters
    }
    for parameters in ({}, changed):
        called = np.asarray(eval(one.call(**parameters), {"keras": keras, "x": tf.constant(x)}))
        if name == "sparsemax":  # checked against the paper below
            continue
        np.testing.assert_allclose(called, one.function(x, **parameters), rtol=1e-6, atol=1e-12)
    assert ACTIVATIONS["leaky_relu"].call() == "keras.activations.leaky_relu(x)"
    assert ACTIVATIONS["elu"].call(alpha=2.0) == "keras.activations.elu(x, alpha=2.0)"
    assert "threshold=1.0" in ACTIVATIONS["threshold"].call()  # Keras has no default for it


@pytest.mark.parametrize(
    ("name", "x", "value", "slope"),
    [
        ("sigmoid", math.log(3), 3 / 4, 3 / 16),  # 1 / (1 + 1/3)
        ("tanh", math.log(2), 3 / 5, 16 / 25),  # (2 - 1/2) / (2 + 1/2)
        ("softplus", math.log(3), math.log(4), 3 / 4),
        ("silu", math.log(3), 0.75 * math.log(3), 0.75 + math.log(3) * 3 / 16),
        ("log_sigmoid", -math.log(3), -math.log(4), 3 / 4),
        ("mish", 0.0, 0.0, 3 / 5),  # tanh(ln 2)
        ("gelu", 1.0, 0.8413447460685429, 0.8413447460685429 + 0.24197072451914337),  # tables of Phi and phi
        ("softsign", -3.0, -3 / 4, 1 / 16),
        ("squareplus", 1.5, 2.0, 0.8),  # sqrt(2.25 + 4) = 2.5
        ("hard_silu", 1.5, 1.125, 1.0),
        ("hard_sigmoid", 1.5, 0.75, 1 / 6),
        ("sparse_plus", 0.0, 0.25, 0.5),
        ("elu", -math.log(2), -0.5, 0.5),
        ("relu", -3.0, 0.0, 0.0),
        ("relu", 0.0, 0.0, 0.0),
        ("relu6", 7.0, 6.0, 0.0),
        ("leaky_relu", -2.0, -0.4, 0.2),
        ("tanh_shrink", math.log(2), math.log(2) - 3 / 5, 9 / 25),
        ("soft_shrink", -2.0, -1.5, 1.0),
        ("hard_shrink", 0.5, 0.0, 0.0),
        ("step", 0.0, 1.0, 0.0),
        ("step", -1e-9, 0.0, 0.0),
    ],
)
def test_by_hand(name: str, x: float, value: float, slope: float) -> None:
    assert float(ACTIVATIONS[name].function(x)) == pytest.approx(value, abs=1e-15)
    assert float(ACTIVATIONS[name].derivative(x)) == pytest.approx(slope, abs=1e-15)


def test_the_normal_distribution_is_exact() -> None:
    x = np.concatenate([np.linspace(-40, 40, 20001), [-np.inf, np.inf]])
    expected = np.array([0.5 * math.erfc(-one / math.sqrt(2)) for one in x])
    np.testing.assert_allclose(normal_cdf(x), expected, rtol=0, atol=1e-15)
    assert np.isnan(normal_cdf(np.nan))


def test_tails_keep_their_digits() -> None:
    # where 1 - f or x + sqrt(x^2 + b) would round to 0
    assert float(ACTIVATIONS["sigmoid"].derivative(50.0)) == pytest.approx(math.exp(-50), rel=1e-12)
    assert float(ACTIVATIONS["tanh"].derivative(-30.0)) == pytest.approx(4 * math.exp(-60), rel=1e-12)
    assert float(ACTIVATIONS["squareplus"].function(-1e9)) == pytest.approx(1e-9, rel=1e-12)
    assert float(ACTIVATIONS["log_sigmoid"].function(50.0)) == pytest.approx(-math.exp(-50), rel=1e-12)
    assert float(ACTIVATIONS["gelu"].function(-8.0)) == pytest.approx(
        -4 * math.erfc(8 / math.sqrt(2)), rel=1e-9
    )


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "glu"])
@pytest.mark.parametrize("shape", [(4,), (3, 6), (2, 3, 8)])
def test_vector_functions_are_keras_s_with_their_gradient(name: str, shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(0)
    x = 5 * random.normal(size=shape)
    point = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(point)
        y = getattr(keras.activations, name)(point)
    gradient = random.normal(size=y.shape)
    np.testing.assert_allclose(ACTIVATIONS[name].function(x), y, rtol=1e-12, atol=1e-14)
    expected = tape.gradient(y, point, output_gradients=tf.constant(gradient))
    np.testing.assert_allclose(ACTIVATIONS[name].backward(x, gradient), expected, rtol=1e-9, atol=1e-12)


@each_vector
def test_the_jacobian_and_its_diagonal_are_the_slopes(name: str) -> None:
    one = ACTIVATIONS[name]
    x = np.array([0.9, 0.2, 0.6, -1.7])
    h = 1e-6
    columns = [(one.function(x + h * unit) - one.function(x - h * unit)) / (2 * h) for unit in np.eye(4)]
    jacobian = np.stack(columns, axis=1)
    np.testing.assert_allclose(one.jacobian(x), jacobian, atol=1e-8)
    own = np.diag(jacobian) if name != "glu" else np.r_[np.diag(jacobian[:, :2]), np.diag(jacobian[:, 2:])]
    np.testing.assert_allclose(one.derivative(x), own, atol=1e-8)
    assert one.derivative(np.stack([x, x])).shape == (2, 4)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "sparsemax"])
def test_large_logits_are_no_trouble(name: str) -> None:
    x = np.array([[1e3, 0, -1e3], [1e308, -1e308, 0], [0, 0, 0], [-np.inf, 0, 1]])
    with np.errstate(over="raise", invalid="raise"):
        y = ACTIVATIONS[name].function(x)
    p = np.exp(y) if name == "log_softmax" else y
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    np.testing.assert_array_equal(p[0], [1, 0, 0])
    assert p[3, 0] == 0


def test_sparsemax_is_the_nearest_point_of_the_simplex() -> None:
    random = np.random.default_rng(5)
    x = random.normal(size=(200, 6)) * random.choice([0.1, 1.0, 4.0], size=(200, 1))
    low, high = x.min(axis=1) - 1, x.max(axis=1)  # tau by bisection: the sum falls as tau grows
    for _ in range(200):
        tau = (low + high) / 2
        too_much = np.maximum(x - tau[:, None], 0).sum(axis=1) > 1
        low, high = np.where(too_much, tau, low), np.where(too_much, high, tau)
    np.testing.assert_allclose(
        ACTIVATIONS["sparsemax"].function(x), np.maximum(x - low[:, None], 0), atol=1e-12
    )
    np.testing.assert_allclose(
        ACTIVATIONS["sparsemax"].function([0.1, 0.2, 0.3, 0.4, 0.5]), [0, 0.1, 0.2, 0.3, 0.4]
    )
    np.testing.assert_allclose(ACTIVATIONS["sparsemax"].function([1.0, 0.5]), [0.75, 0.25])  # tau = 1/4


def test_keras_s_sparsemax_agrees_where_one_output_is_positive_and_is_wrong_where_two_are() -> None:
    sure = np.array([[3.0, 1.0, -2.0]])
    np.testing.assert_allclose(keras.activations.sparsemax(sure), ACTIVATIONS["sparsemax"].function(sure))
    # when this fails, Keras is mended: take the word about it off the page, and its snippet with it
    assert float(np.sum(keras.activations.sparsemax(np.array([[1.0, 0.5]])))) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("name", "x", "parameters", "error", "words"),
    [
        ("glu", np.ones((2, 3)), {}, ValueError, r"even.*\(2, 3\)"),
        ("softmax", 1.0, {}, ValueError, "last axis.*1.0"),
        ("relu", 1.0, {"alpha": 2.0}, TypeError, "alpha.*negative_slope"),
        ("celu", 1.0, {"alpha": 0.0}, ValueError, "alpha is 0.0"),
        ("squareplus", 1.0, {"b": -1.0}, ValueError, "b is -1.0"),
    ],
)
def test_errors_name_the_argument_and_the_value(name, x, parameters, error, words: str) -> None:
    with pytest.raises(error, match=words):
        ACTIVATIONS[name].function(x, **parameters)


def test_flat_regions_by_hand() -> None:
    # sigmoid' = s (1 - s) = 1/20 at s = (1 - sqrt(0.8)) / 2, x = ln(s / (1 - s)) = -2.887
    left, right = flat_regions(ACTIVATIONS["sigmoid"], -6, 6)
    s = (1 - math.sqrt(1 - 4 * FAINT)) / 2
    assert left.end == pytest.approx(math.log(s / (1 - s)), abs=0.01)
    assert right.start == pytest.approx(-left.end, abs=0.01)
    assert (left.dead, right.dead) == (False, False)
    assert flat_regions(ACTIVATIONS["relu"], -6, 6) == [(-6, 0, True)]
    assert flat_regions(ACTIVATIONS["linear"], -6, 6) == []
    assert flat_regions(ACTIVATIONS["step"], -6, 6) == [(-6, 6, True)]
