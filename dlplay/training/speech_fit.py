"""Build and fit the network of `dlplay.speech.network` in Keras, on any of its backends."""

import math

import keras
import numpy as np
from keras import ops

from dlplay.speech.features import BANDS, FRAMES
from dlplay.speech.network import DIGITS, FILTERS, LANGUAGES, STEPS, UNITS, WIDTH, Weights
from dlplay.training import speech_augment
from dlplay.training.speech_set import Words

FAR = -1e9  # the logit of a digit of the other language
NORMED = ("1", "2", "3", "time")  # the layers that batch normalisation follows while training


def build(normed: bool = False, dropout: float = 0.0) -> keras.Model:
    """Pictures (N, 96, 32) and languages (N, 20), 0 for its ten digits and `FAR` else, to logits (N, 20).

    Args:
        normed: with batch normalisation, as it trains; without, as it ships.
    """

    def learned(layer, x):
        name = layer.name.removeprefix("learned_")
        x = layer(x)
        return keras.layers.ReLU()(keras.layers.BatchNormalization(name=f"norm_{name}")(x) if normed else x)

    picture = keras.Input((FRAMES, BANDS), name="picture")
    language = keras.Input((DIGITS * len(LANGUAGES),), name="language")
    x = keras.layers.Reshape((FRAMES, BANDS, 1))(picture)
    for number, (filters, pool) in enumerate(zip(FILTERS, ((2, 2), (2, 2), (1, 2)), strict=True), start=1):
        x = learned(keras.layers.Conv2D(filters, 3, padding="same", name=f"learned_{number}"), x)
        x = keras.layers.MaxPooling2D(pool)(x)
    x = keras.layers.Dropout(dropout)(keras.layers.Reshape((STEPS, FILTERS[-1] * BANDS // 8))(x))
    x = learned(keras.layers.Conv1D(UNITS, WIDTH, padding="same", name="learned_time"), x)
    x = keras.layers.Dropout(dropout)(x)
    scores = keras.layers.Dense(DIGITS * len(LANGUAGES), name="digit")(x)
    attention = keras.layers.Softmax(axis=1)(keras.layers.Dense(1, use_bias=False, name="attention")(x))
    logits = keras.layers.Flatten()(keras.layers.Dot(axes=1)([attention, scores]))
    return keras.Model([picture, language], keras.layers.Add()([logits, language]))


def far(languages: np.ndarray) -> np.ndarray:
    """The second input: (N, 20) for numbers of languages (N,)."""
    own = np.arange(DIGITS * len(LANGUAGES)) // DIGITS == np.asarray(languages)[:, None]
    return np.where(own, 0, FAR).astype(np.float32)


class Batches(keras.utils.PyDataset):
    """Words drawn by their weight, augmented anew each time."""

    def __init__(self, words: Words, recipe, seed: int):
        super().__init__(workers=recipe.workers)
        self.words, self.recipe, self.seed = words, recipe, seed
        self.share = words.weight / words.weight.sum()

    def __len__(self):
        return self.recipe.steps

    def __getitem__(self, number):
        random = np.random.default_rng([self.seed, number, self.epoch])
        chosen = random.choice(len(self.share), self.recipe.batch, p=self.share)
        sounds = [self.words.samples[place] for place in chosen]
        picture = speech_augment.pictures(sounds, random, self.recipe.strength)
        label = self.words.digit[chosen] + DIGITS * self.words.language[chosen]
        return (picture, far(self.words.language[chosen])), np.eye(20, dtype=np.float32)[label]

    epoch = 0

    def on_epoch_end(self):
        self.epoch += 1


def loss(smoothing: float):
    """Cross-entropy with softened labels within the digits of the language."""

    def value(y_true, logits):
        own = ops.cast(logits > FAR / 2, "float32")
        soft = y_true * (1 - smoothing) + own * smoothing / DIGITS
        return -ops.sum(soft * ops.log_softmax(logits) * own, axis=-1)

    return value


def fit(recipe, words: Words, seed: int, callbacks=()) -> keras.Model:
    """Train a new network; the seed decides first weights, dropout, order and augmentation."""
    keras.utils.set_random_seed(seed)
    model = build(normed=True, dropout=recipe.dropout)
    steps = recipe.steps * recipe.epochs
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps, warmup_target=recipe.learning_rate, warmup_steps=math.ceil(steps / 20)
    )
    optimizer = keras.optimizers.AdamW(rate, weight_decay=recipe.decay, use_ema=True, ema_momentum=0.995)
    model.compile(optimizer, loss=loss(recipe.smoothing), metrics=["categorical_accuracy"])
    model.fit(Batches(words, recipe, seed), epochs=recipe.epochs, verbose=2, callbacks=list(callbacks))
    return model


def to_weights(model: keras.Model) -> Weights:
    """Keras's arrays as those of `dlplay.speech.network`: each normalisation taken into its convolution.

    gamma (x W + b - mean) / sqrt(variance + epsilon) + beta is x (W s) + (b - mean) s + beta,
    s = gamma / sqrt(variance + epsilon).
    """
    arrays = []
    for name in NORMED:
        kernel, bias = model.get_layer(f"learned_{name}").get_weights()
        norm = model.get_layer(f"norm_{name}")
        gamma, beta, mean, variance = norm.get_weights()
        scale = gamma / np.sqrt(variance + norm.epsilon)
        arrays += [kernel * scale, (bias - mean) * scale + beta]
    (attention,) = model.get_layer("attention").get_weights()
    arrays += [*model.get_layer("digit").get_weights(), attention[:, 0]]
    return Weights(*arrays)


def from_weights(weights: Weights) -> keras.Model:
    """The network as it ships, in Keras."""
    model = build()
    for number, name in enumerate(NORMED):
        model.get_layer(f"learned_{name}").set_weights(list(weights[2 * number : 2 * number + 2]))
    model.get_layer("digit").set_weights([weights.kernel_digit, weights.bias_digit])
    model.get_layer("attention").set_weights([weights.attention[:, None]])
    return model
