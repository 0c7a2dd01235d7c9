"""Whole sequences through the weights of Keras's recurrent layers, fast on a CPU, with their own gradients.

Notation: T time steps, B sequences in the batch, U units, z the pre-activations of one step.

Keras runs a recurrent layer as a loop with one small graph a step, and its gradient adds a
(U, 4U) product to the weight gradient at every step. Here the steps are unrolled into one graph,
the input's share of `z` comes from one matrix product for all steps, and so does the gradient of the
recurrent kernel. Same numbers, several times the speed. With `compute_dtype` bfloat16 only the matrix
products lose precision; gates, cell state and weights stay float32.

Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers et al.,
2000; backpropagation through time after Graves, "Supervised sequence labelling", 2012, section 4.6.
"""

import tensorflow as tf


def matmul(left, right, compute_dtype, **transpose):
    """left @ right with operands cast to `compute_dtype`, the result in float32."""
    product = tf.matmul(tf.cast(left, compute_dtype), tf.cast(right, compute_dtype), **transpose)
    return tf.cast(product, tf.float32)


def sigmoid_gates_first(weights):
    """Keras's gate order (input, forget, cell, output) -> (input, forget, output, cell), last axis."""
    input_gate, forget_gate, candidate, output_gate = tf.split(weights, 4, axis=-1)
    return tf.concat([input_gate, forget_gate, output_gate, candidate], axis=-1)


def lstm_sequence(projected, recurrent_kernel, hidden, cell, compute_dtype="float32"):
    """The hidden states of an LSTM layer, differentiable in `projected` and `recurrent_kernel`.

    z = projected[t] + h[t-1] @ recurrent_kernel;  i, f, o = sigmoid(z[:3U]);  g = tanh(z[3U:])
    c[t] = f * c[t-1] + i * g;  h[t] = o * tanh(c[t])

    projected: (T, B, 4U), inputs @ kernel + bias, gates in the order of `sigmoid_gates_first`;
    recurrent_kernel: (U, 4U), the same order; hidden, cell: (B, U), taken as constants.
    Returns (hidden states (T, B, U), last cell state (B, U)); no gradient flows through the latter.
    """

    @tf.custom_gradient
    def sequence(projected, recurrent_kernel):
        kernel = tf.cast(recurrent_kernel, compute_dtype)
        h, c, trace, outputs = hidden, cell, [], []
        for z in tf.unstack(projected):
            z = z + matmul(h, kernel, compute_dtype)
            units = z.shape[-1] // 4
            i, f, o = tf.split(tf.sigmoid(z[:, : 3 * units]), 3, axis=1)
            g = tf.tanh(z[:, 3 * units :])
            previous, c = c, f * c + i * g
            squashed = tf.tanh(c)
            h = o * squashed
            trace.append((i, f, o, g, previous, squashed))
            outputs.append(h)

        def gradient(d_outputs, _d_cell):
            d_h, d_c, d_z = tf.zeros_like(hidden), tf.zeros_like(cell), []
            for d_output, (i, f, o, g, previous, squashed) in zip(
                reversed(tf.unstack(d_outputs)), reversed(trace), strict=True
            ):
                d_h = d_h + d_output
                d_o = d_h * squashed
                d_c = d_c + d_h * o * (1 - squashed * squashed)
                d_sigmoid = tf.concat([d_c * g * i * (1 - i), d_c * previous * f * (1 - f)], axis=1)
                d_z.append(tf.concat([d_sigmoid, d_o * o * (1 - o), d_c * i * (1 - g * g)], axis=1))
                d_h = matmul(d_z[-1], kernel, compute_dtype, transpose_b=True)
                d_c = d_c * f
            d_z.reverse()
            earlier = tf.concat([hidden, *outputs[:-1]], axis=0)
            d_kernel = matmul(earlier, tf.concat(d_z, axis=0), compute_dtype, transpose_a=True)
            return tf.stack(d_z), d_kernel

        return (tf.stack(outputs), c), gradient

    return sequence(projected, recurrent_kernel)


def simple_rnn_sequence(projected, recurrent_kernel, hidden, compute_dtype="float32"):
    """The hidden states of a SimpleRNN layer: h[t] = tanh(projected[t] + h[t-1] @ recurrent_kernel).

    projected: (T, B, U), inputs @ kernel + bias; recurrent_kernel: (U, U); hidden: (B, U), a constant.
    Returns hidden states (T, B, U).
    """

    @tf.custom_gradient
    def sequence(projected, recurrent_kernel):
        kernel = tf.cast(recurrent_kernel, compute_dtype)
        h, outputs = hidden, []
        for z in tf.unstack(projected):
            h = tf.tanh(z + matmul(h, kernel, compute_dtype))
            outputs.append(h)

        def gradient(d_outputs):
            d_h, d_z = tf.zeros_like(hidden), []
            for d_output, h in zip(reversed(tf.unstack(d_outputs)), reversed(outputs), strict=True):
                d_z.append((d_h + d_output) * (1 - h * h))
                d_h = matmul(d_z[-1], kernel, compute_dtype, transpose_b=True)
            d_z.reverse()
            earlier = tf.concat([hidden, *outputs[:-1]], axis=0)
            d_kernel = matmul(earlier, tf.concat(d_z, axis=0), compute_dtype, transpose_a=True)
            return tf.stack(d_z), d_kernel

        return tf.stack(outputs), gradient

    return sequence(projected, recurrent_kernel)


def gru_sequence(projected, recurrent_kernel, recurrent_bias, hidden, compute_dtype="float32"):
    """The hidden states of a GRU layer as in Keras, the reset gate after the product.

    u = h[t-1] @ recurrent_kernel + recurrent_bias;  z, r = sigmoid(projected[t] + u)[:2U]
    g = tanh(projected[t][2U:] + r * u[2U:]);  h[t] = z * h[t-1] + (1 - z) * g

    projected: (T, B, 3U), inputs @ kernel + bias, in Keras's order z, r, g; recurrent_kernel: (U, 3U);
    recurrent_bias: (3U,); hidden: (B, U), from which the gradient goes on. Returns hidden states (T, B, U).
    Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014.
    """

    @tf.custom_gradient
    def sequence(projected, recurrent_kernel, recurrent_bias, hidden):
        kernel = tf.cast(recurrent_kernel, compute_dtype)
        h, trace, outputs = hidden, [], []
        for below in tf.unstack(projected):
            before = matmul(h, kernel, compute_dtype) + recurrent_bias
            units = h.shape[-1]
            z, r = tf.split(tf.sigmoid(below[:, : 2 * units] + before[:, : 2 * units]), 2, axis=1)
            inner = before[:, 2 * units :]
            g = tf.tanh(below[:, 2 * units :] + r * inner)
            trace.append((z, r, g, inner, h))
            h = z * h + (1 - z) * g
            outputs.append(h)

        def gradient(d_outputs):
            d_h, d_below, d_before = tf.zeros_like(hidden), [], []
            for d_output, (z, r, g, inner, previous) in zip(
                reversed(tf.unstack(d_outputs)), reversed(trace), strict=True
            ):
                d_h = d_h + d_output
                d_g = d_h * (1 - z) * (1 - g * g)
                d_gates = [d_h * (previous - g) * z * (1 - z), d_g * inner * r * (1 - r)]
                d_below.append(tf.concat([*d_gates, d_g], axis=1))
                d_before.append(tf.concat([*d_gates, d_g * r], axis=1))
                d_h = d_h * z + matmul(d_before[-1], kernel, compute_dtype, transpose_b=True)
            d_below.reverse()
            d_before.reverse()
            earlier, shares = tf.concat([hidden, *outputs[:-1]], axis=0), tf.concat(d_before, axis=0)
            d_kernel = matmul(earlier, shares, compute_dtype, transpose_a=True)
            return tf.stack(d_below), d_kernel, tf.reduce_sum(shares, axis=0), d_h

        return tf.stack(outputs), gradient

    return sequence(projected, recurrent_kernel, recurrent_bias, hidden)
