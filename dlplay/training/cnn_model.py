"""The CNN of the page "Train a CNN" in Keras, compiled once for each architecture and used again.

Every new compiled model leaks some megabytes in TensorFlow, and costs a second. So the models of the last few
architectures stay, and a new training sets weights, optimizer and learning rate back to the beginning.
"""

from functools import lru_cache
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf

from dlplay.digits.cnn import CnnSettings
from dlplay.digits.lab import CLASSES
from dlplay.digits.reading import GRID

KEPT = 4  # architectures
PREDICTED_AT_ONCE = 500
LAYERS = {"cnn": ("conv", "dense", "output"), "dense": ("dense", "output")}  # those with weights
FIRST = 12  # units of a dense network whose weights are shown

OPTIMIZERS = {
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "nesterov": lambda rate: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True),
}


class Architecture(NamedTuple):
    """The part of the settings that decides what is compiled."""

    network: str
    filters: int
    kernel: int
    pool: int
    dense: int
    activation: str
    dropout: float
    loss: str
    optimizer: str

    @classmethod
    def of(cls, settings: CnnSettings) -> "Architecture":
        return cls(*(getattr(settings, name) for name in cls._fields))


def build(architecture: Architecture) -> keras.Sequential:
    """The network, with new weights; `keras.utils.set_random_seed` decides which."""
    layers = [
        keras.Input((GRID, GRID, 1)),
        *(_convolution(architecture) if architecture.network == "cnn" else ()),
        keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(architecture.dense, activation=architecture.activation, name="dense"),
        keras.layers.Dropout(architecture.dropout, name="dropout"),
        keras.layers.Dense(CLASSES, activation="softmax", name="output"),
    ]
    return keras.Sequential(layers, name="digits")


def _convolution(architecture: Architecture) -> list[keras.Layer]:
    return [
        keras.layers.Conv2D(
            architecture.filters, architecture.kernel, activation=architecture.activation, name="conv"
        ),
        keras.layers.MaxPooling2D(architecture.pool, name="pool"),
    ]


def new_optimizer(name: str, learning_rate: float) -> keras.optimizers.Optimizer:
    """An optimizer by its key in `dlplay.digits.cnn.OPTIMIZERS`, with Keras's defaults."""
    if name in OPTIMIZERS:
        return OPTIMIZERS[name](learning_rate)
    optimizer = keras.optimizers.get(name)
    optimizer.learning_rate = learning_rate
    return optimizer


class CompiledCnn:
    """A network, its loss and its optimizer, compiled into one training step and one prediction."""

    def __init__(self, architecture: Architecture):
        self.architecture = architecture
        self.network = build(architecture)
        self.optimizer = new_optimizer(architecture.optimizer, 1e-3)
        self.optimizer.build(self.network.trainable_variables)
        self._fresh = [variable.numpy() for variable in self.optimizer.variables]
        self.loss = keras.losses.get(architecture.loss)
        pictures = tf.TensorSpec([None, GRID, GRID], tf.uint8)
        labels = tf.TensorSpec([None], tf.uint8)
        self._step = tf.function(self._train_step, [pictures, labels], autograph=False)
        shown = tf.TensorSpec([None, GRID, GRID], tf.float32)
        self._predict = tf.function(self._probabilities, [shown], autograph=False)
        blank = np.zeros((1, GRID, GRID), np.uint8)
        self.step(blank, np.zeros(1, np.uint8))  # compiles, before a clock runs
        self.predict(blank)

    def reset(self, seed: int, learning_rate: float) -> None:
        """Everything as in a network that was just built and compiled after `set_random_seed(seed)`."""
        keras.utils.set_random_seed(seed)
        new = build(self.architecture).variables  # the state of the dropout's random numbers is one of them
        for variable, fresh in zip(self.network.variables, new, strict=True):
            variable.assign(fresh)
        for variable, fresh in zip(self.optimizer.variables, self._fresh, strict=True):
            variable.assign(fresh)
        self.optimizer.learning_rate = learning_rate

    def step(self, pictures: np.ndarray, labels: np.ndarray) -> tuple[float, int]:
        """One update from pictures uint8 (n, 28, 28), labels uint8 (n,) -> (mean loss, read correctly)."""
        loss, correct = self._step(pictures, labels)
        return float(loss), int(correct)

    def _train_step(self, pictures, labels):
        truth = tf.one_hot(tf.cast(labels, tf.int32), CLASSES)
        with tf.GradientTape() as tape:
            probabilities = self.network(_input(tf.cast(pictures, tf.float32) / 255), training=True)
            loss = tf.reduce_mean(self.loss(truth, probabilities))
        variables = self.network.trainable_variables
        gradients = tape.gradient(loss, [variable.value for variable in variables])
        self.optimizer.apply(gradients, variables)
        read = tf.argmax(probabilities, axis=1, output_type=tf.int32)
        return loss, tf.reduce_sum(tf.cast(read == tf.cast(labels, tf.int32), tf.int32))

    def predict(self, pictures: np.ndarray) -> np.ndarray:
        """Probabilities (n, 10) of pictures (n, 28, 28), uint8, or float32 in [0, 1]."""
        scale = np.float32(255 if pictures.dtype == np.uint8 else 1)
        parts = [
            self._predict(pictures[start : start + PREDICTED_AT_ONCE].astype(np.float32) / scale).numpy()
            for start in range(0, len(pictures), PREDICTED_AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.empty((0, CLASSES), np.float32)

    def _probabilities(self, pictures):
        return self.network(_input(pictures), training=False)

    def mean_loss(self, probabilities: np.ndarray, labels: np.ndarray) -> float:
        """The mean loss of probabilities (n, 10) against labels (n,)."""
        truth = np.eye(CLASSES, dtype=np.float32)[labels]
        return float(np.mean(self.loss(truth, probabilities)))

    def weights(self) -> dict[str, np.ndarray]:
        """The network's arrays by the names that `dlplay.digits.network` reads."""
        named: dict[str, np.ndarray] = {}
        for layer in LAYERS[self.architecture.network]:
            kernel, bias = self.network.get_layer(layer).get_weights()
            named |= {f"{layer}_kernel": kernel, f"{layer}_bias": bias}
        return named

    def filters(self) -> np.ndarray:
        """What the first layer looks for (k, k, 1, n): its filters, or a dense layer's first units."""
        if self.architecture.network == "cnn":
            return self.network.get_layer("conv").get_weights()[0]
        return self.network.get_layer("dense").get_weights()[0][:, :FIRST].reshape(GRID, GRID, 1, -1)

    def put(self, weights: dict[str, np.ndarray]) -> None:
        """Set the network's arrays, named as in `weights`."""
        put(self.network, weights)


def put(network: keras.Sequential, weights: dict[str, np.ndarray]) -> None:
    """Set a network's arrays, by the names that `dlplay.digits.network` reads."""
    for layer in LAYERS["cnn" if "conv_kernel" in weights else "dense"]:
        network.get_layer(layer).set_weights([weights[f"{layer}_kernel"], weights[f"{layer}_bias"]])


def _input(pictures):
    return pictures[..., None]


@lru_cache(maxsize=KEPT)
def compiled(architecture: Architecture) -> CompiledCnn:
    """The model of an architecture, as the last training left it."""
    return CompiledCnn(architecture)
