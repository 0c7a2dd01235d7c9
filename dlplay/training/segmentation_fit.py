"""Build and fit the two networks of `dlplay.segmentation.network` in Keras."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from dlplay.digits.mnist import load_mnist
from dlplay.segmentation.network import BOTTOM, CHANNELS, CLASSES, KERNEL, LEVELS, NAMES, Network, layers
from dlplay.training.digit_fit import learning_rate
from dlplay.training.digit_images import Pictures
from dlplay.training.segmentation_batches import Cells, Mosaics, Sheets


def build(skips: bool, normalised: bool = False) -> keras.Model:
    """The network for sheets of any size, (H, W, 1) -> (H, W, 11); its layers have the names of `layers`.

    Args:
        normalised: with batch normalisation between each convolution and its ReLU, to train through: on
            sheets that are nearly empty, many steps go by without it before a digit is told from another.
    """
    sheet = x = keras.Input((None, None, 1))
    encoder = []
    for level in range(LEVELS):
        encoder.append(_pair(x, CHANNELS[level], f"encoder{level}", normalised))
        x = keras.layers.MaxPooling2D(2)(encoder[-1])
    x = _pair(x, BOTTOM, "bottom", normalised)
    for level in reversed(range(LEVELS)):
        x = keras.layers.UpSampling2D(2)(x)
        if skips:
            x = keras.layers.Concatenate()([x, encoder[level]])
        x = _pair(x, CHANNELS[level], f"decoder{level}", normalised)
    return keras.Model(sheet, keras.layers.Conv2D(CLASSES, 1, activation="softmax", name="output")(x))


def _pair(x, channels: int, name: str, normalised: bool):
    for which in "ab":
        x = keras.layers.Conv2D(
            channels, KERNEL, padding="same", kernel_initializer="he_normal", name=f"{name}{which}"
        )(x)
        if normalised:
            x = keras.layers.BatchNormalization(momentum=0.95, name=f"{name}{which}_norm")(x)
        x = keras.layers.ReLU(name=f"{name}{which}_relu")(x)
    return x


def fit(skips: bool, recipe, sheets: Pictures, seed: int, checkpoints: Path | None = None) -> Network:
    """Train a new network; the seed decides the first weights and the order of all that it sees.

    Args:
        sheets: uint8 (n, H, W), ink 255, and int8 (n, H, W), -1 for the ground.
        checkpoints: folder to keep the network in after each epoch of sheets, and to go on from.
    """
    keras.utils.set_random_seed(seed)
    mnist = load_mnist()
    kept = len(mnist.x_train) - recipe.held_out
    digits = mnist.x_train[:kept], mnist.y_train[:kept].astype(np.int32)
    model = build(skips, normalised=True)
    bottom = keras.layers.GlobalAveragePooling2D()(model.get_layer("bottomb_relu").output)
    reader = keras.Model(model.input, keras.layers.Dense(10, activation="softmax")(bottom))
    backup = []
    if checkpoints is not None:
        backup = [keras.callbacks.BackupAndRestore(checkpoints / NAMES[skips], delete_checkpoint=False)]
    for trained, batches, rate, epochs, callbacks in (
        (reader, Cells(*digits, recipe.digits_batch, seed), recipe.digits_rate, 1, []),
        (model, Mosaics(*digits, recipe, seed), recipe.mosaics_rate, 1, []),
        (model, Sheets(*sheets, recipe, seed), recipe.learning_rate, recipe.epochs, backup),
    ):
        steps = replace(recipe, learning_rate=rate, epochs=epochs)
        optimizer = keras.optimizers.Adam(learning_rate(steps, len(batches)))
        trained.compile(optimizer, loss="sparse_categorical_crossentropy")
        print(f"{NAMES[skips]}: {type(batches).__name__}", flush=True)
        trained.fit(batches, epochs=epochs, verbose=2, callbacks=callbacks)
    return Network(to_weights(model, skips), skips)


def to_weights(model: keras.Model, skips: bool) -> dict[str, np.ndarray]:
    """Keras's arrays by the names of `dlplay.segmentation.network.shapes`, normalisation put into them.

    gamma (W x + b - mean) / sqrt(variance + epsilon) + beta is a convolution with the kernel W s and the bias
    (b - mean) s + beta, where s = gamma / sqrt(variance + epsilon).
    """
    named, weights = {layer.name: layer for layer in model.layers}, {}
    for name in layers(skips):
        kernel, bias = named[name].get_weights()
        if (norm := named.get(f"{name}_norm")) is not None:
            gamma, beta, mean, variance = norm.get_weights()
            scale = gamma / np.sqrt(variance + norm.epsilon)
            kernel, bias = kernel * scale, (bias - mean) * scale + beta
        weights[f"{name}_kernel"], weights[f"{name}_bias"] = kernel, bias
    return weights
