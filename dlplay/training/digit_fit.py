"""Build and fit the digit network in Keras."""

import time
from functools import reduce
from itertools import product

import keras
import numpy as np

from dlplay.digits.reading import GRID
from dlplay.digits.warp import warp
from dlplay.training.digit_images import time_left

FRESH_STRENGTH = 0.8  # rotations and slants around 4°
EVERY = 20  # batches between two reports of the time left


def build(dropout: tuple[float, float] = (0.0, 0.0)) -> tuple[keras.Sequential, keras.Model]:
    """The network, and the same layers with dropout between them, to train through.

    Returns:
        network: the five layers that ship.
        trainer: shares their weights; the network itself where there is no dropout.
    """
    layers = [
        keras.layers.Conv2D(32, (3, 3), activation="relu", name="conv"),
        keras.layers.MaxPooling2D((2, 2), name="pool"),
        keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(128, activation="relu", name="dense"),
        keras.layers.Dense(10, activation="softmax", name="output"),
    ]
    network = keras.Sequential([keras.Input((GRID, GRID, 1)), *layers], name="digits")
    if not any(dropout):
        return network, network
    before, after = (keras.layers.Dropout(rate) for rate in dropout)
    convolution, _, flatten, hidden, output = layers
    pooled = PooledConvolution(convolution)
    trainer = keras.Sequential([keras.Input((GRID, GRID, 1)), pooled, flatten, before, hidden, after, output])
    return network, trainer


class PooledConvolution(keras.layers.Layer):
    """A 3 x 3 `convolution` with ReLU and 2 x 2 max pooling after it, by its weights; on a CPU twice as fast.

    Bias and ReLU keep the order of numbers, so that they may follow the maximum: max relu(z + b) =
    relu(max z + b).
    """

    def __init__(self, convolution: keras.layers.Conv2D):
        super().__init__()
        self.convolution = convolution

    def call(self, pictures):
        kernel, bias = self.convolution.kernel, self.convolution.bias
        side = (GRID - 2) // 2
        products = []
        for top, left in product(range(2), repeat=2):  # the four places that a pool looks at
            patches = [
                pictures[
                    :, top + row : top + row + 2 * side : 2, left + column : left + column + 2 * side : 2
                ]
                for row, column in product(range(3), repeat=2)
            ]
            flat = keras.ops.reshape(keras.ops.concatenate(patches, axis=-1), (-1, 9))
            products.append(keras.ops.matmul(flat, keras.ops.reshape(kernel, (9, -1))))
        largest = reduce(keras.ops.maximum, products)
        return keras.ops.relu(keras.ops.reshape(largest, (-1, side, side, bias.shape[0])) + bias)


class Batches(keras.utils.PyDataset):
    """Shuffled batches, a share `fresh` of the pictures warped anew; where there is no label, a random one.

    Cross-entropy against random labels is least for equal probabilities: that teaches the network to say of a
    scribble that it could be anything (outlier exposure; Hendrycks, Mazeika and Dietterich, 2019).
    """

    def __init__(self, images, labels, batch_size: int, seed: int, fresh: float = 0.0):
        super().__init__()
        self.images, self.labels, self.batch_size, self.fresh = images, labels, batch_size, fresh
        self.rng = np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.images))

    def __len__(self):
        return -(-len(self.images) // self.batch_size)

    def __getitem__(self, index):
        chosen = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        labels = self.labels[chosen].astype(np.int32)
        unlabelled = labels < 0
        labels[unlabelled] = self.rng.integers(10, size=unlabelled.sum())
        pictures = as_input(self.images[chosen])
        warped = self.rng.uniform(size=len(chosen)) < self.fresh
        pictures[warped, ..., 0] = warp(pictures[warped, ..., 0], self.rng, FRESH_STRENGTH)
        return pictures, labels


def as_input(images: np.ndarray) -> np.ndarray:
    """uint8 (n, 28, 28) -> float32 (n, 28, 28, 1) in [0, 1]."""
    return images[..., None].astype(np.float32) / np.float32(255)


def fit(recipe, images, labels, seed: int, held_out=None) -> keras.Sequential:
    """Train a new network.

    Args:
        recipe: see `digits.Recipe`.
        images: uint8 (n, 28, 28).
        labels: (n,) digits; below 0 for a picture that is no digit.
        held_out: (images, labels) to show the accuracy on after each epoch; it decides nothing.
        seed: decides the first weights, dropout, the order of the pictures and the random labels.
    """
    keras.utils.set_random_seed(seed)
    network, trainer = build(recipe.dropout)
    train(trainer, recipe, images, labels, seed, network, held_out)
    return network


def train(trainer: keras.Sequential, recipe, images, labels, seed: int, network=None, held_out=None) -> None:
    """Train the layers of `trainer`; `network` is what the accuracy on `held_out` is shown of.

    Where the recipe averages, the weights are at last the running mean of those of every step: Keras puts it
    there at the end of its `fit`. The other arguments as for `fit`.
    """
    batches = Batches(images, labels, recipe.batch_size, seed, recipe.fresh)
    optimizer = keras.optimizers.Adam(
        learning_rate(recipe, len(batches)),
        weight_decay=recipe.weight_decay or None,
        use_ema=recipe.averaging > 0,
        ema_momentum=recipe.averaging,
    )
    trainer.compile(optimizer, loss="sparse_categorical_crossentropy")
    progress = Progress(network or trainer, recipe.epochs * len(batches), held_out)
    trainer.fit(batches, epochs=recipe.epochs, verbose=0, callbacks=[progress])


def learning_rate(recipe, batches_an_epoch: int):
    """Constant, or by a recipe that is `cosine` up from a tenth and down to nearly nothing."""
    if not recipe.cosine:
        return recipe.learning_rate
    steps = recipe.epochs * batches_an_epoch
    return keras.optimizers.schedules.CosineDecay(
        recipe.learning_rate / 10,
        steps - steps // 20,
        warmup_target=recipe.learning_rate,
        warmup_steps=steps // 20,
        alpha=0.005,
    )


class Progress(keras.callbacks.Callback):
    """Prints the epoch, the loss, the time left, and after each epoch the accuracy on held-out pictures."""

    def __init__(self, network: keras.Sequential, total_batches: int, held_out=None):
        super().__init__()
        self.network, self.total, self.held_out = network, total_batches, held_out
        self.done = 0
        self.start = time.monotonic()

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch + 1

    def on_train_batch_end(self, batch, logs=None):
        self.done += 1
        if self.done % EVERY == 0:
            print(f"{self._line(logs):60}", end="\r", flush=True)

    def on_epoch_end(self, epoch, logs=None):
        checked = f"  held out {accuracy(self.network, *self.held_out):.2%}" if self.held_out else ""
        print(f"{self._line(logs) + checked:60}", flush=True)

    def _line(self, logs):
        left = (time.monotonic() - self.start) / self.done * (self.total - self.done)
        return f"epoch {self.epoch}  loss {logs['loss']:.4f}  {time_left(left)} left"


def accuracy(network: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of pictures, uint8 (n, 28, 28), that the network reads as their label."""
    probabilities = network.predict(as_input(images), batch_size=500, verbose=0)
    return float(np.mean(probabilities.argmax(axis=1) == labels))
