"""The training of a CNN: against Keras's own `fit`, and what its checkpoints and its end hold."""

from dataclasses import replace

import numpy as np
import pytest

from dlplay.digits import cnn, network
from dlplay.digits.lab import Lab
from dlplay.digits.mnist import load_mnist
from dlplay.jobs.worker import Diverged, Outcome
from dlplay.losses import LOSSES
from tests.unit.notebook import Notebook

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from dlplay.training import cnn_keras_file, cnn_task  # noqa: E402
from dlplay.training.cnn_measure import Examination, confusion_matrix, misread  # noqa: E402
from dlplay.training.cnn_model import Architecture, build, new_optimizer  # noqa: E402

# Keras's own conversion of its variables has not followed numpy's change yet.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)

SMALL = cnn.CnnSettings(
    filters=4, kernel=5, pool=3, dense=16, activation="tanh", batch_size=32, epochs=2, seed=3
)
LAB = Lab(counts=(20,) * 10)


def run(settings=SMALL, lab=LAB, watched=(), **notebook):
    """The task without a cluster -> its outcome and what it noted."""
    request = cnn.train_request(settings, lab, watched)
    notes = Notebook(**notebook)
    return cnn_task.train(dict(request.settings), dict(request.arrays), notes), notes


def convolution(settings):
    return [
        keras.layers.Conv2D(settings.filters, settings.kernel, activation=settings.activation),
        keras.layers.MaxPooling2D(settings.pool),
    ]


def plain_keras(settings, lab):
    """The same training as a student would write it; returns network and losses of the epochs."""
    pictures, labels = lab.training_set(load_mnist())
    x, y = lab.shown(pictures)[..., None] / np.float32(255), np.eye(10, dtype=np.float32)[labels]
    keras.utils.set_random_seed(settings.seed)
    plain = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            *(convolution(settings) if settings.network == "cnn" else ()),
            keras.layers.Flatten(),
            keras.layers.Dense(settings.dense, activation=settings.activation),
            keras.layers.Dropout(settings.dropout),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    plain.compile(new_optimizer(settings.optimizer, settings.learning_rate), settings.loss)
    for epoch in range(settings.epochs):
        order = np.random.default_rng([settings.seed, epoch]).permutation(len(y))
        plain.fit(x[order], y[order], batch_size=settings.batch_size, shuffle=False, verbose=0)
    return plain


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"loss": "mean_squared_error", "optimizer": "nesterov", "learning_rate": 0.05},
        {"dropout": 0.4, "activation": "relu", "optimizer": "rmsprop"},
        {"network": "dense", "dropout": 0.2},
    ],
    ids=str,
)
def test_a_training_is_what_keras_fit_does(changes) -> None:
    settings = replace(SMALL, **changes)
    expected = plain_keras(settings, LAB).get_weights()
    for _ in range(2):  # the second time with the model that is kept
        outcome, _ = run(settings)
        for array, wanted in zip(outcome.arrays.values(), expected, strict=True):
            np.testing.assert_allclose(array, wanted, atol=2e-5)


def test_the_lab_reaches_the_network() -> None:
    lab = replace(LAB, flipped=0.3, noise=0.2, shuffled=True)
    expected = plain_keras(SMALL, lab).get_weights()
    for array, wanted in zip(run(lab=lab)[0].arrays.values(), expected, strict=True):
        np.testing.assert_allclose(array, wanted, atol=2e-5)
    augmented, again = (run(lab=replace(lab, augmented=True))[0].arrays for _ in range(2))
    assert np.abs(augmented["dense_kernel"] - expected[2]).max() > 1e-3
    np.testing.assert_array_equal(augmented["dense_kernel"], again["dense_kernel"])


def test_shuffled_pixels_cost_the_cnn_its_lead_and_the_dense_network_nothing() -> None:
    def accuracy(network: str, shuffled: bool) -> float:
        settings = cnn.CnnSettings(network=network, epochs=4)
        return run(settings, Lab(counts=(100,) * 10, shuffled=shuffled))[0].facts["test_accuracy"]

    cost = {network: accuracy(network, False) - accuracy(network, True) for network in cnn.NETWORKS}
    assert cost["cnn"] > 0.02 > abs(cost["dense"])


def test_of_a_dense_network_the_first_units_are_shown() -> None:
    outcome, notes = run(replace(SMALL, network="dense"))
    shown, kernel = notes.checkpoints[-1][1]["filters"], outcome.arrays["dense_kernel"]
    assert shown.shape == (28, 28, 1, 12)
    np.testing.assert_array_equal(shown[3, 5, 0, 7], kernel[3 * 28 + 5, 7])


def test_points_and_checkpoints_tell_where_the_training_is() -> None:
    watched = np.random.default_rng(0).random((2, 28, 28), np.float32)
    outcome, notes = run(watched=watched)
    assert [point["step"] for point in notes.points] == list(range(1, 15))
    assert notes.points[-1] | {"seconds": 0, "loss": 0, "accuracy": 0} == {
        **{"step": 14, "steps": 14, "epoch": 2, "epochs": 2, "batch": 7, "batches": 7},
        **{"seconds": 0, "seconds_left": 0.0, "loss": 0, "accuracy": 0},
    }
    epochs = [facts["epoch"] for facts, _ in notes.checkpoints]
    assert epochs[0] == 0
    assert epochs[-2:] == [1, 2]
    assert epochs == sorted(set(epochs))
    for facts, arrays in notes.checkpoints:
        examples = 10_000 if facts["step"] == 14 else 2000
        assert facts["test_examples"] == arrays["confusion"].sum() == examples
        assert np.trace(arrays["confusion"]) == round(examples * facts["test_accuracy"])
        assert arrays["filters"].shape == (5, 5, 1, 4)
        np.testing.assert_allclose(arrays["watched"].sum(axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(notes.checkpoints[-1][1]["filters"], outcome.arrays["conv_kernel"])
    same_end(outcome, notes)


def same_end(outcome: Outcome, notes: Notebook) -> None:
    """Seen: two accuracies of one run, and a matrix of 2,000 under "10,000"."""
    facts, arrays = notes.checkpoints[-1]
    for name in ("step", "test_accuracy", "test_loss", "test_examples"):
        assert outcome.facts[name] == facts[name]
    assert outcome.facts["confusion"] == arrays["confusion"].tolist()


def test_the_end_is_measured_as_keras_measures_it(tmp_path) -> None:
    outcome, _ = run()
    settings = {"cnn": vars(SMALL)}
    file = cnn_keras_file.train(settings, outcome.arrays, Notebook()).arrays["keras_file"]
    (tmp_path / "mine.keras").write_bytes(file.tobytes())
    loaded = keras.models.load_model(tmp_path / "mine.keras")
    loaded.compile(loss=SMALL.loss, metrics=["accuracy"])
    mnist = load_mnist()
    x = mnist.x_test[..., None] / np.float32(255)
    loss, accuracy = loaded.evaluate(x, np.eye(10)[mnist.y_test], verbose=0, batch_size=500)
    assert outcome.facts["test_loss"] == pytest.approx(loss, abs=1e-4)
    assert outcome.facts["test_accuracy"] == pytest.approx(accuracy, abs=1e-6)
    assert np.array(outcome.facts["confusion"]).sum(axis=1).tolist() == np.bincount(mnist.y_test).tolist()
    assert outcome.facts["parameters"] == loaded.count_params() == SMALL.parameters
    assert (outcome.facts["examples"], outcome.facts["epochs"]) == (200, 2)


@pytest.mark.parametrize("activation", cnn.ACTIVATIONS)
@pytest.mark.parametrize(("name", "pool"), [("cnn", 1), ("cnn", 2), ("cnn", 3), ("dense", 2)])
def test_the_trained_network_reads_in_numpy_as_in_keras(activation, name, pool) -> None:
    settings = cnn.CnnSettings(name, filters=3, kernel=4, pool=pool, dense=8, activation=activation)
    keras.utils.set_random_seed(1)
    built = build(Architecture.of(settings))
    weights = dict(zip(settings.shapes, built.get_weights(), strict=True))
    picture = load_mnist().x_test[0] / np.float32(255)
    trace = cnn.trained_network(settings, weights)(picture)
    expected = built(picture[None, ..., None]).numpy()[0]
    np.testing.assert_allclose(trace.probabilities, expected, atol=1e-5)


def test_the_textbooks_network_has_the_shapes_of_the_shipped_one() -> None:
    assert cnn.CnnSettings().shapes == network.SHAPES


def test_a_stopped_training_keeps_what_it_has() -> None:
    outcome, notes = run(stop_after=5)
    assert outcome.facts["step"] == len(notes.points) == 5
    assert outcome.facts["test_examples"] == 2000
    same_end(outcome, notes)
    whole, _ = run()
    assert (outcome.arrays["conv_kernel"] != whole.arrays["conv_kernel"]).any()


def test_a_loss_that_is_no_number_ends_the_training_with_the_last_good_weights() -> None:
    wild = replace(SMALL, optimizer="sgd", learning_rate=1e12, activation="linear", epochs=3)
    with pytest.raises(Diverged) as diverged:
        run(wild)
    facts, arrays = diverged.value.outcome
    assert facts["epochs"] < 3
    assert all(np.isfinite(array).all() for array in arrays.values())
    assert facts["test_examples"] == 2000


@pytest.mark.parametrize("key", cnn.LOSSES)
def test_every_loss_has_a_slope_and_is_the_one_that_the_pages_explain(key) -> None:
    truth = np.eye(10, dtype=np.float32)[[3, 1]]
    guess = np.random.default_rng(0).dirichlet(np.ones(10), 2).astype(np.float32)
    with tf.GradientTape() as tape:
        variable = tf.Variable(guess)
        loss = tf.reduce_mean(keras.losses.get(key)(truth, variable))
    slope = tape.gradient(loss, variable).numpy()
    assert np.isfinite(slope).all()
    assert np.abs(slope).max() > 0
    assert float(loss) == pytest.approx(float(np.mean(LOSSES[key].value(truth, guess))), rel=1e-4)


@pytest.mark.parametrize("key", cnn.OPTIMIZERS)
def test_every_optimizer_exists_and_takes_its_learning_rate(key) -> None:
    optimizer = new_optimizer(key, 0.125)
    assert float(optimizer.learning_rate) == 0.125
    assert (getattr(optimizer, "momentum", 0) == 0.9) == (key in ("momentum", "nesterov"))


def test_a_confusion_matrix_by_hand() -> None:
    labels = np.array([3, 3, 3, 5, 0])
    probabilities = np.zeros((5, 10))
    probabilities[[0, 1, 2, 3, 4], [3, 5, 5, 5, 9]] = [0.9, 0.4, 0.8, 0.7, 0.6]
    matrix = confusion_matrix(labels, probabilities)
    assert matrix.sum() == 5
    assert (matrix[3, 3], matrix[3, 5], matrix[5, 5], matrix[0, 9]) == (1, 2, 1, 1)
    places = misread(labels, probabilities)
    assert places[3, 5].tolist() == [2, 1, -1, -1, -1, -1]  # the surer one first
    assert places[0, 9, 0] == 4
    assert (places >= 0).sum() == 3


def test_places_of_misread_digits_count_among_all_test_digits() -> None:
    class AlwaysSeven:
        def predict(self, pictures):
            return np.eye(10)[[7] * len(pictures)]

        def mean_loss(self, probabilities, labels):
            return 0.0

    labels = np.arange(100) % 10
    _, arrays = Examination(np.zeros((100, 28, 28)), labels, np.zeros((0, 28, 28))).look(
        AlwaysSeven(), every=3
    )
    places = arrays["misread"][arrays["misread"] >= 0]
    assert (places % 3 == 0).all()
    assert 7 not in labels[places]
    assert labels[arrays["misread"][4, 7, 0]] == 4


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kernel": 9}, "kernel must be from 1 to 7, got 9"),
        ({"epochs": 1.5}, r"epochs must be from 1 to 50, got 1\.5"),
        ({"learning_rate": float("nan")}, "learning_rate must be from 1e-07 to 1000000000000.0, got nan"),
        ({"activation": "step"}, "activation must be one of relu, .* got 'step'"),
        ({"filters": 64, "pool": 1, "dense": 512}, "at most 2000000 parameters, got 22"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_name_and_value(wrong, message) -> None:
    with pytest.raises(ValueError, match=message):
        cnn.CnnSettings(**wrong)


def test_requests_that_cannot_be_are_refused_by_name_and_value() -> None:
    picture = np.zeros((28, 28), np.float32)
    with pytest.raises(ValueError, match="watched must have at most 12 pictures, got 13"):
        cnn.train_request(SMALL, LAB, [picture] * 13)
    with pytest.raises(ValueError, match=r"watched must have pictures of shape \(28, 28\), got \(5, 5\)"):
        cnn.train_request(SMALL, LAB, [picture[:5, :5]])
    with pytest.raises(ValueError, match="weights must have the shapes"):
        cnn.trained_network(SMALL, {"conv_kernel": picture})
