"""Build and fit the network of `dlplay.sentiment.network` in Keras."""

from collections import defaultdict

import keras
import numpy as np
from keras import ops

from dlplay.sentiment import pieces, sentences
from dlplay.sentiment.network import DILATION, FILTERS, VECTOR, WIDTH, Network, Weights
from dlplay.sentiment.pieces import ABSENT, PARTS, Numbered
from dlplay.sentiment.sentences import Sentence
from dlplay.training import sentiment_templates


@keras.saving.register_keras_serializable("dlplay")
class Vectors(keras.layers.Layer):
    """e_t = E[own_t] + mean of E[parts_t], where row 0 counts as zeros."""

    def __init__(self, count: int, size: int, **options):
        super().__init__(**options)
        self.count, self.size = count, size
        self.table = self.add_weight(
            shape=(count, size), initializer=keras.initializers.RandomNormal(stddev=0.1), name="table"
        )

    def call(self, own, parts):
        seen = ops.cast(ops.not_equal(parts, ABSENT), "float32")[..., None]  # (N, T, PARTS, 1)
        total = ops.sum(ops.take(self.table, parts, axis=0) * seen, axis=2)
        mean = total / ops.maximum(ops.sum(seen, axis=2), 1)
        itself = ops.cast(ops.not_equal(own, ABSENT), "float32")[..., None]
        return ops.take(self.table, own, axis=0) * itself + mean


def build(count: int, dropout: float = 0.0) -> keras.Model:
    """The network over `count` rows of E, sentences of any one length; dropout acts while training alone."""
    own = keras.Input((None,), dtype="int32", name="own")
    parts = keras.Input((None, PARTS), dtype="int32", name="parts")
    x = Vectors(count, VECTOR, name="vectors")(own, parts)
    x = keras.layers.Dropout(dropout)(x)
    x = keras.layers.Conv1D(FILTERS, WIDTH, padding="same", activation="relu", name="near")(x)
    wide = keras.layers.Conv1D(
        FILTERS, WIDTH, padding="same", dilation_rate=DILATION, activation="relu", name="wide"
    )
    x = keras.layers.Dropout(dropout)(wide(x))
    scores = keras.layers.Dense(1, name="score")(x)
    attention = keras.layers.Softmax(axis=1)(keras.layers.Dense(1, use_bias=False, name="attention")(x))
    logit = keras.layers.Dot(axes=1)([attention, scores])
    return keras.Model([own, parts], keras.layers.Reshape((1,))(logit))


def training_set(recipe, seed: int) -> list[Sentence]:
    """The hand-written sentences that train, each so many times, and those by templates."""
    random = np.random.default_rng([seed, 1])
    chosen: list[Sentence] = []
    for language in sentences.LANGUAGES:
        held_out = [one.text for one in sentences.load() if one.language == language and one.split == "test"]
        chosen += sentiment_templates.generate(language, recipe.templates, random, held_out)
        chosen += sentences.training(language) * recipe.copies
    return chosen


class Batches(keras.utils.PyDataset):
    """The sentences in batches of one length each, so that none has to be filled up; anew in each epoch."""

    def __init__(self, learned: list[tuple[Numbered, int]], recipe, random: np.random.Generator):
        super().__init__()
        self.learned, self.recipe, self.random = learned, recipe, random
        self.on_epoch_end()

    def on_epoch_end(self):
        by_length = defaultdict(list)
        for place in self.random.permutation(len(self.learned)):
            by_length[len(self.learned[place][0].own)].append(place)
        size = self.recipe.batch_size
        cut = [places[k : k + size] for places in by_length.values() for k in range(0, len(places), size)]
        self.batches = [cut[place] for place in self.random.permutation(len(cut))]

    def __len__(self):
        return len(self.batches)

    def __getitem__(self, number):
        chosen = [self.learned[place] for place in self.batches[number]]
        own, parts = (np.stack([getattr(found, name) for found, _ in chosen]) for name in Numbered._fields)
        chance = self.random.random(own.shape)
        own = np.where(chance < self.recipe.forget, ABSENT, own)
        parts = np.where((chance > 1 - self.recipe.forget)[..., None], ABSENT, parts)
        return (own, parts), np.array([[label] for _, label in chosen], np.float32)


def fit(recipe, learned: list[Sentence], seed: int) -> Network:
    """Train a new network; the seed decides first weights, dropout, order and what is forgotten."""
    keras.utils.set_random_seed(seed)
    vocabulary = pieces.collect(sorted({one.text for one in learned}), recipe.least)
    named = [([token.name for token in pieces.tokens(one.text)], one.label) for one in learned]
    numbers = [(pieces.numbered(names, vocabulary), label) for names, label in named]
    batches = Batches(numbers, recipe, np.random.default_rng([seed, 2]))
    model = build(len(vocabulary) + 1, recipe.dropout)
    rate = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, recipe.epochs * len(batches))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=recipe.smoothing),
        metrics=[keras.metrics.BinaryAccuracy("accuracy", threshold=0.0)],
    )
    model.fit(batches, epochs=recipe.epochs, verbose=2)
    return Network(vocabulary, to_weights(model))


def to_weights(model: keras.Model) -> Weights:
    """Keras's arrays as those of `dlplay.sentiment.network`; what was never seen has zeros."""
    table = model.get_layer("vectors").get_weights()[0].copy()
    table[ABSENT] = 0
    near, near_bias = model.get_layer("near").get_weights()
    wide, wide_bias = model.get_layer("wide").get_weights()
    score, score_bias = model.get_layer("score").get_weights()
    (attention,) = model.get_layer("attention").get_weights()
    return Weights(table, near, near_bias, wide, wide_bias, score[:, 0], score_bias[0], attention[:, 0])
