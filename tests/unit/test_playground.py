"""The playground's runs: Keras step by step, the timeline, points of one's own, what it says."""

import json
import math

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.activations import CURVES
from dlplay.files.notebook import notebook
from dlplay.initializers import INITIALIZERS
from dlplay.network import forward
from dlplay.neuron import network
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import FEATURES, LOSSES_OF, Edit, Recipe, Training, make_problem, own, script
from dlplay.playground.answers import answers as classes_of
from dlplay.playground.answers import confusion
from dlplay.playground.diagnosis import diagnose
from dlplay.playground.pictures import pictures, plane
from dlplay.playground.problem import REGRESSION
from dlplay.playground.recipe import MOST_STEPS
from dlplay.playground.training import MOST_MOMENTS
from dlplay.toy_data import TOY_DATA
from dlplay.ui.network.kinds import Points
from tests import scripts

LOSSES = [(task, loss) for task, losses in LOSSES_OF.items() for loss in losses]
OF_TASK = {"binary": {}, "classes": {"classes": 3}, "regression": {"data": "hills"}}


def trained(steps: int, **recipe: object) -> Training:
    training = Training(Recipe(**recipe))
    training.advance(steps=steps)
    return training


def run(source: str) -> tuple[float, float]:
    """What a script's losses are."""
    names: dict = {}
    exec(source, names)
    return names["train_loss"], names["test_loss"]


def same_as_keras(training: Training, tolerance: float = 1e-5) -> None:
    train_loss, test_loss = run(script.keras_script(training))
    now = training.now()
    assert now.train_loss == pytest.approx(train_loss, rel=tolerance, abs=1e-7)
    assert now.test_loss == pytest.approx(test_loss, rel=tolerance, abs=1e-7, nan_ok=True)


# Keras keeps the learning rate and Adam's betas in float32
@pytest.mark.parametrize(
    ("optimizer", "tolerance"), [(keras.optimizers.SGD(2**-4), 1e-9), (keras.optimizers.Adam(2**-6), 1e-5)]
)
def test_every_step_of_a_training_is_kerass(optimizer: keras.Optimizer, tolerance: float) -> None:
    training = Training(
        Recipe(
            data="spiral",
            classes=3,
            hidden=(6, 4),
            optimizer=optimizer.name.lower(),
            learning_rate=float(optimizer.learning_rate),
            l2=0.001,
        )
    )
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    penalty = keras.regularizers.L1L2(0.0, 0.001)
    model = keras.Sequential(
        [keras.Input((2,))]
        + [
            keras.layers.Dense(units, activation=activation, kernel_regularizer=penalty)
            for units, activation in ((6, "tanh"), (4, "tanh"), (3, "softmax"))
        ]
    )
    model.set_weights([part for layer in training.layers for part in (layer.kernel, layer.bias)])
    model.compile(optimizer, "categorical_crossentropy")
    shuffles, (features, y) = np.random.default_rng([0, 3]), training.problem.train
    for _ in range(4):
        order = shuffles.permutation(len(y))
        for start in range(0, len(y), 10):
            batch = order[start : start + 10]
            model.train_on_batch(features[batch], y[batch])
            training.advance(steps=1)
            theirs = np.concatenate([part.ravel() for part in model.get_weights()])
            np.testing.assert_allclose(training.row, theirs, rtol=0, atol=tolerance)


@pytest.mark.parametrize(("task", "loss"), LOSSES)
def test_the_keras_script_prints_the_losses_of_the_run(task: str, loss: str) -> None:
    same_as_keras(trained(12, loss=loss, points=60, **OF_TASK[task]))


@pytest.mark.parametrize(
    "recipe",
    [
        {"data": "xor", "optimizer": "momentum", "features": tuple(FEATURES), "initializer": "orthogonal"},
        {"data": "moons", "optimizer": "nadam", "activation": "threshold", "initializer": "random_uniform"},
        {"data": "blobs", "optimizer": "lion", "noise": 0.7, "initializer": "he_normal", "hidden": ()},
        {
            "data": "wave",
            "optimizer": "adamw",
            "l1": 0.01,
            "activation": "gelu",
            "initializer": "random_normal",
        },
        {"data": "saddle", "optimizer": "rmsprop", "noise": 0.1, "train_share": 1.0, "batch_size": 7},
        {"data": "overlapping", "optimizer": "nesterov", "classes": 6, "activation": "relu", "seed": 5},
    ],
)
def test_the_keras_script_draws_the_same_points_and_weights(recipe: dict) -> None:
    same_as_keras(trained(11, **{"points": 40, **recipe}))


def test_weights_set_by_hand_are_set_in_the_scripts() -> None:
    training = Training(Recipe(points=40), [Edit(3, 2, 1.25)])
    training.advance(steps=5)
    training.edit(4, -2.0)
    assert training.row[4] == -2.0
    same_as_keras(training)
    again = Training(training.recipe, training.edits)
    again.advance(steps=5)
    np.testing.assert_array_equal(again.row, training.row)


def test_the_notebook_holds_the_script() -> None:
    training = trained(3, points=20, data="own", own=own.pack([[-1, 0], [1, 0.5], [2, 2]], [0, 1, 1], 2))
    cells = json.loads(notebook([], script.keras_script(training)))["cells"]
    same_as_keras(training)
    assert "".join("\n" + "".join(cell["source"]) + "\n" for cell in cells).split() == (
        script.keras_script(training).split()
    )


@pytest.mark.parametrize("activation", CURVES)
def test_the_pytorch_script_learns_the_same(activation: str) -> None:
    training = trained(8, points=30, activation=activation, data="moons")
    assert_torch(training)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_pytorch_script_has_every_optimizer(optimizer: str) -> None:
    assert_torch(trained(8, points=30, optimizer=optimizer, l1=0.001, l2=0.001, learning_rate=0.01))


@pytest.mark.parametrize(("task", "loss"), LOSSES)
def test_the_pytorch_script_has_every_loss(task: str, loss: str) -> None:
    assert_torch(trained(8, points=30, loss=loss, **OF_TASK[task]))


def assert_torch(training: Training) -> None:
    if found := scripts.printed_by_pytorch(script.torch_script(training)):
        assert found[0] == pytest.approx(training.now().train_loss, rel=1e-3)


@pytest.mark.parametrize("data", [*TOY_DATA, *REGRESSION])
def test_the_same_recipe_gives_the_same_run_however_its_time_is_sliced(data: str) -> None:
    recipe = Recipe(data=data, points=50, dropout=0.2, noise=0.1, seed=3)
    whole, sliced = Training(recipe), Training(recipe)
    whole.advance(steps=30)
    while sliced.step_count < 30:
        sliced.advance(steps=30 - sliced.step_count, seconds=1e-4)
    np.testing.assert_array_equal(whole.row, sliced.row)


def test_the_timeline_keeps_the_whole_run_and_stays_small() -> None:
    training = trained(3000, points=20, hidden=(2,))
    steps = [moment.step for moment in training.moments]
    assert steps[0] == 0
    assert steps == sorted(set(steps))
    assert MOST_MOMENTS / 3 < len(steps) <= MOST_MOMENTS
    assert 3000 - steps[-1] <= 3000 / (MOST_MOMENTS / 3)
    middle = training.moments[len(steps) // 2]
    again = trained(middle.step, points=20, hidden=(2,))
    np.testing.assert_array_equal(again.row, middle.weights)
    np.testing.assert_array_equal(training.at(middle)[0].kernel, again.layers[0].kernel)


def test_a_run_ends_at_its_limit() -> None:
    training = trained(5, points=20)
    training.step_count = MOST_STEPS
    assert training.ended
    assert training.advance() == 0


@pytest.mark.parametrize("recipe", [{"learning_rate": 1e6, "data": "wave", "activation": "relu"}])
def test_numbers_that_explode_end_the_run_and_leave_finite_ones(recipe: dict) -> None:
    training = trained(2000, **recipe)
    assert training.diverged
    assert np.isfinite(training.row).all()
    assert all(math.isfinite(moment.train_loss) for moment in training.moments)
    assert diagnose(training)[0].name == "diverged"
    assert all(np.isfinite(one).all() for one in pictures(training.layers, training.recipe.features, 8))


def test_a_neurons_picture_is_its_answer_at_each_place() -> None:
    training = trained(20, hidden=(3,))
    units = pictures(training.layers, ("x1", "x2"), 5)
    assert [one.shape for one in units] == [(2, 5, 5), (3, 5, 5), (1, 5, 5)]
    assert units[0][:, 0, 4] == pytest.approx([2.4, -2.4])  # the lower right square
    (kernel, bias, _), (last, last_bias, _) = training.layers
    at = plane(5)[7]
    hidden = np.tanh(at @ kernel + bias)
    assert units[1][:, 1, 2] == pytest.approx(hidden, rel=1e-5)
    assert units[2][0, 1, 2] == pytest.approx(1 / (1 + np.exp(-(hidden @ last + last_bias)[0])), rel=1e-5)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_one_output_means_the_class_that_the_sign_of_its_sum_says(activation: str) -> None:
    layers = network((1, 1), (1.0, 0.0), activation)
    z = np.array([[-9.0], [-0.2], [0.0], [0.2], [9.0]])
    assert classes_of(layers, forward(layers, z).a[-1]).tolist() == [0, 0, 1, 1, 1]


def test_a_confusion_matrix_counts_every_point_once() -> None:
    training = trained(200, data="blobs", classes=4, points=100)
    features, y = training.problem.test
    matrix = confusion(training.layers, features, y)
    assert matrix.sum(axis=1).tolist() == np.bincount(y.argmax(axis=1)).tolist()
    assert np.trace(matrix) / len(y) == training.now().test_accuracy


def test_training_and_test_points_are_all_the_points() -> None:
    problem = make_problem(Recipe(points=101, train_share=0.3))
    assert (len(problem.train[1]), len(problem.test[1])) == (30, 71)
    assert len(make_problem(Recipe(points=10, train_share=0.0)).train[1]) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("classes", 1),
        ("points", 1001),
        ("hidden", (13,)),
        ("hidden", (1,) * 7),
        ("dropout", 1.0),
        ("batch_size", 0),
    ],
)
def test_numbers_out_of_range_are_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        Recipe(**{field: value})


def test_a_run_needs_features_and_two_points() -> None:
    with pytest.raises(ValueError, match="features"):
        Training(Recipe(features=()))
    with pytest.raises(own.OwnDataError, match="few"):
        Training(Recipe(points=0))


def test_a_weight_that_does_not_exist_is_refused() -> None:
    training = Training(Recipe(points=10))
    for place, number in ((-1, 0.0), (10_000, 0.0), (0, math.nan)):
        with pytest.raises(ValueError, match="place"):
            training.edit(place, number)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.integers(0, 2)), min_size=2, max_size=20
    ).filter(lambda rows: len({row[2] for row in rows}) > 1)
)
def test_packed_points_come_back(rows: list) -> None:
    x, labels = np.array([row[:2] for row in rows]), [row[2] for row in rows]
    again, classes_again, classes = own.unpack(own.pack(x, labels, 3))
    assert np.abs(again - x).max() <= 3 / own.FINEST + 1e-12
    assert classes_again.tolist() == labels
    assert classes == 3


def test_packed_targets_of_a_regression_come_back() -> None:
    _, y, classes = own.unpack(own.pack([[0, 0], [1, -3]], [-1.0, 0.25], 0))
    assert classes == 0
    np.testing.assert_allclose(y, [-1, 0.25], atol=1 / own.FINEST)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_a_text_from_a_link_is_points_or_a_told_problem(text: str) -> None:
    told = ""
    try:
        x, _, classes = own.unpack(text)
    except own.OwnDataError as problem:
        told = problem.problem
    except ValueError:
        with pytest.raises(ValueError, match="packed"):  # so that the link's notice names it
            Points().read(text)
    else:
        assert np.abs(x).max() <= 3
        assert classes in (0, 2, 3, 4, 5, 6)
    assert told in ("", "few", "one_class")


@pytest.mark.parametrize("name", INITIALIZERS)
def test_every_initializer_can_be_written_down(name: str) -> None:
    source = script.keras_script(trained(1, points=10, initializer=name))
    compile(source, "keras_script", "exec")
