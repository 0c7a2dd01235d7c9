"""Every optimizer against Keras step by step; its written formula against what it computes; cases by hand."""

from collections.abc import Iterator

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlplay.optimizers import OPTIMIZERS, Optimizer
from tests.unit import latex

EVERY = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
LEFT_OUT = {
    "Ftrl",
    "Adafactor",
    "Lamb",
    "Muon",
    "ScheduleFreeAdamW",
    "LossScaleOptimizer",
    "MultiOptimizer",
    "Optimizer",  # the base class
    "OptimizerMap",  # a table of names
}
VARIANTS = {  # sums of powers of 2, which Keras's rounding to float32 leaves as they are
    "sgd": [{"learning_rate": 0.25}],
    "momentum": [{"learning_rate": 0.125, "momentum": 0.5}, {"learning_rate": 0.0625, "momentum": 0.9375}],
    "nesterov": [{"learning_rate": 0.125, "momentum": 0.5}, {"learning_rate": 0.0625, "momentum": 0.9375}],
    "lion": [{"learning_rate": 0.125, "beta_1": 0.5, "beta_2": 0.875}],
    "adagrad": [
        {"learning_rate": 0.5, "initial_accumulator_value": 0.0},
        {"learning_rate": 2.0, "epsilon": 0.5},
    ],
    "adadelta": [{"learning_rate": 1.0, "rho": 0.5}, {"learning_rate": 2.0, "epsilon": 2**-10}],
    "rmsprop": [
        {"learning_rate": 0.0625, "rho": 0.96875},
        {"learning_rate": 0.125, "rho": 0.0, "epsilon": 0.125},
    ],
    "adam": [
        {"learning_rate": 0.125, "beta_1": 0.5, "beta_2": 0.875},
        {"learning_rate": 0.25, "beta_1": 0.0, "beta_2": 0.5, "epsilon": 0.125},
    ],
    "adamw": [
        {"learning_rate": 0.125, "weight_decay": 0.5, "beta_1": 0.5, "beta_2": 0.875},
        {"learning_rate": 0.25, "weight_decay": 0.0, "beta_1": 0.75, "beta_2": 0.9375},
    ],
    "adamax": [{"learning_rate": 2**-6, "beta_1": 0.5, "beta_2": 0.875}, {"epsilon": 0.125}],
    "nadam": [{"learning_rate": 2**-6, "beta_1": 0.5, "beta_2": 0.875}, {"epsilon": 0.125}],
}
CASES = [
    pytest.param(optimizer, one, id=f"{name}-{one}")
    for name, optimizer in OPTIMIZERS.items()
    for one in ({}, *VARIANTS[name])
]


@pytest.fixture
def double() -> Iterator[None]:
    """Keras in float64."""
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


def slope(w: np.ndarray, step: int) -> np.ndarray:
    """A gradient of any shape of weights: a curved valley, pushed about a little."""
    scale = np.linspace(0.1, 3, w.size).reshape(w.shape)
    return scale * w + 0.3 * np.sin(3 * w) + 0.05 * np.cos(step + 7 * scale)


def test_every_optimizer_that_keras_exports_is_here_or_left_out_for_a_reason() -> None:
    exported = {name for name in dir(keras.optimizers) if name[0].isupper()}
    here = {one.keras_class for one in OPTIMIZERS.values()}
    assert exported == here | LEFT_OUT
    assert not here & LEFT_OUT


@EVERY
def test_names_and_defaults_are_keras_s(optimizer: Optimizer) -> None:
    ours = eval(optimizer.keras_call(**optimizer.defaults), {"keras": keras})
    config = ours.get_config()
    assert type(ours).__name__ == optimizer.keras_class
    for name, value in optimizer.defaults.items():
        assert config[name] == pytest.approx(value)
    plain = type(ours)().get_config()
    changed = {name for name, value in config.items() if name != "name" and value != plain[name]}
    assert changed == {name for name, value in optimizer.keras_options.items() if value != plain[name]}
    assert OPTIMIZERS[optimizer.name] is optimizer
    for one in optimizer.parameters:
        assert one.low <= one.default <= one.high


@pytest.mark.usefixtures("double")
@pytest.mark.parametrize(("optimizer", "hyperparameters"), CASES)
def test_a_hundred_steps_are_keras_s(optimizer: Optimizer, hyperparameters: dict) -> None:
    start = np.array([[2.0, -1.5, 0.0], [1e-4, -3.0, 0.7]])
    theirs = eval(optimizer.keras_call(**hyperparameters), {"keras": keras})
    # Keras takes a default of 0.9 as 0.89999998, and Nadam's 0.96 as well
    exact = {"beta_1", "momentum", "rho"} & set(hyperparameters) and optimizer.name != "nadam"
    tolerance = 1e-9 if exact else 1e-6
    variable = keras.Variable(start)
    weights, state = start, None
    for step in range(100):
        theirs.apply([keras.ops.convert_to_tensor(slope(np.asarray(variable), step))], [variable])
        weights, state = optimizer.step(weights, slope(weights, step), state, **hyperparameters)
        wanted = np.asarray(variable)
        np.testing.assert_allclose(weights, wanted, rtol=tolerance, atol=tolerance, err_msg=f"step {step}")
    assert np.abs(weights - start).max() > 1e-4


@pytest.mark.parametrize("at", [0, 1, 37])
@pytest.mark.parametrize(("optimizer", "hyperparameters"), CASES)
def test_each_line_of_the_formula_gives_what_the_step_computed(
    optimizer: Optimizer, hyperparameters: dict, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(latex.FUNCTIONS, r"\operatorname{sign}", np.sign)
    weights, before, after = np.array(1.3), None, None
    for step in range(at + 1):
        before, old = after, weights
        weights, after = optimizer.step(weights, np.asarray(slope(weights, step)), before, **hyperparameters)
    told = optimizer.before(before, **hyperparameters)
    values = {**optimizer.defaults, **hyperparameters, **after, **told, "w0": old}
    for line in optimizer.lines:
        options = line.formula
        if options.startswith(r"\max("):
            parts = options.removeprefix(r"\max(").removesuffix(")").split(r",\,")
            expected = max(latex.value(part, **values) for part in parts)
        else:
            expected = latex.value(options, **values)
        assert float(after[line.quantity]) == pytest.approx(expected, rel=1e-9, abs=1e-12), line
    assert "@" not in "".join(
        optimizer.latex(line) + optimizer.substituted(line, values) for line in optimizer.lines
    )


@pytest.mark.parametrize(
    ("name", "hyperparameters", "expected"),
    [  # w = 1, gradients 2 and then 1, eta 0.1
        ("sgd", {}, (0.8, 0.7)),
        ("momentum", {"momentum": 0.5}, (0.8, 0.6)),  # m = -0.2, then -0.1 - 0.1
        ("nesterov", {"momentum": 0.5}, (0.7, 0.5)),  # 1 - 0.1 - 0.2; m = -0.2; 0.7 - 0.1 - 0.1
        ("lion", {}, (0.9, 0.8)),
        ("adagrad", {"initial_accumulator_value": 0.0, "epsilon": 0.0}, (0.9, 0.9 - 0.1 / 5**0.5)),
        ("rmsprop", {"rho": 0.75, "epsilon": 0.0}, (0.8, 0.7)),  # v = 1; then 0.75 + 0.25
        ("adadelta", {"learning_rate": 1.0, "rho": 0.75, "epsilon": 3.0}, (1 - 3**0.5, None)),
        ("adam", {"beta_1": 0.5, "beta_2": 0.5, "epsilon": 0.0}, (0.9, 0.9 - 0.1 * (4 / 3) / 2**0.5)),
        ("adamw", {"weight_decay": 0.5, "epsilon": 0.0}, (0.85, None)),
        ("adamax", {"epsilon": 0.0, "beta_1": 0.5, "beta_2": 0.5}, (0.9, 0.9 - 0.1 * 4 / 3)),
        ("nadam", {"beta_1": 0.0, "beta_2": 0.5, "epsilon": 0.0}, (0.9, 0.9 - 0.1 / 2**0.5)),
    ],
)
def test_cases_worked_by_hand(name: str, hyperparameters: dict, expected: tuple) -> None:
    weights, state = np.array([1.0]), None
    for gradient, there in zip((2.0, 1.0), expected, strict=True):
        told = {"learning_rate": 0.1} | hyperparameters
        weights, state = OPTIMIZERS[name].step(weights, np.array([gradient]), state, **told)
        if there is not None:
            assert weights[0] == pytest.approx(there, abs=1e-12)


@EVERY
@settings(max_examples=25)
@given(
    weights=arrays(float, (3,), elements=st.floats(-1e6, 1e6)),
    gradients=arrays(float, (2, 3), elements=st.floats(-1e6, 1e6)),
)
def test_a_step_is_pure_and_works_on_each_weight_alone(
    optimizer: Optimizer, weights: np.ndarray, gradients: np.ndarray
) -> None:
    def two_steps(w: np.ndarray, g: np.ndarray) -> np.ndarray:
        after, state = optimizer.step(w, g[0])
        remembered = {name: np.copy(one) for name, one in state.items()}
        last, _ = optimizer.step(after, g[1], state)
        assert all(np.array_equal(state[name], one) for name, one in remembered.items())
        return last

    given_weights, given_gradients = weights.copy(), gradients.copy()
    together = two_steps(weights, gradients)
    assert np.array_equal(weights, given_weights)
    assert np.array_equal(gradients, given_gradients)
    alone = [two_steps(weights[[i]], gradients[:, [i]])[0] for i in range(3)]
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    assert np.isfinite(together).all()


@EVERY
def test_many_learning_rates_at_once_are_each_rate_alone(optimizer: Optimizer) -> None:
    rates = np.array([[0.001], [0.1], [1.0]])
    together, state = np.tile([2.0, -1.0], (3, 1)), None
    alone: list = [(np.array([2.0, -1.0]), None)] * 3
    for step in range(5):
        gradient = np.array([1.0, -0.3]) * (step - 2)
        together, state = optimizer.step(together, np.tile(gradient, (3, 1)), state, learning_rate=rates)
        alone = [
            optimizer.step(weights, gradient, before, learning_rate=float(rate[0]))
            for (weights, before), rate in zip(alone, rates, strict=True)
        ]
    np.testing.assert_allclose(together, [weights for weights, _ in alone], rtol=1e-12)


@EVERY
@pytest.mark.parametrize("shape", [(), (1,), (4, 3), (0,)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shape_and_precision_stay(optimizer: Optimizer, shape: tuple[int, ...], dtype: type) -> None:
    weights, state = np.ones(shape, dtype), None
    for _ in range(3):
        weights, state = optimizer.step(weights, np.full(shape, 0.5, dtype), state)
    assert np.shape(weights) == shape
    assert weights.dtype == dtype


@EVERY
def test_no_gradient_moves_nothing_and_huge_ones_make_no_warning(optimizer: Optimizer) -> None:
    still, _ = optimizer.step(np.array([1.0, 2.0]), np.zeros(2))
    decay = 1 - 0.001 * optimizer.defaults.get("weight_decay", 0)
    np.testing.assert_allclose(still, np.array([1.0, 2.0]) * decay)
    for gradient in (1e200, np.inf, np.nan):
        optimizer.step(np.array([1.0]), np.array([gradient]))


@pytest.mark.parametrize(
    ("gradient", "hyperparameters", "error", "words"),
    [
        ([1.0], {}, ValueError, r"gradient of shape \(1,\) does not fit weights of shape \(2,\)"),
        (
            [1.0, 2.0],
            {"momentum": 0.9},
            TypeError,
            "adam has no hyperparameter momentum; it has learning_rate",
        ),
        (
            [1.0, 2.0],
            {"learning_rate": float("nan")},
            ValueError,
            "learning_rate must be finite; received nan",
        ),
        ([1.0, 2.0], {"beta_1": np.array([0.9, np.inf])}, ValueError, "beta_1 must be finite"),
    ],
)
def test_errors_name_the_argument_and_what_was_received(gradient, hyperparameters, error, words) -> None:
    with pytest.raises(error, match=words):
        OPTIMIZERS["adam"].step(np.zeros(2), np.array(gradient), **hyperparameters)
