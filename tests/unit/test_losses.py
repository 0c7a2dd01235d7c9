"""Every loss against Keras in value and gradient, against finite differences, and by hand."""

import os
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # TensorFlow's own import warns
    import keras
    import tensorflow as tf

from dlplay.losses import LOSSES, Loss

EVERY = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
LEFT_OUT = {
    "CTC": "a sum over alignments of two sequences, no function of one prediction",
    "ctc": "the same",
    "Loss": "the base class",
    "deserialize": "no loss",
    "get": "no loss",
    "serialize": "no loss",
}
PRECISION = {"log_cosh": 1e-7}  # Keras takes ln 2 in single precision even where all else is double
VARIANTS = {  # parameters other than the defaults, each tried alone and with from_logits where there is one
    "huber": [{"delta": 0.3}, {"delta": 4.0}],
    "cosine_similarity": [{"axis": 0}],
    "binary_crossentropy": [{"label_smoothing": 0.2}, {"axis": 0}],
    "binary_focal_crossentropy": [
        {"gamma": 0.0},
        {"gamma": 1.0},
        {"gamma": 3.5, "label_smoothing": 0.1},
        {"apply_class_balancing": True, "alpha": 0.7},
    ],
    "categorical_crossentropy": [{"label_smoothing": 0.3}, {"axis": 0}],
    "categorical_focal_crossentropy": [{"gamma": 0.0, "alpha": 1.0}, {"gamma": 4.0, "label_smoothing": 0.2}],
    "sparse_categorical_crossentropy": [{"ignore_class": 1}],
    "categorical_generalized_cross_entropy": [{"q": 0.1}, {"q": 0.95}],
    "tversky": [{"alpha": 0.2, "beta": 0.9}, {"axis": -1}],
    "dice": [{"axis": -1}, {"axis": (0, 1)}],
    "circle": [{"gamma": 2.0, "margin": 0.1}, {"remove_diagonal": False}],
}


def variants(loss: Loss) -> list[dict]:
    plain = [{}, *VARIANTS.get(loss.name, [])]
    if "from_logits" not in loss.defaults():
        return plain
    return plain + [one | {"from_logits": True} for one in plain]


CASES = [
    pytest.param(loss, parameters, id=f"{name}-{parameters}")
    for name, loss in LOSSES.items()
    for parameters in variants(loss)
]


def batch(
    loss: Loss, parameters: dict, shape: tuple[int, ...], seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions that fit the loss, away from kinks."""
    random = np.random.default_rng(seed)
    p = random.uniform(0.02, 0.98, shape)
    if loss.task in ("binary", "overlap"):
        y = random.integers(0, 2, shape).astype(float)
    elif loss.task == "regression":
        y, p = random.uniform(0.1, 4, shape), random.uniform(0.1, 4, shape)
    elif loss.labels:
        y = random.integers(0, 3 if loss.task == "embedding" else shape[-1], shape[:-1])
    else:
        axis = parameters.get("axis", -1)
        y = np.eye(shape[axis])[random.integers(0, shape[axis], np.delete(shape, axis))]
        y = np.moveaxis(y, -1, axis)
    if loss.task == "embedding":
        p = random.normal(size=shape)
        p /= np.linalg.norm(p, axis=-1, keepdims=True)
    if "hinge" in loss.name or parameters.get("from_logits"):
        p = random.normal(0, 3, shape)
    return y, p


def by_keras(loss: Loss, y, p, parameters: dict, dtype: str = "float64") -> tuple[float, np.ndarray]:
    """Value, and gradient by TensorFlow's tape."""
    function = getattr(keras.losses, loss.keras_class)(dtype=dtype, **parameters)
    p = tf.convert_to_tensor(p, dtype)
    with tf.GradientTape() as tape:
        tape.watch(p)
        value = function(tf.convert_to_tensor(y), p)
    return float(value), np.asarray(tf.convert_to_tensor(tape.gradient(value, p)))


def shapes(loss: Loss) -> list[tuple[int, ...]]:
    return [(5, 4)] if loss.task == "embedding" else [(1, 3), (5, 4), (2, 3, 4)]


def test_every_loss_that_keras_exports_is_here_or_left_out_for_a_reason() -> None:
    exported = {name for name in dir(keras.losses) if not name.startswith("_")}
    here = {loss.keras_class for loss in LOSSES.values()} | set(LOSSES)
    assert exported == here | set(LEFT_OUT)
    assert not here & set(LEFT_OUT)


@EVERY
def test_names_parameters_and_defaults_are_keras_s(loss: Loss) -> None:
    config = getattr(keras.losses, loss.keras_class)().get_config()
    told = {name: value for name, value in config.items() if name not in ("name", "reduction", "fn")}
    assert loss.defaults() | told == loss.defaults()
    assert LOSSES[loss.name] is loss
    getattr(keras.losses, loss.keras_class)(**loss.defaults())


@EVERY
def test_every_default_lies_in_its_range(loss: Loss) -> None:
    for parameter in loss.parameters:
        assert parameter.low is None or parameter.low <= parameter.default <= parameter.high


@pytest.mark.parametrize(("loss", "parameters"), CASES)
def test_value_and_gradient_are_keras_s(loss: Loss, parameters: dict) -> None:
    for seed, shape in enumerate(shapes(loss)):
        if len(shape) < 3 and parameters.get("axis") == (0, 1):
            continue
        y, p = batch(loss, parameters, shape, seed)
        value, gradient = by_keras(loss, y, p, parameters)
        assert loss.value(y, p, **parameters) == pytest.approx(value, rel=PRECISION.get(loss.name, 1e-12))
        ours = loss.gradient(y, p, **parameters)
        assert ours.shape == p.shape
        np.testing.assert_allclose(ours, gradient, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("loss", "parameters"), CASES)
def test_single_precision_is_keras_s_default(loss: Loss, parameters: dict) -> None:
    y, p = batch(loss, parameters, (5, 4))
    p = p.astype(np.float32)
    value, gradient = by_keras(loss, y, p, parameters, "float32")
    assert loss.value(y, p, **parameters) == pytest.approx(value, rel=2e-5, abs=1e-6)
    ours = loss.gradient(y, p, **parameters)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, gradient, rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize(("loss", "parameters"), CASES)
def test_the_gradient_is_the_slope_of_the_value(loss: Loss, parameters: dict) -> None:
    y, p = batch(loss, parameters, (4, 3), seed=3)
    step = 1e-6
    if loss.name == "circle":
        p = 0.9 * p  # the diagonal stands at a kink for vectors of length one
    slopes = np.zeros_like(p)
    for place in np.ndindex(p.shape):
        up, down = p.copy(), p.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss.value(y, up, **parameters) - loss.value(y, down, **parameters)) / (2 * step)
    np.testing.assert_allclose(loss.gradient(y, p, **parameters), slopes, rtol=1e-5, atol=1e-6)


EDGES = {
    "regression": [-1e30, -1000.0, -1.0, 0.0, 1e-8, 1.0, 1000.0, 1e30],
    "binary": [0.0, 1e-9, 1e-7, 0.5, 1 - 1e-7, 1 - 1e-9, 1.0],
    "logits": [-1e4, -100.0, -1.0, 0.0, 1.0, 100.0, 1e4],
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("loss", "parameters"), CASES)
def test_edge_values_are_keras_s_and_never_nan_where_keras_has_a_number(
    loss: Loss, parameters: dict, dtype: str
) -> None:
    for y, p in edge_batches(loss, parameters):
        p = p.astype(dtype)
        value, gradient = by_keras(loss, y, p, parameters, dtype)
        ours, slopes = loss.value(y, p, **parameters), loss.gradient(y, p, **parameters)
        tolerance = PRECISION.get(loss.name, 1e-10) if dtype == "float64" else 1e-4
        if np.isfinite(value):
            assert ours == pytest.approx(value, rel=tolerance, abs=tolerance)
        finite = np.isfinite(gradient)
        np.testing.assert_allclose(
            slopes[finite],
            gradient[finite],
            rtol=100 * tolerance,
            atol=tolerance * max(1, np.abs(gradient[finite]).max(initial=0)),
        )


def edge_batches(loss: Loss, parameters: dict) -> list[tuple[np.ndarray, np.ndarray]]:
    logits = parameters.get("from_logits") or "hinge" in loss.name
    if loss.task == "embedding":
        same = np.array([[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]])
        return [(np.array(labels), same) for labels in ([0, 0, 1, 1], [0, 0, 0, 0], [0, 1, 2, 3])]
    values = EDGES["regression" if loss.task == "regression" else "logits" if logits else "binary"]
    if loss.task in ("regression", "binary"):
        targets = (0.0, 1.0, -2.0, 5.0) if loss.task == "regression" else (0.0, 1.0)
        if loss.name == "poisson":
            values = [value for value in values if value >= 0]
        return [(np.array([[y, 0.5]]), np.array([[p, 0.25]])) for y in targets for p in values]
    if loss.task == "overlap":
        return [(np.full((1, 3), y), np.full((1, 3), p)) for y in (0.0, 1.0) for p in (0.0, 0.5, 1.0)]
    rows = np.array([[a, b, b] for a in values for b in values if logits or a + b > 0])
    y = np.concatenate([np.full(len(rows), truth) for truth in range(3)])
    p = np.concatenate([rows] * 3)
    if not loss.labels:
        y = np.eye(3)[y]
    return [(y.T, p.T) if parameters.get("axis") == 0 else (y, p)]


@EVERY
def test_no_prediction_makes_numpy_warn(loss: Loss) -> None:
    for parameters in variants(loss):
        for y, p in edge_batches(loss, parameters):
            loss.value(y, p, **parameters)
            loss.gradient(y, p, **parameters)


@pytest.mark.parametrize(
    ("name", "y", "p", "parameters", "value", "gradient"),
    [
        ("mean_squared_error", [[1, 2]], [[3, 2]], {}, 2, [[2, 0]]),
        ("mean_absolute_error", [[1, 2]], [[3, 1]], {}, 1.5, [[0.5, -0.5]]),
        ("mean_absolute_percentage_error", [[4, 2]], [[5, 2]], {}, 12.5, [[12.5, 0]]),
        ("mean_squared_logarithmic_error", [[0]], [[np.e - 1]], {}, 1, [[2 / np.e]]),
        ("log_cosh", [[0]], [[1000]], {}, 1000 - np.log(2), [[1]]),
        ("huber", [[0, 0]], [[0.5, 3]], {}, (0.125 + 2.5) / 2, [[0.25, 0.5]]),
        ("poisson", [[2]], [[1]], {}, 1, [[-1]]),
        ("cosine_similarity", [[1, 0]], [[3, 4]], {}, -0.6, [[-0.128, 0.096]]),
        ("binary_crossentropy", [[1]], [[0.25]], {}, np.log(4), [[-4]]),
        ("binary_crossentropy", [[0]], [[100]], {"from_logits": True}, 100, [[1]]),
        ("binary_focal_crossentropy", [[1]], [[0.5]], {}, np.log(2) / 4, [[-np.log(2) - 0.5]]),
        ("hinge", [[1, 0]], [[0.5, -2]], {}, 0.25, [[-0.5, 0]]),
        ("squared_hinge", [[1, 0]], [[0, -2]], {}, 0.5, [[-1, 0]]),
        ("categorical_hinge", [[0, 1, 0]], [[2, 1, 0]], {}, 2, [[1, -1, 0]]),
        ("categorical_crossentropy", [[0, 1]], [[0.75, 0.25]], {}, np.log(4), [[1, -3]]),
        ("sparse_categorical_crossentropy", [1], [[0, 0]], {"from_logits": True}, np.log(2), [[0.5, -0.5]]),
        ("categorical_focal_crossentropy", [[0, 1]], [[0.5, 0.5]], {}, np.log(2) / 16, None),
        ("categorical_generalized_cross_entropy", [0], [[0.25, 0.75]], {}, 1, [[-2, 0]]),
        ("kl_divergence", [[0.5, 0.5]], [[0.25, 0.75]], {}, 0.5 * np.log(4 / 3), [[-2, -2 / 3]]),
        ("dice", [[1, 1, 0, 0]], [[1, 0, 1, 0]], {}, 0.5, None),
        ("tversky", [[1, 1, 0, 0]], [[1, 0, 1, 0]], {"alpha": 1.0}, 0.6, None),
    ],
)
def test_cases_worked_by_hand(name: str, y, p, parameters: dict, value: float, gradient) -> None:
    assert LOSSES[name].value(y, p, **parameters) == pytest.approx(value, abs=2e-6)
    if gradient is not None:
        np.testing.assert_allclose(LOSSES[name].gradient(y, p, **parameters), gradient, atol=3e-6)


def test_targets_of_one_axis_fit_predictions_of_two() -> None:
    y, p = [1.0, 2.0, 4.0], [[1.5], [2.0], [3.0]]
    loss = LOSSES["mean_squared_error"]
    assert loss.value(y, p) == pytest.approx(by_keras(loss, y, p, {})[0])
    assert loss.gradient(y, p).shape == (3, 1)
    assert loss.value(np.array(y)[:, None], np.array(p)[:, 0]) == pytest.approx(1.25 / 3)


def test_the_loss_of_each_sample_is_keras_s_without_reduction() -> None:
    y, p = batch(LOSSES["huber"], {}, (2, 3, 4))
    expected = keras.losses.Huber(reduction=None, dtype="float64")(y, p)
    np.testing.assert_allclose(LOSSES["huber"].each(y, p), expected)


def test_the_keras_call_can_be_run() -> None:
    for loss in LOSSES.values():
        for parameters in variants(loss):
            function = eval(loss.keras_call(**parameters), {"keras": keras})
            assert isinstance(function, getattr(keras.losses, loss.keras_class))
            config = function.get_config()
            assert all(config.get(name, value) == value for name, value in parameters.items())


@pytest.mark.parametrize(
    ("name", "y", "p", "parameters", "error", "words"),
    [
        ("mean_squared_error", 1.0, 2.0, {}, ValueError, "y_pred"),
        ("mean_squared_error", [[1, 2, 3]], [[1, 2]], {}, ValueError, "broadcast"),
        ("mean_squared_error", [[1, 2], [3, 4]], [[1, 2]], {}, ValueError, "y_true of shape"),
        ("mean_squared_error", [[1]], [[2]], {"delta": 1.0}, TypeError, "delta"),
        ("huber", [[1]], [[2]], {"delta": float("nan")}, ValueError, "delta must be finite; received nan"),
        ("sparse_categorical_crossentropy", [3], [[0.5, 0.5]], {}, ValueError, r"\[0, 2\); received 3"),
        ("sparse_categorical_crossentropy", [0], [[0.5, 0.5]], {"axis": 0}, ValueError, "axis"),
        ("categorical_generalized_cross_entropy", [0], [[0.5, 0.5]], {"q": 1.0}, ValueError, "q must"),
        ("circle", [0, 1, 1], [[0.5, 0.5]], {}, ValueError, "one label a row"),
    ],
)
def test_errors_name_the_argument_and_what_was_received(name, y, p, parameters, error, words) -> None:
    with pytest.raises(error, match=words):
        LOSSES[name].value(y, p, **parameters)
