"""Optimizer steps a second of the network page, against the same loop in Keras and in PyTorch, in one run.

PyTorch is no dependency of the project; without it its row says so.
"""

import os
import time

import numpy as np

from benchmarks import Row
from dlplay.playground import Recipe, Training, script

RECIPE = Recipe(data="spiral", points=500, hidden=(8, 8, 8), optimizer="adam", learning_rate=0.01)
ROUNDS = 5
TARGET = ">= 2,000"


def rows() -> list[Row]:
    """Steps of a batch of 10, and of all training points at once."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    training = Training(RECIPE)
    whole = Training(Recipe(**{**vars(RECIPE), "batch_size": 500}))
    ours, batched, keras_rate, torch_rate = (
        max(rates)
        for rates in zip(
            *[(_ours(training), _ours(whole), _keras(training), _torch(training)) for _ in range(ROUNDS)],
            strict=True,
        )
    )
    return [
        Row(
            "network page, 500 points, 3 x 8 units, Adam: steps a second, batches of 10",
            f"{ours:,.0f}",
            "-",
            TARGET,
        ),
        Row("the same, all training points in a step", f"{batched:,.0f}", "-", TARGET),
        _against("against train_on_batch of Keras", ours, keras_rate),
        _against("against the same loop in PyTorch", ours, torch_rate),
    ]


def _ours(training: Training, seconds: float = 1.0) -> float:
    training.step_count = 0  # a run ends at its limit of steps; this one shall not
    began = time.perf_counter()
    steps = training.advance(seconds=seconds)
    return steps / (time.perf_counter() - began)


def _keras(training: Training) -> float:
    import keras

    names = _begun(script.keras_script(Training(training.recipe)))
    rate = _rate(names, lambda x, y: names["model"].train_on_batch(x, y))
    keras.config.set_floatx("float32")  # the script sets both, and other benchmarks follow
    keras.config.set_dtype_policy("float32")
    return rate


def _torch(training: Training) -> float:
    try:
        names = _begun(script.torch_script(Training(training.recipe)))
    except ImportError:
        return 0.0
    return _rate(names, names["train_on_batch"])


def _begun(source: str) -> dict:
    """The names of a run's script that has made no step yet."""
    names: dict = {}
    exec(source.replace("print(train_loss, test_loss)", ""), names)
    return names


def _rate(names: dict, learn, steps: int = 300) -> float:
    train, shuffles = names["train"], np.random.default_rng(0)
    for step in range(steps + 20):
        if step == 20:  # the first ones build what is built once
            began = time.perf_counter()
        batch = shuffles.choice(train, RECIPE.batch_size, replace=False)
        learn(names["features"][batch], names["y"][batch])
    return steps / (time.perf_counter() - began)


def _against(claim: str, ours: float, other: float) -> Row:
    if not other:
        return Row(claim, "skipped: not installed", "-", "-")
    return Row(claim, f"{ours:,.0f} : {other:,.0f} steps a second", f"{ours / other:.0f}x", "-")
