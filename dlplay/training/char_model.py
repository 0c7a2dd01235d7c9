"""The textbook's character network in Keras, and one fast training step over its variables.

Keras builds the network and owns the weights; `CharNetwork.forward` runs the same arithmetic for every
character of a batch of streams with carried state (`dlplay.training.recurrent`).
"""

import keras
import tensorflow as tf

from dlplay.training.recurrent import (
    gru_sequence,
    lstm_sequence,
    matmul,
    sigmoid_gates_first,
    simple_rnn_sequence,
)

LAYERS = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU, "simple_rnn": keras.layers.SimpleRNN}
# characters beyond which picking rows of the first kernel is faster than a product with one-hot vectors
MANY = 256


def textbook_network(cell: str, units: int, layers: int, vocabulary_size: int) -> keras.Sequential:
    """One-hot characters (B, any length, V) -> probabilities of the next character (B, V)."""
    network = keras.Sequential([keras.Input((None, vocabulary_size), name="one_hot_characters")])
    for layer in range(layers):
        network.add(LAYERS[cell](units, return_sequences=layer < layers - 1))
    network.add(keras.layers.Dense(vocabulary_size, activation="softmax"))
    return network


class Trapezoid(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in a straight line, stays, and falls in a straight line to zero.

    Until the fall nothing depends on when it comes, so that a run can be made longer or shorter on the way.
    Source: Zhai et al., "Scaling vision transformers", 2022; Haegele et al., 2024.
    """

    def __init__(self, peak: float, warm_up: int, decay: int, updates: int):
        self.peak, self.warm_up, self.decay, self.updates = peak, warm_up, decay, updates

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        rising = (step + 1) / max(self.warm_up, 1)
        falling = (self.updates - step) / max(self.decay, 1)
        return self.peak * tf.clip_by_value(tf.minimum(rising, falling), 0.0, 1.0)

    def get_config(self):
        """The arguments of the constructor."""
        return {"peak": self.peak, "warm_up": self.warm_up, "decay": self.decay, "updates": self.updates}


class CharNetwork:
    """Forward pass, loss and update of a character network. Shapes: T steps, B streams, V characters."""

    def __init__(
        self,
        recipe,
        vocabulary_size: int,
        updates: int,
        optimizer: keras.optimizers.Optimizer | None = None,
    ):
        """optimizer: instead of Adam with the recipe's schedule over so many updates."""
        self.recipe = recipe
        self.vocabulary_size = vocabulary_size
        self.keras_network = textbook_network(recipe.cell, recipe.units, recipe.layers, vocabulary_size)
        self.variables = [variable.value for variable in self.keras_network.trainable_variables]
        self.averages = [tf.Variable(variable) for variable in self.variables]
        self.optimizer = optimizer or scheduled_adam(recipe, updates)
        self.optimizer.build(self.keras_network.trainable_variables)
        self.train_step = tf.function(self._train_step, autograph=False)
        self.loss = tf.function(self._loss, autograph=False)
        self.expect = tf.function(self._expect, autograph=False)

    def zero_states(self, streams: int):
        """The state before the first character: a tensor (2, B, U) for every layer, hidden and cell."""
        return [tf.zeros((2, streams, self.recipe.units)) for _ in range(self.recipe.layers)]

    def forward(self, weights, characters, states, seed=None):
        """characters (T, B) int32 -> (logits (T, B, V), new states); `seed` (2,) int32 turns dropout on."""
        recipe, steps, streams = self.recipe, characters.shape[0], characters.shape[1]
        dtype = recipe.compute_dtype if seed is not None else "float32"
        signal, after = None, []
        for layer in range(recipe.layers):
            kernel, recurrent, bias = weights[3 * layer : 3 * layer + 3]
            if seed is not None and recipe.recurrent_dropout:
                recurrent = dropout(recurrent, recipe.recurrent_dropout, seed, 2 * layer)
            if recipe.cell == "lstm":
                kernel, recurrent, bias = map(sigmoid_gates_first, (kernel, recurrent, bias))
            below, before = tf.unstack(bias) if recipe.cell == "gru" else (bias, None)
            entered = self._enter(characters, kernel, dtype) if layer == 0 else matmul(signal, kernel, dtype)
            projected = tf.reshape(entered + below, (steps, streams, -1))
            hidden, cell = tf.unstack(states[layer])
            if recipe.cell == "lstm":
                outputs, cell = lstm_sequence(projected, recurrent, hidden, cell, dtype)
            elif recipe.cell == "gru":
                outputs = gru_sequence(projected, recurrent, before, hidden, dtype)
            else:
                outputs = simple_rnn_sequence(projected, recurrent, hidden, dtype)
            after.append(tf.stack([outputs[-1], cell]))
            signal = tf.reshape(outputs, (steps * streams, recipe.units))
            if seed is not None and recipe.dropout:
                signal = dropout(signal, recipe.dropout, seed, 2 * layer + 1)
        logits = matmul(signal, weights[-2], dtype) + weights[-1]
        return tf.reshape(logits, (steps, streams, -1)), after

    def _enter(self, characters, kernel, dtype):
        """One-hot characters (T, B) times the first kernel (V, n): (T B, n)."""
        numbers = tf.reshape(characters, [-1])
        if self.vocabulary_size > MANY:
            return tf.gather(kernel, numbers)
        return matmul(tf.one_hot(numbers, self.vocabulary_size), kernel, dtype)

    def _expect(self, characters, states):
        """characters (T, B) -> (probabilities (T, B, V) float16, states) by the averaged weights."""
        logits, after = self.forward(self.averages, characters, states)
        return tf.cast(tf.nn.softmax(logits), tf.float16), after

    def _loss(self, weights, characters, following, states):
        logits, after = self.forward(weights, characters, states)
        return tf.reduce_mean(cross_entropy(following, logits)), after

    def _train_step(self, characters, following, opinions, states, seed):
        """opinions: a teacher's probabilities (T, B, V) or None. Returns the loss without them, states."""
        with tf.GradientTape() as tape:
            logits, after = self.forward(self.variables, characters, states, seed)
            loss = objective = tf.reduce_mean(cross_entropy(following, logits))
            if opinions is not None:
                soft = tf.nn.softmax_cross_entropy_with_logits(tf.cast(opinions, tf.float32), logits)
                share = self.recipe.teacher_share
                objective = (1 - share) * loss + share * tf.reduce_mean(soft)
        gradients = tape.gradient(objective, self.variables)
        self.optimizer.apply(gradients)
        done = tf.cast(self.optimizer.iterations.value, tf.float32)
        # a short memory at first, or the random start would stay in the average for long
        kept = tf.minimum(self.recipe.averaging, done / (done + 10))
        for average, variable in zip(self.averages, self.variables, strict=True):
            average.assign(kept * average + (1 - kept) * variable)
        return loss, after


def scheduled_adam(recipe, updates: int) -> keras.optimizers.Adam:
    """Adam by a recipe, its learning rate a `Trapezoid`."""
    schedule = Trapezoid(recipe.learning_rate, recipe.warm_up, round(updates * recipe.decay), updates)
    optimizer = keras.optimizers.Adam(
        schedule, weight_decay=recipe.weight_decay or None, global_clipnorm=recipe.clip_norm
    )
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    return optimizer


def cross_entropy(following, logits):
    """-ln p of the characters that followed: (T, B) int32, (T, B, V) -> (T, B)."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=following, logits=logits)


def dropout(values, rate, seed, place):
    """Zeroes a share `rate` (in steps of 1/256) of `values` and scales the rest up.

    `place` gives each use its own mask. One random byte decides a value: random floats would cost a tenth of
    the whole training time.
    """
    threshold = round(rate * 256)
    words = tf.random.stateless_uniform(
        [tf.size(values) // 4], seed + tf.constant([place << 24, 0]), minval=None, maxval=None, dtype=tf.int32
    )
    kept = tf.reshape(tf.bitcast(words, tf.uint8), tf.shape(values)) >= tf.constant(threshold, tf.uint8)
    return values * tf.cast(kept, tf.float32) * (256 / (256 - threshold))
