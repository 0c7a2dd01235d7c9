"""What the playground says of a run: the numbers behind it, and whether it holds when the run goes on."""

import math
from itertools import count

import numpy as np
import pytest

from dlplay import locale
from dlplay.activations import ACTIVATIONS
from dlplay.initializers import INITIALIZERS
from dlplay.network import forward
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import Recipe, Training, hidden_units, linear_model, own
from dlplay.playground.diagnosis import diagnose
from dlplay.toy_data import TOY_DATA


def trained(steps: int, **recipe: object) -> Training:
    training = Training(Recipe(**recipe))
    training.advance(steps=steps)
    return training


def told(training: Training) -> dict[str, dict[str, float]]:
    """The findings by name."""
    return {one.name: one.numbers for one in diagnose(training)}


# what the first sentence must be for a run that shows it
@pytest.mark.parametrize(
    ("finding", "steps", "recipe"),
    [
        ("untrained", 0, {}),
        ("symmetric", 50, {"initializer": "zeros"}),
        ("diverged", 500, {"learning_rate": 1e3}),
        ("slow", 100, {"learning_rate": 1e-6}),
        ("straight", 500, {"data": "xor", "hidden": ()}),
        ("learned", 500, {"data": "blobs"}),
        ("no_test", 100, {"train_share": 1.0}),
        ("dead", 300, {"activation": "relu", "learning_rate": 3.0, "hidden": (8, 8), "seed": 1}),
        ("saturated", 40, {"learning_rate": 10.0, "hidden": (8, 8)}),
        (
            "overfitting",
            4000,
            {
                "data": "overlapping",
                "points": 30,
                "hidden": (12, 12),
                "optimizer": "adam",
                "learning_rate": 0.01,
            },
        ),
        ("fits", 3000, {"data": "plane", "activation": "linear"}),
    ],
)
def test_what_happened_is_told(finding: str, steps: int, recipe: dict) -> None:
    found = diagnose(trained(steps, **recipe))
    assert finding in [one.name for one in found]
    assert all(math.isfinite(number) for one in found for number in one.numbers.values())


# losses when the test loss was smallest -> losses now
@pytest.mark.parametrize(
    ("best", "now", "told"),
    [
        ({"train": 0.5, "test": 1.0}, {"train": 0.4, "test": 1.2}, True),
        ({"train": 0.5, "test": 1.0}, {"train": 0.4, "test": 1.1}, False),  # hardly risen
        ({"train": 0.5, "test": 1.0}, {"train": 0.6, "test": 1.2}, False),  # the training points suffer too
        ({"train": 1.0, "test": 1.0}, {"train": 0.9, "test": 1.2}, False),  # no gap between the two
    ],
)
def test_overfitting_is_a_test_loss_that_rises_while_the_training_loss_falls(
    best: dict, now: dict, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = trained(10)
    moments = [
        training.moments[-1]._replace(
            epoch=epoch, train_loss=one["train"], test_loss=one["test"], test_accuracy=0.8
        )
        for epoch, one in enumerate((best, now))
    ]
    monkeypatch.setattr(training, "moments", moments)
    monkeypatch.setattr(training, "now", lambda: moments[-1])
    assert [one.numbers for one in diagnose(training) if one.name == "overfitting"] == told * [
        {"lowest": 1.0, "epoch": 0, "test": now["test"], "then": best["train"], "train": now["train"]}
    ]


def test_a_unit_that_is_dead_for_every_point_is_counted() -> None:
    training = Training(Recipe(activation="relu", hidden=(3,), points=20))
    training.layers[0].kernel[:], training.layers[0].bias[:] = 0, (-1, -1, 1)
    training.layers[1].kernel[:] = [[1], [2], [3]]
    training.advance(steps=1)
    assert {"units": 2, "of": 3} in [one.numbers for one in diagnose(training) if one.name == "dead"]


def drawn(seed: int, **recipe: object) -> Recipe:
    """A recipe as students make them, of all that can be chosen."""
    random = np.random.default_rng(seed)
    chosen = {
        "data": str(random.choice([*TOY_DATA])),
        "points": 40,
        "hidden": tuple(int(one) for one in random.integers(2, 7, random.integers(1, 4))),
        "activation": str(random.choice(["relu", "relu6", "hard_sigmoid", "sigmoid", "tanh"])),
        "initializer": str(random.choice([*INITIALIZERS])),
        "optimizer": str(random.choice([*OPTIMIZERS])),
        "learning_rate": float(random.choice([0.1, 1.0, 3.0, 10.0])),
        "batch_size": 10,
        "l2": float(random.choice([0.0, 0.0, 0.01])),
        "dropout": float(random.choice([0.0, 0.0, 0.2])),
        "seed": seed,
    }
    return Recipe(**(chosen | recipe))


def flat_units(training: Training) -> list[np.ndarray]:
    """For each hidden layer, whether a unit's slope is 0 at all training points, computed here once more."""
    slope = ACTIVATIONS[training.recipe.activation].derivative
    return [(slope(z) == 0).all(axis=0) for z in forward(training.layers, training.problem.train[0]).z[:-1]]


def test_dead_units_stay_dead_and_silent_ones_come_back() -> None:
    """Over runs that kill units: none that is called dead passes a gradient again, however far it goes."""
    dead = woken = 0
    for seed in range(40):
        training = Training(drawn(seed))
        training.advance(steps=40)
        before = hidden_units.slopeless(training)
        slopeless = sum(int(one.sum()) for one in flat_units(training))
        assert before.dead + before.silent == slopeless or training.diverged
        for _ in range(8):
            training.advance(steps=25)
            if training.diverged:
                break
            now = hidden_units.slopeless(training)
            assert now.dead >= before.dead
        else:
            dead += before.dead
            woken += before.dead + before.silent > sum(int(one.sum()) for one in flat_units(training))
    assert dead > 5
    assert woken  # so that "silent" is not "dead" under another name


def test_units_of_a_later_layer_are_dead_only_behind_what_stands_still() -> None:
    training = Training(Recipe(activation="relu", hidden=(2, 2), points=20))
    training.layers[0].kernel[:], training.layers[0].bias[:] = 0, (-1, 1)  # one dead, one alive
    training.layers[1].kernel[:], training.layers[1].bias[:] = [[1, 1], [0, -1]], (-1, 0)
    # the first has weight 0 from the one that lives, so it stays dead; the second hangs on it
    assert hidden_units.slopeless(training) == (2, 1)


@pytest.mark.parametrize("option", [{"optimizer": "adam"}, {"optimizer": "lion"}, {"l2": 0.1}])
def test_what_momentum_or_a_penalty_still_moves_is_silent(option: dict) -> None:
    training = Training(Recipe(activation="relu", hidden=(3,), points=20, **option))
    training.advance(steps=20)
    training.layers[0].bias[:] = -100.0
    assert hidden_units.slopeless(training) == (0, 3)


def test_copies_stay_copies() -> None:
    found = 0
    for seed, optimizer in zip(count(), OPTIMIZERS):
        training = Training(drawn(seed, optimizer=optimizer, initializer="zeros", learning_rate=0.1))
        training.advance(steps=30)
        before = hidden_units.copies(training)
        training.advance(steps=400)
        if before and not training.diverged:
            layer, units = before
            assert hidden_units.copies(training) is not None
            kernel = training.layers[layer - 1].kernel
            assert kernel.shape[1] == units
            assert np.ptp(kernel, axis=1).max() < 1e-9
            found += 1
    assert found > 5


@pytest.mark.parametrize("part", ["outgoing", "memory", "bias"])
def test_what_parts_copies_is_seen(part: str) -> None:
    training = trained(3, initializer="zeros", optimizer="momentum", hidden=(3,))
    assert hidden_units.copies(training) == (1, 3)
    if part == "outgoing":
        training.layers[1].kernel[0] += 0.5
    elif part == "bias":
        training.layers[0].bias[1] += 0.5
    else:
        training.memory["m"][0] += 0.5
    assert hidden_units.copies(training) is None


def test_dropout_parts_copies() -> None:
    assert "symmetric" not in told(trained(5, initializer="zeros", dropout=0.2))


def test_a_linear_network_that_only_needs_time_is_not_called_at_its_end() -> None:
    """Seen: 0 % right, "more cannot be done with 2 features"; some epochs later 99 %."""
    training = trained(60, data="blobs", hidden=(), learning_rate=0.001)
    assert not {"straight", "slow", "flat"} & set(told(training))
    assert training.straight > 0.95


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_no_linear_network_gets_far_beyond_the_fitted_one(classes: int) -> None:
    """The network itself, trained on for long, is the witness."""
    for seed, data in enumerate(TOY_DATA):
        recipe = {"data": data, "classes": classes, "points": 60, "seed": seed, "noise": 0.3}
        training = trained(60, hidden=(), learning_rate=0.5, optimizer="adam", batch_size=30, **recipe)
        said = told(training).get("straight")
        training.advance(steps=400)
        if said:
            assert training.now().train_accuracy <= said["best"] + 0.1
            assert training.now().train_loss >= fitted_loss(training) - 1e-4


def fitted_loss(training: Training) -> float:
    """The cross-entropy of the fitted logistic regression."""
    features, y = training.problem.train
    y = y if y.shape[1] > 1 else np.column_stack([1 - y, y])
    x = linear_model._design(features)
    weights = linear_model._fitted(x, y)
    return linear_model._loss(x, weights, y) - linear_model.RIDGE / 2 * float((weights * weights).sum())


def test_a_fitted_linear_model_parts_what_a_line_parts() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(200, 2))
    assert linear_model.accuracy(features, (features @ [1.0, -3.0] > 0.5).astype(int)) == 1.0
    assert linear_model.accuracy(features, np.zeros(200, int)) == 1.0
    assert linear_model.accuracy(features, (features.prod(axis=1) > 0).astype(int)) < 0.7


def test_a_plane_explains_what_least_squares_explains() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(100, 3))
    target = features @ [1.0, 2.0, -1.0] + random.normal(size=100)
    kernel = np.linalg.lstsq(np.column_stack([features, np.ones(100)]), target, rcond=None)[0][:3]
    line = np.corrcoef(features @ kernel, target)[0, 1]
    assert linear_model.explained(features, target) == pytest.approx(line**2)
    assert linear_model.explained(features, np.ones(100)) == 1.0


def test_without_test_points_nothing_is_said_of_test_points() -> None:
    """Seen: "nobody knows" beside "100 % of the test points"."""
    found = told(trained(2000, data="blobs", train_share=1.0))
    assert set(found) == {"no_test", "learned_own"}
    assert found["learned_own"]["points"] == 200
    for language in locale.LANGUAGES:
        said = locale.catalogue(language)["network.finding_learned_own"]
        assert "{right}" in said
        assert locale.catalogue(language)["network.finding_learned"] != said
    assert "fits_own" in told(trained(3000, data="plane", activation="linear", train_share=1.0))


def test_a_test_loss_that_stays_level_while_the_training_loss_falls_is_overfitting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen: "it should come down as well", level for 500 epochs."""
    training = trained(10)
    moments = [
        training.moments[-1]._replace(epoch=epoch, train_loss=0.5 * 0.99**epoch, test_loss=0.6 + epoch / 1e4)
        for epoch in range(500)
    ]
    monkeypatch.setattr(training, "moments", moments)
    monkeypatch.setattr(training, "now", lambda: moments[-1])
    found = told(training)
    assert "learning" not in found
    assert found["overfitting"] == {
        "lowest": 0.6,
        "epoch": 0,
        "test": moments[-1].test_loss,
        "then": 0.5,
        "train": moments[-1].train_loss,
    }


def test_a_loss_that_rises_is_not_called_learning() -> None:
    said = set()
    for seed in range(30):
        training = Training(drawn(seed))
        for _ in range(4):
            training.advance(steps=20)
            found = told(training)
            said |= set(found)
            if "learning" in found:
                assert found["learning"]["loss"] < found["learning"]["before"]
            if "no_better" in found:
                assert found["no_better"]["loss"] >= found["no_better"]["before"]
    assert "learning" in said
    assert "no_better" in told(trained(1, data="wave", learning_rate=0.5, hidden=(), seed=3))


def test_a_rare_class_that_is_never_found_is_not_called_learned() -> None:
    """97 of 100 points are of one class, and the answer is always that one."""
    random = np.random.default_rng(0)
    x = random.uniform(-1, 1, (100, 2))
    labels = np.r_[np.zeros(97, int), np.ones(3, int)]
    recipe = {"data": "own", "own": own.pack(x, labels, 2), "train_share": 1.0}
    found = told(trained(60, learning_rate=0.01, **recipe))
    assert "learned_own" not in found
    assert found["uneven"]["share"] < 0.5
    assert found["uneven"]["points"] == 3


def test_only_what_is_proved_speaks_of_what_will_be() -> None:
    """Words about the time to come stand in no sentence but of those whose claim is tested above."""
    proved = {"symmetric", "dead"}
    words = {
        "en": ("for ever", "never", "cannot", "always", "stay"),
        "zh": ("永远", "永久", "再也", "不可能", "一直", "不会再"),
    }
    for language, future in words.items():
        catalogue = locale.catalogue(language)
        speaks = {
            key.removeprefix("network.finding_")
            for key, text in catalogue.items()
            if key.startswith("network.finding_") and any(word in text for word in future)
        }
        assert speaks == proved
