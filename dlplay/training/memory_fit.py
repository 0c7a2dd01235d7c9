"""Fit the small recurrent networks with Keras, and measure them: see `dlplay.training.memory`."""

import time
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from dlplay.recurrent import network, passages, remember, shipped, words
from dlplay.recurrent.cells import CELLS
from dlplay.text import plays
from dlplay.training.recording import made_with

RECIPES: dict[str, dict[str, Any]] = {
    "words": {
        "steps": 5000,
        "batch": 64,
        "learning_rate": 0.02,
        "cosine": True,
        "length": 24,
        "seeds": 5,
    },
    "remember": {"steps": 1500, "batch": 64, "learning_rate": 0.01, "cosine": False, "longest": 30},
    "text": {"steps": 5000, "batch": 64, "learning_rate": 0.004, "cosine": True, "length": 80},
}
CLIP = 1.0  # of the norm of all gradients together
TEST_SEED = 12345


def fit_all(seed: int, share: float) -> tuple[dict[str, np.ndarray], dict]:
    """All networks' arrays by the names of `shipped.array_shapes`, and the figures of the model card."""
    arrays: dict[str, np.ndarray] = {}
    facts: dict[str, Any] = {"recipes": RECIPES, "clip": CLIP, "seed": seed, "share": share, "tasks": {}}
    for task, fit in {"words": fit_words, "remember": fit_remember, "text": fit_text}.items():
        facts["tasks"][task] = {}
        for cell in CELLS:
            begun = time.time()
            weights, figures = fit(cell, seed, max(2, int(RECIPES[task]["steps"] * share)))
            figures["parameters"] = sum(array.size for array in weights)
            figures["seconds"] = round(time.time() - begun)
            facts["tasks"][task][cell] = figures
            arrays |= {f"{task}_{cell}_{place}": array for place, array in enumerate(weights)}
            print(task, cell, figures, flush=True)
    return arrays, facts | made_with(keras, tf, np)


def build(task: str, cell: str, seed: int, steps: int, length: int | None) -> keras.Sequential:
    """The textbook's network, compiled, with the first weights that numpy draws from the seed.

    A network of a fixed `length` answers after every step, one of any length after the last.
    """
    sizes, recipe = shipped.TASKS[task], RECIPES[task]
    layer = getattr(keras.layers, CELLS[cell].title)
    fixed, numbers = length is not None, sizes.classes == 1
    model = keras.Sequential(
        [
            keras.Input((length, sizes.inputs)),
            layer(sizes.units, return_sequences=fixed, unroll=fixed),
            keras.layers.Dense(sizes.classes, activation=None if numbers else "softmax"),
        ]
    )
    model.set_weights(network.first_arrays(cell, *sizes, np.random.default_rng([seed, 1])))
    rate = recipe["learning_rate"]
    if recipe["cosine"]:
        rate = keras.optimizers.schedules.CosineDecay(rate, steps)
    model.compile(
        optimizer=keras.optimizers.Adam(rate, global_clipnorm=CLIP),
        loss="mean_squared_error" if numbers else "sparse_categorical_crossentropy",
    )
    return model


def fit_words(cell: str, seed: int, steps: int) -> tuple[list[np.ndarray], dict]:
    """One model a seed; the weights of the best, with the unit that the answer takes most from in front."""
    recipe = RECIPES["words"]
    x_test, y_test = words.batch(np.random.default_rng(TEST_SEED), 2000, recipe["length"])
    letters = x_test[..., 1] == 0
    off, exact, runs = [], [], []
    for one in range(seed, seed + recipe["seeds"]):
        model = build("words", cell, one, steps, recipe["length"])
        x, y = words.batch(np.random.default_rng([one, 2]), recipe["batch"] * steps, recipe["length"])
        model.fit(x, y[..., None], batch_size=recipe["batch"], shuffle=False, verbose=0)
        runs.append(network.from_arrays(cell, model.get_weights()))
        answers = network.scores(runs[-1], network.read(runs[-1], x_test)[0].hidden[1:])[..., 0].T
        error = words.MIDDLE * np.abs(answers - y_test)[letters]
        off.append(round(float(error.mean()), 3))
        exact.append(round(float((error < 0.5).mean()), 4))
    best = int(np.argmin(off))
    figures = {"letters_off_by_seed": off, "exact_by_seed": exact, "shipped_seed": seed + best}
    return by_weight(runs[best]), figures


def by_weight(trained: network.Network) -> list[np.ndarray]:
    """The same network with its units reordered: first the one with the largest weight to the answer."""
    order = np.argsort(-np.abs(trained.kernel[:, 0]))
    columns = np.concatenate([order + len(order) * block for block in range(len(trained.cell.columns))])
    (kernel, recurrent, bias), dense = trained.layers[0], trained.kernel
    return [kernel[:, columns], recurrent[order][:, columns], bias[..., columns], dense[order], trained.bias]


def fit_remember(cell: str, seed: int, steps: int) -> tuple[list[np.ndarray], dict]:
    """Each batch has one number of distractors, drawn from 1 to the longest."""
    recipe = RECIPES["remember"]
    model = build("remember", cell, seed, steps, None)
    random = np.random.default_rng([seed, 2])
    step = tf.function(
        lambda x, y: train_step(model, x, y),
        input_signature=[
            tf.TensorSpec((None, None, len(remember.CHARACTERS))),
            tf.TensorSpec((None,), tf.int64),
        ],
    )
    for _ in range(steps):
        distractors = int(random.integers(1, recipe["longest"] + 1))
        step(*remember.batch(random, recipe["batch"], distractors))
    trained = network.from_arrays(cell, model.get_weights())
    test = remember.batch(np.random.default_rng(TEST_SEED), 1000, 200)
    accuracy = remember.accuracy_by_distance(trained, test)
    return model.get_weights(), {
        "right": {str(n): round(float(accuracy[n]), 3) for n in (1, 5, 10, 30, 100, 200)}
    }


def train_step(model: keras.Sequential, x, y):
    """One update; sequences of any length share one graph."""
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x, training=True)))
    variables = model.trainable_variables
    model.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
    return loss


def fit_text(cell: str, seed: int, steps: int) -> tuple[list[np.ndarray], dict]:
    """Random passages of four plays; the loss of every character; measured on the fifth play."""
    recipe = RECIPES["text"]
    length = recipe["length"]
    model = build("text", cell, seed, steps, length)
    random = np.random.default_rng([seed, 2])
    training = np.concatenate([passages.numbers(play) for play in plays.PLAYS if play != passages.READ])
    for _ in range(steps):
        start = random.integers(len(training) - length - 1, size=recipe["batch"])
        cut = training[start[:, None] + np.arange(length + 1)]
        model.train_on_batch(passages.EYE[cut[:, :-1]], cut[:, 1:])
    trained = network.from_arrays(cell, model.get_weights())
    held_out = passages.numbers(passages.READ)[:20_001]
    hidden = network.read(trained, passages.EYE[held_out[None, :-1]])[0].hidden[1:, 0]
    chosen = network.probabilities(trained, hidden)[np.arange(len(hidden)), held_out[1:]]
    return model.get_weights(), {"held_out_nats_a_character": round(float(-np.log(chosen).mean()), 4)}
