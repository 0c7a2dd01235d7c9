"""Build and fit the two networks of `dlplay.segmentation.network` in Keras."""

import keras
import numpy as np

from dlplay.scenes import INKED
from dlplay.segmentation.network import BOTTOM, CHANNELS, CLASSES, GROUND, KERNEL, LEVELS, Network, layers
from dlplay.training.digit_fit import Progress, learning_rate


def build(skips: bool) -> keras.Model:
    """The network for sheets of any size, (H, W, 1) -> (H, W, 11); its layers have the names of `layers`."""
    sheet = x = keras.Input((None, None, 1))
    encoder = []
    for level in range(LEVELS):
        encoder.append(_pair(x, CHANNELS[level], f"encoder{level}"))
        x = keras.layers.MaxPooling2D(2)(encoder[-1])
    x = _pair(x, BOTTOM, "bottom")
    for level in reversed(range(LEVELS)):
        x = keras.layers.UpSampling2D(2)(x)
        if skips:
            x = keras.layers.Concatenate()([x, encoder[level]])
        x = _pair(x, CHANNELS[level], f"decoder{level}")
    return keras.Model(sheet, keras.layers.Conv2D(CLASSES, 1, activation="softmax", name="output")(x))


def _pair(x, channels: int, name: str):
    for which in "ab":
        x = keras.layers.Conv2D(
            channels,
            KERNEL,
            padding="same",
            activation="relu",
            kernel_initializer="he_normal",
            name=f"{name}{which}",
        )(x)
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
    model = build(skips)
    batches = Batches(inks, masks, recipe, seed)
    optimizer = keras.optimizers.Adam(
        learning_rate(recipe, len(batches)), use_ema=True, ema_momentum=recipe.averaging
    )
    model.compile(optimizer, loss="sparse_categorical_crossentropy")
    progress = Progress(model, recipe.epochs * len(batches))
    model.fit(batches, epochs=recipe.epochs, verbose=0, callbacks=[progress])
    return Network(to_weights(model, skips), skips)


def to_weights(model: keras.Model, skips: bool) -> dict[str, np.ndarray]:
    """Keras's arrays by the names of `dlplay.segmentation.network.shapes`."""
    weights = {}
    for name in layers(skips):
        weights[f"{name}_kernel"], weights[f"{name}_bias"] = model.get_layer(name).get_weights()
    return weights
