"""Build and fit the two networks of `dlplay.segmentation.network` in Keras."""

import keras
import numpy as np

from dlplay.scenes import INKED
from dlplay.segmentation.network import BOTTOM, CHANNELS, CLASSES, GROUND, KERNEL, LEVELS, Network, layers
from dlplay.training.digit_fit import Progress, learning_rate


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
        x = keras.layers.ReLU()(x)
    return x


class Batches(keras.utils.PyDataset):
    """Sheets, their pixels' classes and weights, in a new order each epoch; what fills no batch waits."""

    def __init__(self, inks: np.ndarray, masks: np.ndarray, recipe, seed: int):
        super().__init__()
        self.inks, self.masks, self.recipe = inks, masks, recipe
        self.random = np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        self.order = self.random.permutation(len(self.inks))

    def __len__(self):
        return len(self.inks) // self.recipe.batch_size

    def __getitem__(self, number):
        size = self.recipe.batch_size
        chosen = self.order[number * size : (number + 1) * size]
        sheets = self.inks[chosen].astype(np.float32) / np.float32(255)
        masks = self.masks[chosen]
        classes = np.where(masks < 0, GROUND, masks).astype(np.int32)
        weights = np.where(sheets >= INKED, 1, self.recipe.ground).astype(np.float32)
        return sheets[..., None], classes, weights


def fit(recipe, skips: bool, inks: np.ndarray, masks: np.ndarray, seed: int) -> Network:
    """Train a new network; the seed decides the first weights and the order of the sheets.

    Args:
        inks: uint8 (n, H, W), ink 255.
        masks: int8 (n, H, W), -1 for the ground.
    """
    keras.utils.set_random_seed(seed)
    model = build(skips, normalised=True)
    batches = Batches(inks, masks, recipe, seed)
    optimizer = keras.optimizers.Adam(learning_rate(recipe, len(batches)))
    model.compile(optimizer, loss="sparse_categorical_crossentropy")
    progress = Progress(model, recipe.epochs * len(batches))
    model.fit(batches, epochs=recipe.epochs, verbose=0, callbacks=[progress])
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
