"""The translator in Keras's own layers, and one fast pass over their variables.

The layers are the textbook's, and a page may show them as they stand here; `forward` runs the same arithmetic
with every GRU unrolled (`dlplay.training.recurrent`), several times as fast. Notation as in
`dlplay.translation.network`; time is the first axis within `forward`.
"""

import keras
import tensorflow as tf

from dlplay.training.char_model import cross_entropy
from dlplay.training.recurrent import gru_sequence, matmul
from dlplay.translation import alphabet
from dlplay.translation.network import EMBEDDING, SHAPES, STATE, UNITS

# In the order of `SHAPES`.
LAYERS = ("embedding", "encoder", "start", "decoder", "attention", "combined", "answer")
HELD = 1000.0  # added to an update gate, which it opens wholly: the state stays what it was


def textbook_network() -> keras.Model:
    """Characters read (N, S) and written before (N, T), 0 where there is none -> probabilities (N, T, V)."""
    layers = keras.layers
    read = keras.Input((None,), dtype="int32", name="read")
    written = keras.Input((None,), dtype="int32", name="written")
    embedding = layers.Embedding(alphabet.SIZE, EMBEDDING, mask_zero=True, name="embedding")
    gru = layers.GRU(UNITS, return_sequences=True, return_state=True)
    encoded, _, backward = layers.Bidirectional(gru, name="encoder")(embedding(read))
    start = layers.Dense(STATE, activation="tanh", name="start")(backward)
    decoder = layers.GRU(STATE, return_sequences=True, name="decoder")
    states = decoder(embedding(written), initial_state=start)
    keys = layers.Dense(STATE, use_bias=False, name="attention")(encoded)
    context = layers.Attention(name="context")([states, encoded, keys])
    both = layers.Concatenate(name="both")([context, states])
    combined = layers.Dense(STATE, activation="tanh", name="combined")(both)
    answer = layers.Dense(alphabet.SIZE, activation="softmax", name="answer")(combined)
    return keras.Model([read, written], answer, name="translation")


def variables(network: keras.Model) -> dict[str, keras.Variable]:
    """The network's variables by the names of `SHAPES`."""
    found = [variable for name in LAYERS for variable in network.get_layer(name).trainable_variables]
    return dict(zip(SHAPES, found, strict=True))


def forward(weights, read, written):
    """Scores before the softmax, (T, N, V), of characters read (N, S) and written before (N, T).

    S and T must be known as the graph is made; `weights` are tensors by the names of `SHAPES`.
    """
    padded = tf.equal(read, alphabet.PADDING)
    encoded, backward = _encode(weights, tf.transpose(read), tf.transpose(padded))
    start = tf.tanh(matmul(backward, weights["start_kernel"], "float32") + weights["start_bias"])
    states = _sequence(weights, "decoder", _embed(weights, tf.transpose(written)), start)
    keys = tf.einsum("snu,ud->nds", encoded, weights["attention_kernel"])
    scores = tf.matmul(tf.transpose(states, (1, 0, 2)), keys)  # (N, T, S)
    attention = tf.nn.softmax(tf.where(padded[:, None], -1e9, scores))
    context = tf.transpose(tf.matmul(attention, tf.transpose(encoded, (1, 0, 2))), (1, 0, 2))
    both = tf.concat([context, states], axis=-1)
    combined = tf.tanh(_dense(weights, "combined", both))
    return _dense(weights, "answer", combined)


def loss(weights, read, written, wanted):
    """Mean of -ln p of the characters wanted (N, T), nats; padding is none."""
    logits = forward(weights, read, written)
    wanted = tf.transpose(wanted)
    counts = tf.cast(tf.not_equal(wanted, alphabet.PADDING), tf.float32)
    return tf.reduce_sum(counts * cross_entropy(wanted, logits)) / tf.reduce_sum(counts)


def _encode(weights, read, padded):
    """h (S, N, 2U) and ←h_1 (N, U); in padding, which the way back meets first, its state stays zero."""
    x = _embed(weights, read)
    zeros = tf.zeros((tf.shape(read)[1], UNITS))
    there = _sequence(weights, "forward", x, zeros)
    hold = HELD * tf.cast(tf.reverse(padded, [0])[..., None], tf.float32)
    back = tf.reverse(_sequence(weights, "backward", tf.reverse(x, [0]), zeros, hold), [0])
    return tf.concat([there, back], axis=-1), back[0]


def _embed(weights, tokens):
    return tf.matmul(tf.one_hot(tokens, alphabet.SIZE), weights["embedding"])


def _sequence(weights, name, x, start, hold=None):
    below, before = tf.unstack(weights[f"{name}_bias"])
    projected = _product(x, weights[f"{name}_kernel"]) + below
    if hold is not None:
        units = projected.shape[-1] // 3
        update, others = projected[..., :units] + hold, projected[..., units:]
        projected = tf.concat([update, others], axis=-1)
    return gru_sequence(projected, weights[f"{name}_recurrent"], before, start)


def _dense(weights, name, x):
    return _product(x, weights[f"{name}_kernel"]) + weights[f"{name}_bias"]


def _product(x, kernel):
    """x (T, N, n) @ kernel (n, m): one product for all steps."""
    steps, width = x.shape[0], kernel.shape[-1]
    return tf.reshape(tf.matmul(tf.reshape(x, (-1, kernel.shape[0])), kernel), (steps, -1, width))
